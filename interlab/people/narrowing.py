"""Keeping the rows whose person has something, quickly on every database whether few or many have it."""

from typing import Any, TypeVar

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

FEW = 5000
Row = TypeVar("Row", bound=Model)


def narrow(
    rows: "QuerySet[Row]", having: type[Model], condition: Q, *, within: Q, person: str = "person_id", to: str = "pk"
) -> "QuerySet[Row]":
    """Keep the `rows` whose person (in their column `to`) has a `having` that meets `condition`. Costs one query.

    Few persons are listed by key and then sorted; many are tested one by one in the order of the list, which soon fills a page.
    SQLite can't tell the two apart, so we look first. `within` bounds that look to the incubator; it is left out of the test
    of one person, where it would lead to an index of the whole incubator.
    """
    manager: Any = having._default_manager
    ids = list(manager.filter(within, condition).order_by().values_list(person, flat=True)[: FEW + 1])
    if len(ids) <= FEW:
        return rows.filter(**{f"{to}__in": set(ids)})
    return rows.filter(Exists(manager.filter(condition, **{person: OuterRef(to)})))
