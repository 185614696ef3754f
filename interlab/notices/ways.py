"""What layers above know of whoever a message is about: their other addresses, and to whom their file stays closed."""

from collections.abc import Callable, Iterable

from interlab.accounts.models import Membership
from interlab.notices.models import Channel, Message
from interlab.notices.wording import look_for_messages

AddressesOf = Callable[[int, str], list[tuple[str, str]]]

_KNOWN: list[AddressesOf] = []


def register_addresses(addresses_of: AddressesOf) -> None:
    """Have `addresses_of(incubator's id, person's code)` asked for the (channel, address) of a person, the preferred one first."""
    if addresses_of not in _KNOWN:
        _KNOWN.append(addresses_of)


def other_ways(message: Message) -> list[tuple[str, str]]:
    """Return the (channel, address) to which a message could be sent besides the one it has."""
    look_for_messages()
    found = [(channel, address) for channel, address in message.others]
    found += [(tried["channel"], tried["address"]) for tried in message.tried]
    if message.incubator_id and message.person_code:
        for addresses_of in _KNOWN:
            found += addresses_of(message.incubator_id, message.person_code)
    mine = (message.channel, message.address)
    return [way for way in dict.fromkeys(found) if way != mine and way[0] in Channel.values]


ClosedTo = Callable[[Membership, list[str]], set[str]]

_CLOSED: list[ClosedTo] = []


def register_closed(closed_to: ClosedTo) -> None:
    """Have `closed_to(member, persons' codes)` asked whose messages a colleague may not read without saying why first."""
    if closed_to not in _CLOSED:
        _CLOSED.append(closed_to)


def closed_codes(member: Membership, messages: Iterable[Message]) -> set[str]:
    """Return the codes of persons among those of `messages` whose messages stay closed to `member`."""
    look_for_messages()
    codes = sorted({message.person_code for message in messages if message.person_code})
    return {code for closed_to in _CLOSED for code in closed_to(member, codes)} if codes else set()
