"""What a call still lacks before everybody may read it: its texts in each of its languages."""

from collections.abc import Iterator, Mapping

from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from interlab.core.errors import DomainError
from interlab.core.questions import Questionnaire, QuestionnaireError
from interlab.intake.declaring import questions_in
from interlab.intake.models import Call, CallForm


def missing_texts(call: Call, form: CallForm | None) -> list[str]:
    """Return a sentence for each text that one of the call's languages lacks. Help and introduction: only where one has it."""
    if form is None:
        return [_("This call asks no questions yet.")]
    try:
        questionnaire = questions_in(form.declaration, call.languages)
    except QuestionnaireError as error:
        return [str(error)]
    texts = [(_("introduction"), call.intro)] if call.intro else []
    found = [*texts, *_texts_of(questionnaire)]
    return [
        _("%(text)s: write it in %(language)s.") % {"text": name, "language": get_language_info(code)["name_translated"]}
        for name, words in found
        for code in call.languages
        if not words.get(code)
    ]


def _texts_of(questionnaire: Questionnaire) -> Iterator[tuple[str, Mapping[str, str]]]:
    for number, question in enumerate(questionnaire, 1):
        place = _("question %(number)s") % {"number": number}
        yield f"{place}, {_('label')}", question.label
        if question.help:
            yield f"{place}, {_('help')}", question.help
        for option in question.options:
            words = next(iter(option.label.values()))
            yield _("%(place)s, answer “%(answer)s”") % {"place": place, "answer": words}, option.label


def check_complete(call: Call, form: CallForm | None) -> None:
    """Refuse a call whose texts don't exist in each of its languages, and say which."""
    if lacking := missing_texts(call, form):
        more = len(lacking) - 3
        told = " ".join(lacking[:3]) + (" " + _("And %(count)s more.") % {"count": more} if more > 0 else "")
        raise DomainError(told)
