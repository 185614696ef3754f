"""Guesses sent at once count one by one. On real connections, which wait for one another."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections
from django.test import Client

from tests.accounts.entering import code_for
from tests.copies import Worlds

pytestmark = pytest.mark.django_db(transaction=True)

AT_ONCE = 8


@pytest.fixture
def on_file(entrepreneur, tmp_path):
    """The tests' SQLite lives in memory, where a second writer is refused instead of waiting as it does with a file."""
    if connection.vendor != "sqlite":
        yield
        return
    made = Worlds(tmp_path)
    with made.to_fill():
        yield
    made.gone()


def looked_at(client, page):
    """Send wrong codes from one browser at the same moment; return how many were compared with the right one."""
    together = threading.Barrier(AT_ONCE)

    def guess(_number):
        # Each guess is a request of its own, with the cookies the browser had before.
        one = Client(raise_request_exception=False)
        one.cookies = client.cookies.copy()
        together.wait()
        try:
            return one.post(page, {"code": "x"}).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as threads:
        answers = Counter(threads.map(guess, range(AT_ONCE)))
    # The others were led back to the beginning, or told to wait.
    return AT_ONCE - answers[302] - answers[429]


@pytest.mark.usefixtures("on_file")
def test_a_code_of_sign_in(client, entrepreneur):
    client.post("/account/login/code/", {"login": entrepreneur.account.email})
    assert looked_at(client, "/account/login/code/confirm/") <= 3
    if "account_login" in client.session:
        client.post("/account/login/code/confirm/", {"code": code_for(client)})
    assert "_auth_user_id" not in client.session


@pytest.mark.usefixtures("on_file")
def test_a_code_of_a_new_address(client_for, entrepreneur):
    client = client_for(entrepreneur)
    client.post("/account/contact/", {"login": "0455000123"})
    assert looked_at(client, "/account/contact/code/") <= 3
