"""Every form there is, sent several times at once with one key: exactly what sending it once does. On real connections."""

import os
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connections
from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, resolve, reverse

from interlab.accounts.models import Account
from tests.copies import Worlds, what_is_there
from tests.double_taps import FILLED, GIVES_A_PAGE, NAMED, SENT_BY, TAKES_NONE, UPLOADS, World, build_world, on_the_way
from tests.page_forms import PageForm, forms_in
from tests.permissions import PUBLIC, PUBLIC_SITE, PUBLIC_SITE_PARTS, ROUTES
from tests.test_permission_matrix import ADDRESSES

# The database of the tests is there for its tables alone: every world is a copy of it.
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("settings_of_the_demo"), pytest.mark.slow]

# `make test` taps each form this often; a long run says INTERLAB_TAPS=50.
TAPS = int(os.environ.get("INTERLAB_TAPS", "4"))
FIFTY = ["journeys:note_session", "journeys:person_new", "account_request_login_code", "imports:import_confirm"]
KEY = "onekey23onek"
_WORLD: list[World] = []
# The permission matrix asks every address which methods it takes; those outside the incubators are asked here.
SENDABLE = sorted(name for name in ADDRESSES if name not in TAKES_NONE and (name not in ROUTES or "POST" in ROUTES[name].methods))


@pytest.fixture
def settings_of_the_demo(settings: Any) -> None:
    settings.DEMO = True


@pytest.fixture(scope="module")
def worlds(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[tuple[Worlds, World]]:
    with django_db_blocker.unblock():
        made = Worlds(tmp_path_factory.mktemp("worlds"))
        with made.to_fill():
            world = build_world()
        _WORLD[:] = [world]
        with made.copy():
            # Reading leaves traces too: pages are looked through in a world apart.
            _forms_everywhere()
        yield made, world
        made.gone()


def _path(name: str, world: World) -> str:
    route = ROUTES.get(name)
    if name in PUBLIC_SITE:
        parts = PUBLIC_SITE_PARTS.get(name, {}) | {part: world.things[kind] for part, kind in NAMED.get(name, {}).items()}
        return reverse(name, kwargs={"incubator": world.slug, **parts})
    if route is None:
        return reverse(name)
    named = {**route.codes, **NAMED.get(name, {})}
    codes = {part: world.things[kind] for part, kind in named.items()}
    return reverse(name, kwargs={"incubator": world.slug, **route.extra, **codes})


def _client(name: str, world: World) -> Client:
    """A browser of somebody who may send this form, as far on the way as the form asks."""
    client = Client(raise_request_exception=False)
    if role := SENT_BY.get(name, "" if name in PUBLIC else "lead"):
        client.force_login(Account.objects.get(pk=world.accounts[role]))
        # They have just proved who they are: nothing asks it of them again.
        visit = client.session
        visit["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
        visit.save()
    return client


def _forms_of_pages(client: Client, world: World) -> Iterator[PageForm]:
    for name in ADDRESSES:
        if name not in TAKES_NONE and (name not in ROUTES or "GET" in ROUTES[name].methods):
            response = client.get(_path(name, world))
            if response.streaming:
                list(response)
            elif response.status_code == 200 and response.headers["Content-Type"].startswith("text/html"):
                yield from forms_in(response.content.decode(), _path(name, world))


@cache
def _forms_everywhere() -> dict[str, PageForm]:
    """Return the forms of every page there is, by where they lead: found once, they hold in every copy of a world."""
    client = _client("", _WORLD[0])
    return {urlsplit(form.action).path: form for form in _forms_of_pages(client, _WORLD[0])}


def _leads_to(form: PageForm) -> str:
    try:
        return resolve(urlsplit(form.action).path).view_name
    except Resolver404:
        return ""


def _form(name: str, client: Client, world: World) -> PageForm:
    """Return the form that is sent to this address: from its own page, else from any page, else an empty one."""
    path = _path(name, world)
    response = client.get(path)
    if response.status_code == 200 and not response.streaming:
        own = [form for form in forms_in(response.content.decode(), path) if _leads_to(form) == name and form.method == "post"]
        if own:
            return max(own, key=lambda form: len(form.values))
    return _forms_everywhere().get(path) or PageForm(path, "post")


def _filled(name: str, form: PageForm, world: World) -> dict[str, Any]:
    sent = {**form.values, **FILLED.get(name, lambda _world: {})(world), "form_key": KEY}
    return {field: value for field, value in sent.items() if field != "csrfmiddlewaretoken"}


def _tap(client: Client, action: str, sent: dict[str, Any], uploads: Any) -> tuple[int, str]:
    response: HttpResponse = client.post(action, {**sent, **(uploads() if uploads else {})})
    if response.streaming:
        list(response)
    return response.status_code, response.headers.get("Location", "")


def _taps(worlds: tuple[Worlds, World], name: str, times: int) -> tuple[list[tuple[int, str]], dict[str, list[str]]]:
    """In a world of its own, send the form `times` times at once; return the answers and what is there afterwards."""
    made, world = worlds
    with made.copy() as media:
        client = _client(name, world)
        form = _form(name, client, world)
        sent = _filled(name, form, world) | on_the_way(name, client, world)
        together = threading.Barrier(times)

        def tap(_n: int) -> tuple[int, str]:
            # Each tap is a request of its own, with the cookies the browser had before.
            one = Client(raise_request_exception=False)
            one.cookies = client.cookies.copy()
            together.wait()
            try:
                return _tap(one, form.action, sent, UPLOADS.get(name))
            finally:
                connections.close_all()

        if times == 1:
            answers = [_tap(client, form.action, sent, UPLOADS.get(name))]
        else:
            with ThreadPoolExecutor(times) as threads:
                answers = list(threads.map(tap, range(times)))
        return answers, what_is_there(media)


@pytest.mark.parametrize("name", SENDABLE)
def test_several_taps_do_what_one_does(name: str, worlds: tuple[Worlds, World]):
    _compare(name, worlds, TAPS)


@pytest.mark.parametrize("name", FIFTY)
def test_fifty_taps_do_what_one_does(name: str, worlds: tuple[Worlds, World]):
    _compare(name, worlds, 50)


def _compare(name: str, worlds: tuple[Worlds, World], times: int) -> None:
    (once,), after_one = _taps(worlds, name, 1)
    if once[0] == 405 and name not in ROUTES:
        pytest.skip("takes no forms")
    assert once[0] == 302 or (once[0] == 200 and name in GIVES_A_PAGE), f"the form wasn't taken: {once}"
    answers, after_many = _taps(worlds, name, times)
    assert {status for status, _where in answers} == {once[0]}
    assert len(set(answers)) == 1, "every tap leads to the same place"
    for table in {*after_one, *after_many}:
        assert after_many.get(table, []) == after_one.get(table, []), table
