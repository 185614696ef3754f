"""Keeping the rows whose person has something, quickly on every database whether few or many have it."""

from typing import Any, TypeVar

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from interlab.core import among  # noqa: F401 - the condition of that name

FEW = 5000
Row = TypeVar("Row", bound=Model)


def few_having(having: type[Model], condition: Q, *, person: str = "person_id") -> set[int] | None:
    """Return the keys of the persons who have a `having` that meets `condition`; None when they aren't few. Costs one query."""
    manager: Any = having._default_manager
    ids = list(manager.filter(condition).order_by().values_list(person, flat=True)[: FEW + 1])
    return set(ids) if len(ids) <= FEW else None


def narrow(
    rows: "QuerySet[Row]", having: type[Model], condition: Q, *, within: Q, person: str = "person_id", to: str = "pk"
) -> "QuerySet[Row]":
    """Keep the `rows` whose person (in their column `to`) has a `having` that meets `condition`. Costs one query.

    Few persons are listed by key and then sorted; many are tested one by one in the order of the list, which soon fills a page.
    SQLite can't tell the two apart, so we look first. `within` bounds that look to the incubator; it is left out of the test
    of one person, where it would lead to an index of the whole incubator.
    """
    few = few_having(having, within & condition, person=person)
    if few is not None:
        return rows.filter(**{f"{to}__among": few})
    return kept_if_having(rows, having, condition, person=person, to=to)


def kept_if_having(
    rows: "QuerySet[Row]", having: type[Model], condition: Q, *, person: str = "person_id", to: str = "pk"
) -> "QuerySet[Row]":
    """Keep the `rows` whose person has a `having` that meets `condition`, testing one person after the other."""
    manager: Any = having._default_manager
    return rows.filter(Exists(manager.filter(condition, **{person: OuterRef(to)})))
