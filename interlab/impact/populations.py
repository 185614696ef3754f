"""Which rows a figure counts. A figure and the list behind it both start here, so that they can't differ."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.db.models import Exists, OuterRef, Q, QuerySet

from interlab.core.dates import Period
from interlab.journeys.models import Attendance, Participation, Project, ProjectHolder, Session
from interlab.journeys.models.participations import ENDED
from interlab.network.models import ExitReason, Incubator, Programme, SessionKind, Stage
from interlab.people.models import Person

POSITIVE_EXITS = (ExitReason.Meaning.JOB, ExitReason.Meaning.TRAINING)
# Steps of a method, in the order of their fixed meanings.
STEPS = (
    Stage.Meaning.WELCOME,
    Stage.Meaning.IDEA,
    Stage.Meaning.MODEL,
    Stage.Meaning.TEST,
    Stage.Meaning.LAUNCHED,
    Stage.Meaning.POST_LAUNCH,
)


@dataclass(frozen=True)
class Scope:
    """Whose figures, of which days; of one programme, or of all (None)."""

    incubator: Incubator
    period: Period
    programme: Programme | None = None

    @property
    def last_day(self) -> date:
        """The last day that counts; the period itself ends on the next one."""
        return self.period.end - timedelta(days=1)

    @cached_property
    def kinds(self) -> list[SessionKind]:
        """Every kind of session of the incubator, archived ones too: their sessions still count."""
        return list(SessionKind.objects.filter(incubator=self.incubator))

    def kinds_meaning(self, *meanings: str) -> list[int]:
        return [kind.pk for kind in self.kinds if kind.meaning in meanings]

    @property
    def accompaniment(self) -> list[int]:
        return self.kinds_meaning(*SessionKind.ACCOMPANIMENT)

    @cached_property
    def _stages(self) -> list[Stage]:
        stages = Stage.objects.filter(incubator=self.incubator, meaning__in=STEPS)
        return list(stages if self.programme is None else stages.filter(programme=self.programme))

    @property
    def steps(self) -> dict[str, list[int]]:
        """The stages of each step, in the order of the steps; archived ones too: what was reached stays reached."""
        return {step: [stage.pk for stage in self._stages if stage.meaning == step] for step in STEPS}

    @property
    def stage_names(self) -> dict[str, str]:
        """The team's word for each step in use; the meaning's own when programmes call it differently."""
        names: dict[str, set[str]] = {}
        for stage in self._stages:
            if stage.archived_at is None:
                names.setdefault(stage.meaning, set()).add(stage.name)
        return {key: found.pop() if len(found) == 1 else str(Stage.Meaning(key).label) for key, found in names.items()}

    # Rows --------------------------------------------------------------------------------------------------------

    def sessions(self, kinds: list[int]) -> QuerySet[Session]:
        """Standing sessions of these kinds held in the period, attended by at least one person of the programme."""
        rows = Session.objects.standing().filter(incubator=self.incubator, kind__in=kinds)
        rows = rows.filter(held_on__gte=self.period.start, held_on__lt=self.period.end)
        if self.programme is None:
            return rows
        attended = Attendance.objects.filter(session=OuterRef("pk"), participation__programme=self.programme)
        return rows.filter(Exists(attended))

    def attended(self, kinds: list[int]) -> Q:
        """What makes an attendance count: a standing session of these kinds in the period; of a programme, one of its participations."""
        inside = Q(session__held_on__gte=self.period.start, session__held_on__lt=self.period.end)
        which = Q(session__incubator=self.incubator, session__kind__in=kinds, session__voided_at=None)
        return inside & which if self.programme is None else inside & which & Q(participation__programme=self.programme)

    def attendances(self, kinds: list[int]) -> QuerySet[Attendance]:
        return Attendance.objects.filter(self.attended(kinds))

    def participations(self) -> QuerySet[Participation]:
        rows = Participation.objects.filter(incubator=self.incubator)
        return rows if self.programme is None else rows.filter(programme=self.programme)

    def _persons_with(self, participations: QuerySet[Participation]) -> QuerySet[Person]:
        # A list looked up, not a condition tried person by person: SQLite without statistics would try it along the wrong index.
        return Person.objects.filter(incubator=self.incubator, pk__in=participations.values("person"))

    def accompanied(self) -> QuerySet[Person]:
        """Persons enrolled in the period who attended accompaniment in it."""
        spanning = Participation.objects.spanning(self.period) & self.participations()
        return self._persons_with(spanning).filter(pk__in=self.attendances(self.accompaniment).values("person"))

    def entered(self) -> QuerySet[Person]:
        return self._persons_with(self.participations().filter(self._in_period("enrolled_on")))

    def applied(self) -> QuerySet[Person]:
        return self._persons_with(self.participations().filter(self._in_period("applied_on")))

    def exits(self, meanings: tuple[str, ...] | None = None) -> QuerySet[Participation]:
        rows = self.participations().filter(self._in_period("ended_on"), state__in=ENDED)
        return rows if meanings is None else rows.filter(exit_reason__meaning__in=meanings)

    def left(self, meanings: tuple[str, ...] | None = None) -> QuerySet[Person]:
        return self._persons_with(self.exits(meanings))

    def launched(self) -> QuerySet[Project]:
        return self._projects().filter(self._in_period("launched_on"))

    def followed_projects(self) -> QuerySet[Project]:
        """Projects held by at least one person accompanied in the period."""
        holders = ProjectHolder.objects.filter(person__in=self.accompanied().values("pk"))
        return self._projects().filter(pk__in=holders.values("project"))

    def _projects(self) -> QuerySet[Project]:
        rows = Project.objects.filter(incubator=self.incubator)
        return rows if self.programme is None else rows.filter(programme=self.programme)

    def _in_period(self, field: str) -> Q:
        return Q(**{f"{field}__gte": self.period.start, f"{field}__lt": self.period.end})
