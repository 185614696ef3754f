"""What every page of the settings has in common: only a programme lead of this incubator opens it."""

from collections.abc import Callable

import pytest

Refused = Callable[..., None]


@pytest.fixture
def refused_to_all_but_the_lead(client_for, coach, reviewer, mentor, entrepreneur, funder_reader, neighbour, outsider) -> Refused:
    """Return a check that an address is refused to everybody but the lead: 403 to members, 404 to strangers, sign-in to nobody."""

    def check(address: str, method: str = "post", data: dict | None = None) -> None:
        for who in (coach, reviewer, mentor, entrepreneur, funder_reader):
            assert getattr(client_for(who), method)(address, data or {}).status_code == 403, who
        for who in (neighbour, outsider):
            assert getattr(client_for(who), method)(address, data or {}).status_code == 404, who
        answer = getattr(client_for(None), method)(address, data or {})
        assert (answer.status_code, answer["Location"].startswith("/account/login/")) == (302, True)

    return check
