"""What is done to the public site, in words."""

from django.utils.translation import gettext_lazy as _

from interlab.privacy.trail import Act, Kind, register_acts

register_acts(
    {
        "site.updated": Act(Kind.SETTINGS, _("%(by)s changed the public site")),
        "site.published": Act(Kind.SETTINGS, _("%(by)s published the public site")),
        "site.unpublished": Act(Kind.SETTINGS, _("%(by)s took the public site down")),
        "site.logo_changed": Act(Kind.SETTINGS, _("%(by)s changed the logo")),
        "site.logo_removed": Act(Kind.SETTINGS, _("%(by)s removed the logo")),
        "page.drafted": Act(Kind.SETTINGS, _("%(by)s wrote a draft of a public page")),
        "page.published": Act(Kind.SETTINGS, _("%(by)s published a public page")),
        "page.reset": Act(Kind.SETTINGS, _("%(by)s went back to the ready text of a public page")),
    }
)
