"""Day first or month first: decided for each column by its own dates, else by the workbook's others, else by its language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from .dates import Order, order_shown_by
from .headers import are_english
from .shapes import Column, Value, because
from .tables import Table

DATES = ("held_on", "entered_on", "left_on", "launched_on")


def settle_orders(tables: list[Table]) -> None:
    """Sets `orders` (None: to be asked) and `mixed` of each table, and says in the column when the order is only assumed."""
    shown: dict[tuple[int, int], tuple[set[Order], str]] = {}
    for position, table in enumerate(tables):
        for name in DATES:
            for column in table.by_field.get(name, ()):
                shown[position, column.index] = _shown(row.cell(column.index) for row in table.rows)
    proven = {next(iter(orders)) for orders, _ in shown.values() if len(orders) == 1}
    elsewhere: Order | None = proven.pop() if len(proven) == 1 else None
    for (position, index), (orders, example) in shown.items():
        table = tables[position]
        if len(orders) == 1:
            table.orders[index] = next(iter(orders))
        elif len(orders) == 2:
            table.orders[index] = None
            table.mixed.add(index)
        elif not example or elsewhere:
            table.orders[index] = elsewhere or "dmy"
        else:
            _assume(table, index, example)


def _shown(values: Iterable[Value]) -> tuple[set[Order], str]:
    orders: set[Order] = set()
    example = ""
    for value in values:
        order = order_shown_by(value)
        if order == "either":
            example = example or str(value).strip()
        elif order is not None:
            orders.add(order)
    return orders, example


def _assume(table: Table, index: int, example: str) -> None:
    english = are_english([column.header for column in table.columns if column.header])
    table.orders[index] = None if english else "dmy"
    if english:
        return

    def assumed(column: Column) -> Column:
        if column.index != index or column.confidence != "sure":
            return column
        return replace(column, confidence="probable", why=because("day_first_assumed", example=example[:30]))

    table.columns[:] = [assumed(column) for column in table.columns]
