"""What is written to those who apply, and to those who wait for the next call."""

from django.utils.translation import gettext_lazy as _

from interlab.notices.wording import Wording, register_wording

# What applicants are answered -----------------------------------------------------------------------------------------

_ANSWERED = {"name": "Hanan", "incubator": "InterLab Liège", "programme": "InterLab", "words": "Nous nous réjouissons."}

register_wording(
    Wording(
        "intake.accepted",
        variables=_ANSWERED | {"begins": "Nous commençons le lundi 12 janvier."},
        title=_("A place for an applicant"),
        subject=_("You have a place at %(incubator)s"),
        body=_(
            "Hello %(name)s,\n\nGood news: you have a place. Programme: %(programme)s.\n%(begins)s\n\n%(words)s\n\n"
            "We contact you soon for a first meeting. You have nothing to fill in again.\n\nSee you soon,\n%(incubator)s"
        ),
        text=_("%(name)s, good news: you have a place at %(incubator)s. %(begins)s %(words)s We contact you soon."),
    )
)
register_wording(
    Wording(
        "intake.waiting",
        variables=_ANSWERED | {"rank": "3", "day": "lundi 4 janvier"},
        title=_("Waiting list for an applicant"),
        subject=_("You are on the waiting list of %(incubator)s"),
        body=_(
            "Hello %(name)s,\n\nAll places are taken for now. You are on our waiting list. Your number: %(rank)s.\n"
            "Programme: %(programme)s.\n\nYou hear from us again before %(day)s.\n\n%(words)s\n\n%(incubator)s"
        ),
        text=_(
            "%(name)s, you are number %(rank)s on the waiting list of %(incubator)s. You hear from us before %(day)s. %(words)s"
        ),
    )
)
register_wording(
    Wording(
        "intake.not_now",
        variables=_ANSWERED | {"door": "Prochain appel : au printemps."},
        title=_("No place for an applicant, and where to go next"),
        subject=_("Our answer to your application"),
        body=_(
            "Hello %(name)s,\n\nThank you for your application. We have no place for you now. Programme: %(programme)s.\n\n"
            "%(words)s\n\n%(door)s\n\nDo you have a question? Answer this message, or call us.\n\n%(incubator)s"
        ),
        text=_("%(name)s, thank you. %(incubator)s has no place for you now. %(words)s %(door)s"),
    )
)

# What comes after an application -------------------------------------------------------------------------------------

_APPLICANT = {
    "name": "Hanan",
    "incubator": "InterLab Liège",
    "code": "LUNE-4821",
    "link": "https://interlab.example/liege/resume/?code=LUNE-4821",
}

register_wording(
    Wording(
        "intake.arrived",
        variables=_APPLICANT | {"day": "mardi 3 mars"},
        subject=_("Your application is here: %(code)s"),
        body=_(
            "Hello %(name)s,\n\nYour application is here. Thank you.\n\nYou have our answer before %(day)s.\n"
            "Your code: %(code)s\n\nWhere does it stand? Look here with your code:\n%(link)s\n\n%(incubator)s"
        ),
        text=_("%(incubator)s: your application is here. Our answer: before %(day)s. Your code: %(code)s %(link)s"),
    )
)
register_wording(
    Wording(
        "intake.unfinished",
        variables=_APPLICANT,
        subject=_("Your application is not finished yet: %(code)s"),
        body=_(
            "Hello %(name)s,\n\nYou began an application. It is not sent yet.\n\nYour answers are kept. Your code: %(code)s\n"
            "Go on here:\n%(link)s\n\nNo more time for it? Then do nothing: we do not write again.\n\n%(incubator)s"
        ),
        text=_("%(incubator)s: your application is not sent yet. Your answers are kept. Your code: %(code)s %(link)s"),
    )
)
register_wording(
    Wording(
        "intake.slot",
        variables=_APPLICANT | {"day": "jeudi 12 mars", "time": "14:00", "place": "Rue Saint-Léonard 20", "who": "Nora"},
        subject=_("We meet on %(day)s at %(time)s"),
        body=_(
            "Hello %(name)s,\n\nWe meet on %(day)s at %(time)s.\nWhere: %(place)s\nWith: %(who)s\n\n"
            "Does it not suit you any more? Choose another time here, until the day before:\n%(link)s\n\n"
            "Your code: %(code)s\n\n%(incubator)s"
        ),
        text=_("%(incubator)s: we meet on %(day)s at %(time)s, %(place)s, with %(who)s. To change it: %(link)s"),
    )
)
register_wording(
    Wording(
        "intake.opens",
        variables={
            "name": "Hanan",
            "incubator": "InterLab Liège",
            "call": "Printemps 2027",
            "link": "https://interlab.example/liege/apply/?call=k3f9",
            "forget": "https://interlab.example/liege/interest/forget/?key=k3f9",
        },
        subject=_("You can apply now: %(call)s"),
        body=_(
            "Hello %(name)s,\n\nYou wanted to know when you can apply. You can now: %(call)s.\n\nYou begin here:\n%(link)s\n\n"
            "Shall we forget you? Press here:\n%(forget)s\n\n%(incubator)s"
        ),
        text=_("%(incubator)s: you can apply now (%(call)s): %(link)s Forget me: %(forget)s"),
    )
)

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
            "link": "https://interlab.example/liege/resume/?code=LUNE-4821",
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
