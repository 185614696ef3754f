"""What was measured, as tables that stand in docs/benchmarks.md as they are printed."""

from typing import Any

TITLES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
Found = dict[str, dict[str, Any]]


def show(database: str, found: dict[str, Any]) -> None:
    """Print what was found on one database: the screens, the throng, the peer, and what a process takes."""
    by_database = {database: found}
    print(f"\n{TITLES[database]}")
    _print_screens(by_database, [database])
    _print_throng(by_database, [database])
    _print_peer(by_database, [database])
    for size, one in found.items():
        rss, pss = one.memory
        print(
            f"{TITLES[database]}, {size}: first page {one.seconds:.1f} s after the start; "
            f"two workers take {rss:.0f} MiB RSS, {pss:.0f} MiB PSS",
            flush=True,
        )


def _row(*cells: object) -> str:
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def _print_screens(found: Found, databases: list[str]) -> None:
    columns = (
        "small ms",
        "large ms",
        "p95",
        "floor",
        "× floor",
        "processor ms",
        "floor, processor",
        "× floor, processor",
        "growth",
    )
    print("\nOne client; milliseconds, the middle of all answers (p95: all but five of a hundred are quicker).\n")
    print(_row("screen", *(f"{TITLES[database]}: {column}" for database in databases for column in columns)))
    print(_row("---", *("---:" for _database in databases for _column in columns)))
    for name in next(iter(found[databases[0]].values())).alone:
        cells: list[str] = []
        for database in databases:
            cells += _cells(name, found[database])
        print(_row(name, *cells))


def _cells(name: str, by_size: dict[str, Any]) -> list[str]:
    small, large = by_size["small"], list(by_size.values())[-1]
    if name not in small.alone or name not in large.alone:
        return ["failed"] * 9
    one, first = large.alone[name], small.alone[name]
    inside, floor = large.inside[name]
    # Of processor time: a machine busier in one run than in the other doesn't count as growth.
    growth = inside / small.inside[name][0]
    return [
        f"{first.ms:.1f}",
        f"{one.ms:.1f}",
        f"{one.p95:.1f}",
        f"{one.floor:.1f}",
        f"{one.ratio:.2f}",
        f"{inside:.1f}",
        f"{floor:.1f}",
        f"{inside / floor:.2f}",
        f"{growth:.2f}",
    ]


def _print_throng(found: Found, databases: list[str]) -> None:
    print("\nSixteen clients at once, the larger size.\n")
    columns = ("answers a second", "ms", "p95")
    print(_row("screen", *(f"{TITLES[database]}: {column}" for database in databases for column in columns)))
    print(_row("---", *("---:" for _database in databases for _column in columns)))
    largest = {database: list(found[database].values())[-1] for database in databases}
    for name in largest[databases[0]].throng:
        throngs = [largest[database].throng[name] for database in databases]
        print(_row(name, *(cell for one in throngs for cell in (f"{one.each_second:.0f}", f"{one.ms:.0f}", f"{one.p95:.0f}"))))


def _print_peer(found: Found, databases: list[str]) -> None:
    print("\nDjango's administration over the same tables, by turns with us, the larger size.\n")
    columns = ("ours ms", "theirs ms", "times as quick")
    print(_row("screen", *(f"{TITLES[database]}: {column}" for database in databases for column in columns)))
    print(_row("---", *("---:" for _database in databases for _column in columns)))
    largest = {database: list(found[database].values())[-1] for database in databases}
    for name in largest[databases[0]].peer:
        pairs = [largest[database].peer[name] for database in databases]
        print(_row(name, *(cell for one in pairs for cell in (f"{one.ms:.1f}", f"{one.floor:.1f}", f"{one.floor / one.ms:.1f}"))))
    print()
