"""The way of a project through its programme's steps, as a page shows it."""

from collections.abc import Iterable
from dataclasses import dataclass

from interlab.journeys.models import Project
from interlab.network.models import Stage


@dataclass(frozen=True)
class Step:
    """A step of the path; `state` is "done", "now" or "" for what lies ahead."""

    label: str
    state: str = ""


def stage_path(project: Project, stages: Iterable[Stage], visited: Iterable[int] = ()) -> list[Step]:
    """Return the steps of `project` in the team's order. `stages` are its programme's, `visited` the numbers of those it entered.

    On the path, everything before the present step is done. Off it (paused, given up, handed over) only what it entered is,
    and the way out stands last. A step no longer in use appears only while the project stands there.
    """
    shown = [stage for stage in stages if stage.pk == project.stage_id or (stage.is_step and stage.archived_at is None)]
    here = next((index for index, stage in enumerate(shown) if stage.pk == project.stage_id), None)
    if here is None:
        return [Step(stage.name) for stage in shown]
    if shown[here].is_step:
        return [Step(stage.name, "done" if place < here else "now" if place == here else "") for place, stage in enumerate(shown)]
    entered = set(visited)
    steps = [Step(stage.name, "done" if stage.pk in entered else "") for stage in shown if stage.is_step]
    return [*steps, Step(shown[here].name, "now")]
