"""What is taken out of the figures, in words."""

from django.utils.translation import gettext_lazy as _

from interlab.privacy.trail import Act, Kind, register_acts

register_acts({"figures.exported": Act(Kind.TAKEN, _("%(by)s exported the list behind a figure of %(year)s"))})
