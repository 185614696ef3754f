"""What is done with a person's record, in words."""

from django.utils.translation import gettext_lazy as _

from interlab.privacy.trail import Act, Kind, register_acts

register_acts(
    {
        "person.created": Act(Kind.CHANGED, _("%(by)s entered %(person)s"), _("entered you")),
        "person.updated": Act(
            Kind.CHANGED, _("%(by)s corrected what is known of %(person)s"), _("corrected what we know of you")
        ),
        "person.merged": Act(
            Kind.CHANGED, _("%(by)s made one of two records of %(person)s"), _("made one of two files of yours")
        ),
        # The other side of the same act.
        "person.merged_into": Act(Kind.CHANGED, _("%(by)s let a record become one with that of %(person)s")),
        "person.merge_undone": Act(
            Kind.CHANGED, _("%(by)s made two records again of %(person)s"), _("made two files again of yours")
        ),
        "person.told_apart": Act(Kind.CHANGED, _("%(by)s noted that %(person)s and somebody alike are two persons")),
        "person.told_apart_undone": Act(
            Kind.CHANGED, _("%(by)s doubts again whether %(person)s and somebody alike are two persons")
        ),
    }
)
