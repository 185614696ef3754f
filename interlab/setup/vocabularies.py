"""The lists of words a team may change, what each is for, and which meanings a list can't do without."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from interlab.network.models import ExitReason, Label, NeedArea, Sector, SessionKind, Source, Stage


@dataclass(frozen=True)
class Need:
    """A list keeps at least one word in use for one of `meanings`; `why` is said to whoever would archive the last one."""

    meanings: Collection[str]
    why: str | Promise


@dataclass(frozen=True)
class Vocabulary:
    """One list of words; `name` stands in its address."""

    name: str
    model: type[Label]
    title: str | Promise
    purpose: str | Promise
    needs: tuple[Need, ...] = ()

    @property
    def by_programme(self) -> bool:
        """Whether each programme has its own list."""
        return self.model is Stage


VOCABULARIES = (
    Vocabulary(
        "stages",
        Stage,
        _("Stages of a project"),
        _("The steps of your method. A project enters them one after the other, and may go back."),
        (
            Need((Stage.Meaning.LAUNCHED,), _("The figures need a stage that means “launched”. Add another one first.")),
            Need(
                (Stage.Meaning.WELCOME, Stage.Meaning.IDEA, Stage.Meaning.MODEL, Stage.Meaning.TEST),
                _("A programme needs a stage before the launch. Add another one first."),
            ),
        ),
    ),
    Vocabulary(
        "session-kinds",
        SessionKind,
        _("Kinds of session"),
        _("What you note a session as. All programmes share them, so that hours add up."),
        (
            Need(
                SessionKind.ACCOMPANIMENT,
                _("The figures need a kind of session that counts as accompaniment. Add another one first."),
            ),
        ),
    ),
    Vocabulary("need-areas", NeedArea, _("What may hold somebody back"), _("The areas you look at together with a person.")),
    Vocabulary(
        "exit-reasons",
        ExitReason,
        _("Reasons for leaving"),
        _("Why a person leaves a programme. A job or a training is an outcome too."),
        (Need(tuple(ExitReason.Meaning), _("Whoever leaves needs a reason. Add another one first.")),),
    ),
    Vocabulary("sectors", Sector, _("Sectors"), _("The trade of a project.")),
    Vocabulary("sources", Source, _("How people find you"), _("Who or what sent a person to you.")),
)
_BY_NAME = {vocabulary.name: vocabulary for vocabulary in VOCABULARIES}


def vocabulary_named(name: str) -> Vocabulary | None:
    """Return the list with this name in its address, or None."""
    return _BY_NAME.get(name)


def vocabulary_of(label: Label) -> Vocabulary:
    """Return the list a word belongs to."""
    return next(vocabulary for vocabulary in VOCABULARIES if isinstance(label, vocabulary.model))
