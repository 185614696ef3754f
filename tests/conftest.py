"""The fixed cast of the tests, and what holds for every test: no network, no write on GET, no random examples."""

import os
import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.core.files.storage import storages
from django.core.signals import request_finished
from django.db import close_old_connections, connection
from django.db.backends.base.creation import TEST_DATABASE_PREFIX
from django.http import FileResponse
from django.test import Client
from django.test.client import ClientHandler
from django.test.utils import override_settings
from django.urls import Resolver404, resolve
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from interlab.accounts.actions import create_member
from interlab.accounts.models import Account, Membership
from interlab.accounts.roles import SECOND_FACTOR_ROLES, Role
from interlab.network.actions import create_incubator
from interlab.network.models import Incubator
from interlab.people.models import Person
from interlab.privacy.triggers import remove_triggers
from tests.factories import PersonFactory

# Playwright keeps an event loop in the thread of the tests; Django takes it for an asynchronous view.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

_QUIET = {
    "deadline": None,
    "database": None,
    "suppress_health_check": [HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
}
hypothesis_settings.register_profile("ci", derandomize=True, max_examples=50, **_QUIET)
hypothesis_settings.register_profile("thorough", max_examples=2000, **_QUIET)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


# What holds for every test ---------------------------------------------------------------------------------------


@pytest.fixture(scope="session", autouse=True)
def _settings_of_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Plain static files (none need be collected), files in a folder that goes away, quick passwords."""
    with override_settings(
        STORAGES={
            "default": {"BACKEND": "interlab.core.files.RowFileStorage"},
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        },
        STATIC_ROOT=tmp_path_factory.mktemp("static"),
        MEDIA_ROOT=tmp_path_factory.mktemp("media"),
        ERASURE_LEDGER=tmp_path_factory.mktemp("ledger") / "erasures.jsonl",
        DEMO=False,
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    ):
        storages._storages.clear()
        yield


@pytest.fixture(scope="session", autouse=True)
def _nobody_left_in_the_database(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Let go of connections that threads of the test server left behind: PostgreSQL drops no database that is in use."""
    yield
    # When no test needs it, the database of the tests was never made: the one that is named then is somebody's own.
    if connection.vendor == "postgresql" and connection.settings_dict["NAME"].startswith(TEST_DATABASE_PREFIX):
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


class NetworkUsed(RuntimeError):
    """A test tried to reach another machine."""


_LOCAL = ("127.", "::1", "localhost", "0.0.0.0")


def _refuse_strangers(address: Any) -> None:
    # Addresses of UNIX sockets are text or bytes.
    if isinstance(address, tuple) and not str(address[0]).startswith(_LOCAL):
        raise NetworkUsed(f"tests reach no other machine: {address[0]}")


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex"):
            patch.setattr(socket.socket, name, _guarded(getattr(socket.socket, name)))
        look_up = socket.getaddrinfo

        def look_up_here(host: Any, *args: Any, **kwargs: Any) -> Any:
            if host:
                _refuse_strangers((host.decode() if isinstance(host, bytes) else host,))
            return look_up(host, *args, **kwargs)

        patch.setattr(socket, "getaddrinfo", look_up_here)
        yield


def _guarded(original: Callable[..., Any]) -> Callable[..., Any]:
    def guarded(self: socket.socket, address: Any) -> Any:
        _refuse_strangers(address)
        return original(self, address)

    return guarded


@pytest.fixture(autouse=True)
def _no_memory_of_other_tests(request: pytest.FixtureRequest) -> None:
    """Rate limits count in the database's cache: a test whose transactions are real begins with a clean sheet, others roll back."""
    marker = request.node.get_closest_marker("django_db")
    if (marker and marker.kwargs.get("transaction")) or {"transactional_db", "live_server"} & set(request.fixturenames):
        request.getfixturevalue("transactional_db")
        cache.clear()


@pytest.fixture(autouse=True)
def _the_trail_is_cleared_with_the_rest(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test that commits has its tables emptied after it: SQLite does that by DELETE, which the trail's triggers refuse.

    The triggers come back by themselves: emptying the tables tells `post_migrate`.
    """
    marker = request.node.get_closest_marker("django_db")
    commits = bool({"transactional_db", "live_server"} & set(request.fixturenames)) or bool(
        marker and (marker.kwargs.get("transaction") or (marker.args and marker.args[0]))
    )
    if commits:
        request.getfixturevalue("_django_db_helper")
    yield
    if commits and connection.vendor == "sqlite":
        remove_triggers()


# While reading, a session may be opened or prolonged, and tries be counted; nothing else is written.
_WRITTEN_ON_GET = ("django_session", "core_cache")
# But for these addresses, where the trust we owe people asks that the reading itself be written down: an audit entry, no more.
_OPENS_A_FILE = (
    "person_detail person_edit person_confidential participation_new participation_move participation_edit project_new "
    "project_detail project_edit project_holder_new stage_move stage_move_void launch document_new document_download "
    "document_remove session_edit next_act_new next_act_postpone person_same person_merge merge_undo "
    "person_invite person_pass"
)
_READING_IS_WRITTEN_DOWN = {f"journeys:{name}" for name in _OPENS_A_FILE.split()} | {
    "intake:reading_detail",
    "intake:round_comparison",
    "notices:message_detail",
    "privacy:person_data",
    "privacy:person_consent",
    "privacy:person_request",
    "intake:application_detail",
    "intake:application_source",
    "intake:application_recording",
    "intake:recommendation_detail",
}


def _may_write(path: str) -> tuple[str, ...]:
    try:
        name = resolve(path).view_name
    except Resolver404:
        name = ""
    return (*_WRITTEN_ON_GET, "privacy_auditentry") if name in _READING_IS_WRITTEN_DOWN else _WRITTEN_ON_GET


@pytest.fixture(scope="session", autouse=True)
def _get_never_writes() -> Iterator[None]:
    """Fail whichever test makes a GET that writes to the database."""
    answer = ClientHandler.__call__

    def watched(self: ClientHandler, environ: dict[str, Any]) -> Any:
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return answer(self, environ)
        writes: list[str] = []
        allowed = _may_write(environ["PATH_INFO"])

        def watch(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
            text = str(sql).lstrip()
            if text.split(" ", 1)[0].upper() in ("INSERT", "UPDATE", "DELETE") and not any(
                f'"{table}"' in text for table in allowed
            ):
                writes.append(text[:200])
            return execute(sql, params, many, context)

        with connection.execute_wrapper(watch):
            response = answer(self, environ)
        assert not writes, f"GET {environ['PATH_INFO']} wrote: {writes}"
        return response

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ClientHandler, "__call__", watched)
        yield


@pytest.fixture(scope="session", autouse=True)
def _a_closed_file_keeps_the_connection() -> Iterator[None]:
    """A test that closes a file it was sent must not lose the connection that holds its transaction."""
    close = FileResponse.close

    def gently(self: FileResponse) -> None:
        request_finished.disconnect(close_old_connections)
        close(self)
        request_finished.connect(close_old_connections)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(FileResponse, "close", gently)
        yield


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium, also as root, silent towards the world."""
    quiet = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    quieter = "--disable-component-update --disable-sync --disable-dev-shm-usage"
    executable = os.environ.get("INTERLAB_CHROMIUM", "/usr/bin/chromium")
    return {**browser_type_launch_args, "executable_path": executable, "args": f"{quiet} {quieter}".split()}


# The cast --------------------------------------------------------------------------------------------------------


@pytest.fixture
def incubator(db: None) -> Incubator:
    return create_incubator(slug="liege", name="InterLab Liège", city="Liège")


@pytest.fixture
def neighbour_incubator(db: None) -> Incubator:
    return create_incubator(slug="namur", name="InterLab Namur", city="Namur")


def make_member(incubator: Incubator, name: str, *roles: Role) -> Membership:
    """A member with an account: their address is made of their first name and the incubator's. Who needs a second factor has one."""
    email = f"{name.split(maxsplit=1)[0].lower()}@{incubator.slug}.example"
    account = Account.objects.create_user(email, name=name, has_second_factor=bool(SECOND_FACTOR_ROLES & set(roles)))
    return create_member(incubator, name=name, roles=list(roles), account=account)


@pytest.fixture
def lead(incubator: Incubator) -> Membership:
    return make_member(incubator, "Lucie Lambert", Role.PROGRAMME_LEAD)


@pytest.fixture
def coach(incubator: Incubator) -> Membership:
    return make_member(incubator, "Karim Benali", Role.COACH)


@pytest.fixture
def other_coach(incubator: Incubator) -> Membership:
    return make_member(incubator, "Sophie Dubois", Role.COACH)


@pytest.fixture
def reviewer(incubator: Incubator) -> Membership:
    return make_member(incubator, "Rosa Renard", Role.REVIEWER)


@pytest.fixture
def mentor(incubator: Incubator) -> Membership:
    return make_member(incubator, "Marc Mertens", Role.MENTOR)


@pytest.fixture
def expert(incubator: Incubator) -> Membership:
    return make_member(incubator, "Elif Ersoy", Role.EXPERT)


@pytest.fixture
def entrepreneur(incubator: Incubator) -> Membership:
    """A member who is also a person followed there: see `person_of`."""
    member = make_member(incubator, "Patricia Mbala", Role.ENTREPRENEUR)
    PersonFactory(incubator=incubator, full_name="Patricia Mbala", called="Patricia", account=member.account)
    return member


def person_of(member: Membership) -> Person:
    """The person that a member who is an entrepreneur is."""
    return Person.objects.get(incubator_id=member.incubator_id, account_id=member.account_id)


@pytest.fixture
def funder_reader(incubator: Incubator) -> Membership:
    return make_member(incubator, "Fabienne Faure", Role.FUNDER_READER)


@pytest.fixture
def network_reader(incubator: Incubator) -> Membership:
    return make_member(incubator, "Noah Nys", Role.NETWORK_READER)


@pytest.fixture
def outsider(db: None) -> Account:
    """Somebody who signs in and is a member nowhere."""
    return Account.objects.create_user("oscar@nowhere.example", name="Oscar Outside")


@pytest.fixture
def neighbour(neighbour_incubator: Incubator) -> Membership:
    """The programme lead of another incubator."""
    return make_member(neighbour_incubator, "Nadia Neri", Role.PROGRAMME_LEAD)


@pytest.fixture
def client_for() -> Callable[[Membership | Account | None], Client]:
    """Return a client signed in as a member or an account; as nobody for None. Each call is a new browser."""

    def signed_in(who: Membership | Account | None) -> Client:
        client = Client()
        account = who.account if isinstance(who, Membership) else who
        if account is not None and not isinstance(account, AnonymousUser):
            client.force_login(account)
        return client

    return signed_in
