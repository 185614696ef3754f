"""What becomes of the rows that people itself holds of a person."""

import json
from collections.abc import Iterable, Sequence

from django.db.models import Q
from django.utils.translation import ngettext

from interlab.people.findable import register_texts
from interlab.people.merging.registry import Merging, Rows, register_rows, register_trail
from interlab.people.models import ContactPoint, Merge, NotTheSame, Person, PersonLanguage
from interlab.privacy.models import ConsentAct, DataRequest, Farewell

_NAMES = ("people.Person.full_name", "people.Person.called")


def _contacts(merging: Merging) -> None:
    """Keep one of each way to reach the person, in the order they were in: the older record's first."""
    kept = list(merging.survivor.contacts.order_by("position", "pk"))
    known, typed = {(row.kind, row.normal) for row in kept if row.normal}, {(row.kind, row.value) for row in kept}
    place = max((row.position for row in kept), default=-1)
    for row in merging.merged.contacts.order_by("position", "pk"):
        if (row.kind, row.normal) in known or (row.kind, row.value) in typed:
            if (row.kind, row.value) not in typed:
                merging.aside.append(("people.ContactPoint.value", row.value))
            merging.ledger.take_away(row)
            continue
        place += 1
        merging.ledger.change(row, person=merging.survivor, position=place)


def _languages(merging: Merging) -> None:
    """Keep one of each language; a level known for one record is the other's too."""
    kept = {row.language: row for row in merging.survivor.languages.order_by("position", "pk")}
    place = max((row.position for row in kept.values()), default=-1)
    for row in merging.merged.languages.order_by("position", "pk"):
        known = kept.get(row.language)
        if known is None:
            place += 1
            merging.ledger.change(row, person=merging.survivor, position=place)
            continue
        if row.level and not known.level:
            merging.ledger.change(known, level=row.level)
        elif row.level and row.level != known.level:
            merging.aside.append(("people.PersonLanguage.level", f"{row.language}: {row.get_level_display()}"))
        merging.ledger.take_away(row)


def _shells(merging: Merging) -> None:
    """Records that became one with the merged one earlier lead straight to the survivor: a code is followed in one step."""
    merging.point_all(Person, "merged_into")


def _said_apart(merging: Merging) -> None:
    """Whoever was told apart from one of the two is apart from both; what was said of the two themselves no longer holds."""
    pair = {merging.survivor.pk, merging.merged.pk}
    rows = NotTheSame.objects.filter(Q(one__in=pair) | Q(other__in=pair)).order_by("pk").select_related("one", "other")
    known: set[tuple[int, int]] = set()
    # Those that stay as they are come first, so that none takes the place of another.
    for row in sorted(rows, key=lambda row: merging.merged.pk in (row.one_id, row.other_id)):
        ends = [merging.survivor if end.pk == merging.merged.pk else end for end in (row.one, row.other)]
        one, other = sorted(ends, key=lambda end: end.pk)
        if one == other or (one.pk, other.pk) in known:
            merging.ledger.take_away(row)
        else:
            merging.ledger.change(row, one=one, other=other)
        known.add((one.pk, other.pk))


def _stay(merging: Merging) -> None:
    """Words are made anew, and earlier merges stay the records of what happened then."""


def _reaches(persons: Sequence[Person]) -> int:
    rows = ContactPoint.objects.filter(person__in=persons).values_list("kind", "normal", "value")
    return len({(kind, normal or value) for kind, normal, value in rows})


def _spoken(persons: Sequence[Person]) -> int:
    return PersonLanguage.objects.filter(person__in=persons).values("language").distinct().count()


def _names_aside(person_ids: Sequence[int]) -> Iterable[tuple[int, str]]:
    """A name that wasn't kept still finds the person, as long as the merge remembers it."""
    shells = Person.objects.filter(merged_into__in=person_ids).values_list("pk", "merged_into")
    now = {pk: pk for pk in person_ids} | {pk: into for pk, into in shells if into}
    for person_id, changes in Merge.objects.filter(survivor__in=list(now)).exclude(changes="").values_list("survivor", "changes"):
        for column, text in json.loads(changes)["aside"]:
            if column in _NAMES:
                yield now[person_id], text


register_texts("names not kept by a merge", _names_aside)
register_rows(
    Rows(
        "contacts",
        ("people.ContactPoint.person",),
        _contacts,
        _reaches,
        lambda n: ngettext("%(n)s way to reach them", "%(n)s ways to reach them", n) % {"n": n},
    )
)
register_rows(
    Rows(
        "languages",
        ("people.PersonLanguage.person",),
        _languages,
        _spoken,
        lambda n: ngettext("%(n)s language", "%(n)s languages", n) % {"n": n},
    )
)
register_rows(Rows("shells", ("people.Person.merged_into",), _shells))
register_rows(Rows("told apart", ("people.NotTheSame.one", "people.NotTheSame.other"), _said_apart))
register_rows(Rows("words and merges", ("people.SearchWord.person", "people.Merge.survivor", "people.Merge.merged"), _stay))
register_trail("privacy.AuditEntry.person_code")
register_trail("notices.Message.person_code")


def _codes_of_privacy(merging: Merging) -> None:
    """What was said and asked under the merged record's code goes on under the survivor's; a file just merged doesn't end."""
    merged = {"incubator_id": merging.merged.incubator_id, "person_code": merging.merged.code}
    for act in ConsentAct.objects.filter(**merged):
        merging.ledger.change(act, person_code=merging.survivor.code)
    waiting = DataRequest.objects.open().filter(incubator_id=merging.survivor.incubator_id, person_code=merging.survivor.code)
    asked = set(waiting.values_list("kind", flat=True))
    for request in DataRequest.objects.filter(**merged):
        twice = request.is_open and request.kind in asked
        state = {"state": DataRequest.State.WITHDRAWN} if twice else {}
        merging.ledger.change(request, person_code=merging.survivor.code, **state)
    for farewell in Farewell.objects.filter(**merged):
        merging.ledger.take_away(farewell)


register_rows(
    Rows(
        "consents and requests",
        ("privacy.ConsentAct.person_code", "privacy.DataRequest.person_code", "privacy.Farewell.person_code"),
        _codes_of_privacy,
    )
)
