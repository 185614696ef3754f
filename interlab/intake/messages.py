"""What is written to those who apply, and to those who wait for the next call."""

from django.utils.translation import gettext_lazy as _

from interlab.notices.wording import Wording, register_wording

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
