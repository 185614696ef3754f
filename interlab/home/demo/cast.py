"""Who signs in to the demo: one account a role, all with the one documented password."""

from django.contrib.auth.hashers import make_password

from interlab.accounts.actions import create_member
from interlab.accounts.models import Account, Membership
from interlab.accounts.roles import Role
from interlab.core.text import fold
from interlab.network.models import Incubator

PASSWORD = "interlab-demo-2022"  # noqa: S105 - documented, and refused outside the demo

# Initial: name, roles. Those of `BY_NAME` are known by name only: they never sign in.
LIEGE: dict[str, tuple[str, list[Role]]] = {
    "L": ("Hélène Warnier", [Role.PROGRAMME_LEAD]),
    "N": ("Nadège Collard", [Role.COACH]),
    "J": ("Julien Hanssen", [Role.COACH]),
    "R": ("Paul Thonon", [Role.REVIEWER]),
    "M": ("Claudine Lejeune", [Role.MENTOR]),
    "X": ("Farid Mansouri", [Role.EXPERT]),
    "E": ("Rania Al-Khatib", [Role.ENTREPRENEUR]),
    "F": ("Marie-Ange Piron", [Role.FUNDER_READER]),
    "W": ("Tom Verhaegen", [Role.NETWORK_READER]),
}
BY_NAME: dict[str, tuple[str, list[Role]]] = {
    "P": ("Jean-Paul Gillet", [Role.MENTOR]),
    "Q": ("Zohra Amari", [Role.MENTOR]),
}
VERVIERS: dict[str, tuple[str, list[Role]]] = {"V": ("Sabine Gilles", [Role.PROGRAMME_LEAD])}
LANGUAGES = {"E": "ar"}


def open_accounts(liege: Incubator, verviers: Incubator) -> dict[str, Membership]:
    """Open every account of the demo and give it its place; return the members by initial."""
    # Hashing one password once: a dozen times would be most of the demo's time.
    password = make_password(PASSWORD)
    members: dict[str, Membership] = {}
    for incubator, cast in ((liege, LIEGE), (verviers, VERVIERS)):
        for initial, (name, roles) in cast.items():
            account = Account.objects.create_user(_address(name), name=name, language=LANGUAGES.get(initial, ""))
            members[initial] = create_member(incubator, name=name, roles=roles, account=account)
    for initial, (name, roles) in BY_NAME.items():
        members[initial] = create_member(liege, name=name, roles=roles)
    reader = members["W"]
    create_member(verviers, name=reader.name, roles=[Role.NETWORK_READER], account=reader.account)
    accounts = [member.account_id for member in members.values() if member.account_id]
    Account.objects.filter(pk__in=accounts).update(password=password)
    return members


def _address(name: str) -> str:
    """Return `nadege@example.org` for Nadège."""
    return f"{fold(name).split()[0]}@example.org"
