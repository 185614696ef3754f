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
