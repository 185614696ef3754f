"""What is done in the settings, in words."""

from django.utils.translation import gettext_lazy as _

from interlab.privacy.trail import Act, Kind, register_acts

register_acts(
    {
        name: Act(Kind.SETTINGS, sentence)
        for name, sentence in {
            "incubator.updated": _("%(by)s changed the settings of the incubator"),
            "programme.added": _("%(by)s added a programme"),
            "programme.renamed": _("%(by)s renamed a programme"),
            "programme.archived": _("%(by)s archived a programme"),
            "programme.restored": _("%(by)s took a programme into use again"),
            "cohort.added": _("%(by)s added a cohort"),
            "cohort.updated": _("%(by)s changed a cohort"),
            "cohort.closed": _("%(by)s closed a cohort"),
            "cohort.reopened": _("%(by)s reopened a cohort"),
            "member.added": _("%(by)s added somebody to the team"),
            "member.changed": _("%(by)s changed what a colleague may do"),
            "member.ended": _("%(by)s closed the access of a colleague"),
            "account.closed": _("%(by)s closed an account that opens nothing any more"),
            "label.added": _("%(by)s added a word"),
            "label.renamed": _("%(by)s changed a word"),
            "label.moved": _("%(by)s moved a word in its list"),
            "label.archived": _("%(by)s archived a word"),
            "label.restored": _("%(by)s took a word into use again"),
        }.items()
    }
)
