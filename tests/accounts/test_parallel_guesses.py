"""Guesses sent at once count one by one."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.test import Client

from tests.accounts.entering import code_for

pytestmark = pytest.mark.django_db(transaction=True)

AT_ONCE = 8


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
        answers = list(threads.map(guess, range(AT_ONCE)))
    # The others were led back to the beginning, told to wait, or (in SQLite’s memory only) found the table locked.
    return len([status for status in answers if status not in (302, 429, 500, 503)])


def test_a_code_of_sign_in(client, entrepreneur):
    client.post("/account/login/code/", {"login": entrepreneur.account.email})
    assert looked_at(client, "/account/login/code/confirm/") <= 3
    if "account_login" in client.session:
        client.post("/account/login/code/confirm/", {"code": code_for(client)})
    assert "_auth_user_id" not in client.session


def test_a_code_of_a_new_address(client_for, entrepreneur):
    client = client_for(entrepreneur)
    client.post("/account/contact/", {"login": "0455000123"})
    assert looked_at(client, "/account/contact/code/") <= 3
