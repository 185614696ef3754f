"""What intake writes to people: applicants, readers, colleagues. Each area keeps its wordings in its own block."""

from django.utils.translation import gettext_lazy as _

from interlab.notices.wording import Wording, register_wording

# Readings and interviews ------------------------------------------------------------------------------------------

register_wording(
    Wording(
        "intake.round_reminder",
        title=_("A reader has applications left to read"),
        variables={
            "name": "Rosa",
            "round": "Lecture",
            "incubator": "InterLab Liège",
            "left": "12",
            "link": "https://interlab.example/liege/readings/",
        },
        subject=_("Applications wait for you: %(left)s"),
        body=_(
            "Hello %(name)s,\n\nIn “%(round)s”, applications wait for you: %(left)s.\n\nYou find them here:\n%(link)s\n\n"
            "No time left? Give them back there: somebody else reads them.\n\nThank you,\n%(incubator)s"
        ),
        text=_("%(name)s, applications wait for you in “%(round)s”: %(left)s. %(link)s"),
    )
)
register_wording(
    Wording(
        "intake.interview_invited",
        title=_("An applicant is invited to meet the team"),
        variables={
            "name": "Hanan",
            "incubator": "InterLab Liège",
            "spoken": "LUNE-4821",
            "link": "https://interlab.example/liege/application/k3f9/",
        },
        subject=_("We would like to meet you"),
        body=_(
            "Hello %(name)s,\n\nWe have read your application. We would like to meet you.\n\nPick a time here:\n%(link)s\n\n"
            "Your code is %(spoken)s.\n\nSee you soon,\n%(incubator)s"
        ),
        text=_("%(name)s, we would like to meet you. Pick a time here: %(link)s Your code: %(spoken)s. %(incubator)s"),
    )
)
register_wording(
    Wording(
        "intake.slot_cancelled",
        title=_("A meeting with an applicant is cancelled"),
        variables={
            "name": "Hanan",
            "incubator": "InterLab Liège",
            "spoken": "LUNE-4821",
            "when": "3 mars, 14:00",
            "link": "https://interlab.example/liege/application/k3f9/",
        },
        subject=_("Our meeting is cancelled: please pick another time"),
        body=_(
            "Hello %(name)s,\n\nWe can’t meet you on %(when)s. We are sorry.\n\nPick another time here:\n%(link)s\n\n"
            "Your code is %(spoken)s.\n\nSee you soon,\n%(incubator)s"
        ),
        text=_("%(name)s, we can’t meet you on %(when)s. Sorry! Pick another time: %(link)s Your code: %(spoken)s."),
    )
)
