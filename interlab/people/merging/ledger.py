"""What a merge changed, row by row, so that it can be taken back exactly.

A ledger is a list of plain entries that JSON can hold: rows whose fields went from old values to new ones, and rows that were
taken away whole. Undone in reverse, each step meets the rows as it left them; what somebody changed since stays as it is.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction

Entry = dict[str, Any]
CHUNK = 500


def _written(row: models.Model, name: str) -> Any:
    """Return a field's value as text, or None; the same on every database."""
    column = row._meta.get_field(name)
    if column.value_from_object(row) is None:  # type: ignore[union-attr]
        return None
    return column.value_to_string(row)  # type: ignore[union-attr]


def _read(model: type[models.Model], name: str, written: Any) -> Any:
    column = model._meta.get_field(name)
    return None if written is None else column.to_python(written)  # type: ignore[union-attr]


def _columns(model: type[models.Model]) -> list[str]:
    return [column.name for column in model._meta.concrete_fields]


def _rows(model: type[models.Model]) -> Any:
    return model._base_manager


@dataclass
class Ledger:
    """The changes of one merge, in the order in which they were made."""

    entries: list[Entry] = field(default_factory=list)

    def point(self, rows: Any, name: str, to: models.Model) -> int:
        """Make each row's key `name` lead to `to`. Returns how many did not yet. Costs one query a chunk, whatever their number."""
        by_old: dict[int, list[int]] = defaultdict(list)
        for pk, old in rows.order_by("pk").values_list("pk", f"{name}_id"):
            if old != to.pk:
                by_old[old].append(pk)
        model = rows.model
        for old, pks in by_old.items():
            for at in range(0, len(pks), CHUNK):
                some = pks[at : at + CHUNK]
                _rows(model).filter(pk__in=some).update(**{f"{name}_id": to.pk})
                self.entries.append(
                    {"model": model._meta.label, "rows": some, "old": {name: _text(old)}, "new": {name: str(to.pk)}}
                )
        return sum(map(len, by_old.values()))

    def change(self, row: models.Model, **values: Any) -> None:
        """Set fields of one row, and remember what they were."""
        before = {name: _written(row, name) for name in values}
        for name, value in values.items():
            setattr(row, name, value)
        after = {name: _written(row, name) for name in values}
        changed = [name for name in values if before[name] != after[name]]
        if not changed:
            return
        model = type(row)
        _rows(model).filter(pk=row.pk).update(**{name: values[name] for name in changed})
        self.entries.append(
            {
                "model": model._meta.label,
                "rows": [row.pk],
                "old": {name: before[name] for name in changed},
                "new": {name: after[name] for name in changed},
            }
        )

    def take_away(self, row: models.Model) -> None:
        """Delete a row whose place another one takes, and remember all of it."""
        model = type(row)
        whole = {name: _written(row, name) for name in _columns(model)}
        self.entries.append({"model": model._meta.label, "gone": whole})
        _rows(model).filter(pk=row.pk).delete()

    def undo(self) -> list[tuple[str, int]]:
        """Take everything back, last first. Returns the rows (model, key) that were changed since and stay as they are."""
        kept: list[tuple[str, int]] = []
        for entry in reversed(self.entries):
            model = apps.get_model(entry["model"])
            kept += _put_back(model, entry["gone"]) if "gone" in entry else _turn_back(model, entry)
        return kept

    def gone(self, label: str) -> Iterator[dict[str, Any]]:
        """Yield what was taken away of a model, as text by field."""
        return (entry["gone"] for entry in self.entries if entry["model"] == label and "gone" in entry)


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def _put_back(model: type[models.Model], whole: dict[str, Any]) -> list[tuple[str, int]]:
    values = {model._meta.get_field(name).attname: _read(model, name, text) for name, text in whole.items()}  # type: ignore[union-attr]
    row = model(**values)
    try:
        with transaction.atomic():
            # Raw: the days on which it was written stay what they were.
            row.save_base(raw=True, force_insert=True)
    except IntegrityError:
        return [(model._meta.label, row.pk)]
    return []


def _turn_back(model: type[models.Model], entry: Entry) -> list[tuple[str, int]]:
    if len(entry["rows"]) > 1 or len(entry["old"]) == 1:
        return _turn_back_many(model, entry)
    row = _rows(model).select_for_update().filter(pk=entry["rows"][0]).first()
    if row is None:
        return [(model._meta.label, entry["rows"][0])]
    same = [name for name, text in entry["new"].items() if _written(row, name) == text]
    try:
        with transaction.atomic():
            _rows(model).filter(pk=row.pk).update(
                **{model._meta.get_field(name).attname: _read(model, name, entry["old"][name]) for name in same}  # type: ignore[union-attr]
            )
    except IntegrityError:
        # What was written since and what was before can't both be true: what was written since stays.
        same = []
    return [] if len(same) == len(entry["new"]) else [(model._meta.label, row.pk)]


def _turn_back_many(model: type[models.Model], entry: Entry) -> list[tuple[str, int]]:
    [(name, old)] = entry["old"].items()
    column = model._meta.get_field(name).attname  # type: ignore[union-attr]
    rows = _rows(model).filter(pk__in=entry["rows"], **{column: _read(model, name, entry["new"][name])})
    still = set(rows.select_for_update().values_list("pk", flat=True))
    try:
        with transaction.atomic():
            rows.update(**{column: _read(model, name, old)})
    except IntegrityError:
        still = set()
    return [(model._meta.label, pk) for pk in entry["rows"] if pk not in still]
