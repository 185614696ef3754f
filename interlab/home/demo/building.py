"""Building the whole demo at once, or not at all."""

from collections.abc import Mapping
from random import Random

from django.db import transaction

from interlab.accounts.models import Membership
from interlab.home.demo.cast import open_accounts
from interlab.home.demo.intake import write_intake
from interlab.home.demo.past import write_2022, write_years_between
from interlab.home.demo.people_now import VERVIERS
from interlab.home.demo.present import write_present, write_underway
from interlab.home.demo.site import publish_sites
from interlab.home.demo.writing import Desk
from interlab.journeys.actions import give_reason, open_files
from interlab.network.actions import create_incubator
from interlab.network.models import Incubator, Programme
from interlab.people.models import Person
from interlab.privacy.chain import check_trail

SLUG = "liege"
SEED = 2022


def demo_exists() -> bool:
    return Incubator.objects.filter(slug=SLUG).exists()


@transaction.atomic
def build_demo() -> Incubator:
    """Write two incubators, their accounts and their people. The same day gives the same demo."""
    liege = create_incubator(slug=SLUG, name="InterLab Liège", city="Liège")
    verviers = create_incubator(slug="verviers", name="InterLab Verviers", city="Verviers")
    members = open_accounts(liege, verviers)
    desk = _desk(liege, {initial: member for initial, member in members.items() if member.incubator_id == liege.pk})
    write_2022(desk)
    write_years_between(desk)
    people = write_present(desk)
    rania = people["Rania"]
    rania.account = members["E"].account
    rania.save(update_fields=["account"])
    _open_file(rania, members)
    write_intake(desk, people)
    write_underway(_desk(verviers, {"V": members["V"]}, offset=500), VERVIERS, {})
    publish_sites(liege, verviers)
    for incubator in (liege, verviers):
        check_trail(incubator)
    return liege


def _open_file(person: Person, members: Mapping[str, Membership]) -> None:
    """Have colleagues open a person's file, so that she reads who did and why."""
    give_reason(person, reason="replaces", by=members["J"])
    for initial in "NJL":
        open_files([person], by=members[initial])


def _desk(incubator: Incubator, colleagues: dict[str, Membership], *, offset: int = 0) -> Desk:
    programme = Programme.objects.get(incubator=incubator)
    # Two incubators know different people: their phones and enterprise numbers differ too.
    return Desk(
        incubator=incubator,
        programme=programme,
        colleagues=colleagues,
        random=Random(SEED),  # noqa: S311 - a demo
        people=offset,
        numbers=offset,
    )
