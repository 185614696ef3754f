"""The incubator's own words for what a workbook says."""

import re
from collections.abc import Iterable
from typing import TypeVar

from interlab.accounts.actions import create_member, members_named
from interlab.accounts.models import Membership, members_of
from interlab.accounts.roles import Role
from interlab.core.text import fold
from interlab.network.models import Cohort, ExitReason, Incubator, Label, Programme, Sector, SessionKind, Source, Stage

AnyLabel = TypeVar("AnyLabel", bound=Label)


class Words:
    """Finds a label by the team's text, else by its meaning. Texts of no counted vocabulary become labels of their own."""

    def __init__(self, incubator: Incubator, programme: Programme) -> None:
        self.incubator, self.programme = incubator, programme
        self._stages = list(programme.stages.all())
        self._labels: dict[type[Label], list[Label]] = {
            model: list(model.objects.filter(incubator=incubator)) for model in (SessionKind, ExitReason, Sector, Source)
        }
        self._cohorts = {fold(cohort.name): cohort for cohort in Cohort.objects.filter(programme=programme)}
        self._colleagues = list(members_of(incubator))
        self.new_colleagues: list[str] = []

    def stage(self, meaning: str, text: str) -> Stage | None:
        return _find(self._stages, meaning, text)

    def session_kind(self, meaning: str, text: str) -> SessionKind | None:
        return self._known(SessionKind, meaning, text)

    def exit_reason(self, meaning: str, text: str) -> ExitReason | None:
        return self._known(ExitReason, meaning or ExitReason.Meaning.OTHER, text)

    def _known(self, model: type[AnyLabel], meaning: str, text: str) -> AnyLabel | None:
        return _find(self._labels[model], meaning, text)  # type: ignore[return-value]

    def add(self, label: Label) -> None:
        """Know a label made while writing."""
        self._labels[type(label)].append(label)

    def sector(self, text: str) -> Sector | None:
        return self._own(Sector, text, Sector.Meaning.OTHER)

    def source(self, text: str) -> Source | None:
        return self._own(Source, text, Source.Meaning.OTHER)

    def _own(self, model: type[AnyLabel], text: str, meaning: str) -> AnyLabel | None:
        text = text.strip()[:80]
        if not text:
            return None
        found = next((label for label in self._labels[model] if fold(label.name) == fold(text)), None)
        if found is None:
            position = len(self._labels[model])
            found = model.objects.create(incubator=self.incubator, name=text, meaning=meaning, position=position)  # type: ignore[misc]
            self._labels[model].append(found)
        return found  # type: ignore[return-value]

    def cohort(self, text: str) -> Cohort | None:
        return self._cohorts.get(fold(text))

    def colleague(self, text: str) -> Membership | None:
        """Return the colleague of this name; one nobody knows yet is noted by name, without an account."""
        # "Nadia + Awa" gave it together: the first one is noted.
        text = re.split(r"\s*[/+&;\n]\s*|\s+(?:et|en|and)\s+", text.strip())[0]
        if not fold(text):
            return None
        found = members_named(self._colleagues, text)
        if len(found) == 1:
            return found[0]
        if not found:
            member = create_member(self.incubator, name=text.strip(), roles=[Role.COACH])
            self._colleagues.append(member)
            self.new_colleagues.append(member.name)
            return member
        return None


def _find(labels: Iterable[AnyLabel], meaning: str, text: str) -> AnyLabel | None:
    meant = [label for label in labels if label.meaning == meaning and label.archived_at is None]  # type: ignore[attr-defined]
    return next((label for label in meant if fold(label.name) == fold(text)), meant[0] if meant else None)
