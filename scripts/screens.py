"""Screenshots of every key screen into screens/, from a demo of its own: two widths, both themes, French and Arabic, without JavaScript.

Fails when a page answers 400 or more, logs an error, or can be scrolled sideways. `ONLY=person` takes those whose name contains it.
"""

import io
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
OUT = ROOT / "screens"
CHROMIUM = os.environ.get("INTERLAB_CHROMIUM", "/usr/bin/chromium")
QUIET = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update "
    "--disable-sync --disable-dev-shm-usage"
).split()
WIDTHS = {360: 780, 1280: 900}


@dataclass(frozen=True)
class Screen:
    """A screen: its name, who looks (an e-mail's first part; "" for nobody), its address, and what else is taken of it."""

    name: str
    who: str
    address: str
    arabic: bool = False
    without_script: bool = False
    status: int = 200
    # Pressed before the picture: opens what lies over the page.
    press: str = ""


@dataclass(frozen=True)
class Shot:
    """One picture of a screen."""

    screen: Screen
    width: int
    language: str = "fr"
    dark: bool = False
    script: bool = True

    @property
    def file(self) -> Path:
        parts = [self.screen.name, str(self.width), self.language if self.language != "fr" else ""]
        parts += ["dark" if self.dark else "", "" if self.script else "noscript"]
        return OUT / f"{'-'.join(part for part in parts if part)}.png"


def shots(screens: list[Screen]) -> Iterator[Shot]:
    """Yield every picture to take."""
    for screen in screens:
        for width in WIDTHS:
            yield Shot(screen, width)
            yield Shot(screen, width, dark=True)
            if screen.arabic:
                yield Shot(screen, width, language="ar")
        if screen.without_script:
            yield Shot(screen, 360, script=False)


# The demo and its server -----------------------------------------------------------------------------------------


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def demo_server() -> Iterator[str]:
    """Make a demo in a folder that goes away, serve it, and give its address."""
    with tempfile.TemporaryDirectory() as place:
        os.environ.update(
            {"INTERLAB_VAR": place, "INTERLAB_DEMO": "1", "DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "config.settings"}
        )
        subprocess.run([sys.executable, "manage.py", "prepare"], cwd=ROOT, check=True)
        port = int(os.environ.get("PORT") or free_port())
        command = [sys.executable, "manage.py", "serve", "--port", str(port), "--workers", "1"]
        server = subprocess.Popen(command, cwd=ROOT)
        try:
            wait_for(f"http://127.0.0.1:{port}/healthz/", server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(30)


def wait_for(address: str, server: "subprocess.Popen[bytes]") -> None:
    for _attempt in range(300):
        try:
            urllib.request.urlopen(address, timeout=2).close()
        except OSError:
            if server.poll() is not None:
                break
            time.sleep(0.2)
        else:
            return
    raise SystemExit("the server didn't start")


# What is looked at -----------------------------------------------------------------------------------------------


def screens() -> list[Screen]:
    """Return every key screen, with the codes of this demo."""
    from django.urls import reverse

    from interlab.journeys.models import Participation, Project
    from interlab.people.models import Person
    from scripts.data_screens import data_screens

    def at(name: str, *args: Any) -> str:
        return reverse(name, args=["liege", *args])

    yordi, nesrine = (Person.objects.get(incubator__slug="liege", called=called).code for called in ("Yordi", "Nesrine"))
    project = Project.objects.get(incubator__slug="liege", name="Injera sur Meuse").code
    asking = Participation.objects.get(person__code=nesrine).code
    return [
        Screen("sign-in", "", reverse("account_login"), arabic=True, without_script=True),
        Screen("sign-in-code", "", reverse("account_request_login_code"), arabic=True),
        Screen("sign-in-key", "", reverse("account_invitation"), arabic=True),
        Screen("this-device", "rania", reverse("account_this_device"), arabic=True),
        Screen("account", "rania", reverse("account"), arabic=True),
        Screen("devices", "nadege", reverse("account_devices"), arabic=True),
        Screen("second-factor", "nadege", reverse("mfa_index"), arabic=True, without_script=True),
        Screen("second-factor-app", "nadege", reverse("mfa_activate_totp"), arabic=True),
        Screen("second-factor-passkey", "nadege", reverse("mfa_add_webauthn")),
        Screen("person-invite", "nadege", at("journeys:person_invite", yordi), arabic=True),
        Screen("today", "nadege", at("home:today"), arabic=True, without_script=True),
        Screen("today-pile", "nadege", at("home:today_pile", "awaiting")),
        Screen("person-list", "nadege", at("journeys:person_list"), arabic=True, without_script=True),
        Screen("person-list-search", "nadege", f"{at('journeys:person_list')}?q=an"),
        Screen("person-new", "nadege", at("journeys:person_new")),
        Screen("person", "nadege", at("journeys:person_detail", yordi), arabic=True, without_script=True),
        Screen("person-edit", "nadege", at("journeys:person_edit", yordi)),
        Screen("person-confidential", "helene", at("journeys:person_confidential", yordi)),
        Screen("participation-move", "nadege", at("journeys:participation_move", asking)),
        *writing_screens(at, yordi, project),
        *trust_screens(at, yordi),
        *figure_screens(at),
        *setting_screens(at),
        *import_screens(at),
        *data_screens(Screen, at, yordi),
        *other_screens(at),
    ]


def other_screens(at: Any) -> list[Screen]:
    """Return what those who aren't the team see, and the pages that nobody asks for."""
    from django.urls import reverse

    return [
        Screen("my-journey", "rania", at("home:today"), arabic=True, without_script=True),
        Screen("mentor", "claudine", at("home:today"), arabic=True, without_script=True),
        Screen("two-incubators", "tom", reverse("home:front_door"), arabic=True),
        Screen("reviewer", "paul", at("home:today")),
        Screen("styleguide", "", reverse("core:styleguide"), arabic=True),
        Screen("outbox", "", reverse("home:demo_outbox")),
        Screen("not-found", "nadege", "/liege/people/nobody/", status=404),
        Screen("refused", "claudine", at("journeys:person_list"), status=403),
    ]


def writing_screens(at: Any, person: str, project: str) -> list[Screen]:
    return [
        Screen("note", "nadege", f"{at('journeys:note_session')}?person={person}", without_script=True),
        Screen("note-sheet", "nadege", at("journeys:person_detail", person), press="n"),
        Screen("next-act", "nadege", at("journeys:next_act_new", person)),
        Screen("document-new", "nadege", at("journeys:document_new", person)),
        Screen("project", "nadege", at("journeys:project_detail", project), without_script=True),
        Screen("project-edit", "nadege", at("journeys:project_edit", project)),
        Screen("stage-move", "nadege", at("journeys:stage_move", project)),
        Screen("launch", "nadege", at("journeys:launch", project)),
    ]


def trust_screens(at: Any, person: str) -> list[Screen]:
    return [
        Screen("trail", "helene", at("privacy:audit"), without_script=True),
        Screen("trail-person", "helene", f"{at('privacy:audit')}?person={person}&kind=changed"),
        Screen("who-opened", "rania", at("privacy:who_opened"), arabic=True, without_script=True),
        Screen("person-reason", "julien", at("journeys:person_reason", person), without_script=True),
        Screen("today-team", "julien", f"{at('home:today')}?who=team"),
    ]


def figure_screens(at: Any) -> list[Screen]:
    year = f"{at('impact:figures')}?year=2022"
    return [
        Screen("figures-2022", "helene", year, arabic=True, without_script=True),
        Screen("figures-now", "nadege", at("impact:figures")),
        Screen("figures-funder", "marie-ange", year),
        Screen("figure", "helene", f"{at('impact:figure_detail', 'women_share')}?year=2022", without_script=True),
        Screen("figure-funder", "marie-ange", f"{at('impact:figure_detail', 'accompanied')}?year=2022"),
    ]


def setting_screens(at: Any) -> list[Screen]:
    from interlab.network.models import Cohort, Stage

    stage = Stage.objects.filter(incubator__slug="liege").first()
    cohort = Cohort.objects.filter(incubator__slug="liege").first()
    assert stage is not None and cohort is not None
    return [
        Screen("settings", "helene", at("setup:settings"), without_script=True),
        Screen("settings-incubator", "helene", at("setup:incubator_edit")),
        Screen("settings-stages", "helene", at("setup:label_list", "stages")),
        Screen("settings-stage", "helene", at("setup:label_edit", "stages", stage.code)),
        Screen("settings-cohorts", "helene", at("setup:cohort_list")),
        Screen("settings-cohort", "helene", at("setup:cohort_edit", cohort.code)),
        Screen("settings-team", "helene", at("setup:team")),
        Screen("settings-member", "helene", at("setup:member_new")),
    ]


# Three workbooks: one to be checked, one written down, one that is no workbook.
PERSONS = [
    ["Nom", "Prénom", "Sexe", "GSM", "Langue", "Projet", "Date d'entrée", "Étape"],
    ["Okoye", "Chidi", "H", "0455 00 90 01", "anglais", "Suya du quai", "03/02/2025", "Idée"],
    ["Haile", "Selam", "F", "0455 00 90 02", "tigrigna", "Nattes et perles", "17/03/2025", "Modèle"],
    ["Tekle", "Yordanos", "F", "0455 00 00 01", "tigrigna", "Injera sur Meuse", "28/01/2026", "Test"],
    ["Rossi", "Enzo", "?", "pas de téléphone", "italien", "Gelato", "le printemps", "Peut-être"],
]


def workbook(rows: list[list[str]]) -> bytes:
    import xlsxwriter

    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    sheet = book.add_worksheet("Participants")
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return made.getvalue()


def import_screens(at: Any) -> list[Screen]:
    """Bring in workbooks through the worker, and return the steps they stand at."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from interlab.accounts.models import Membership
    from interlab.imports import actions
    from interlab.imports.tasks import go_on

    lead = Membership.objects.get(account__email="helene@example.org")
    brought = []
    for name, content in (("suivi.xlsx", workbook(PERSONS)), ("ecrit.xlsx", workbook(PERSONS[:3])), ("photo.xlsx", b"PK\3\4no")):
        one = actions.upload_workbook(lead.incubator, SimpleUploadedFile(name, content), by=lead)
        go_on(one)
        brought.append(settled(one))
    if brought[1].state == brought[1].State.PREVIEWED:
        confirmed = actions.confirm_import(brought[1], by=lead)
        assert confirmed is not None
        go_on(confirmed)
        settled(brought[1])
    return [
        Screen("import", "helene", at("imports:import_list"), without_script=True),
        Screen("import-check", "helene", at("imports:import_detail", brought[0].code), without_script=True),
        Screen("import-report", "helene", at("imports:import_detail", brought[1].code)),
        Screen("import-unreadable", "helene", at("imports:import_detail", brought[2].code)),
    ]


def settled(one: Any) -> Any:
    for _attempt in range(150):
        one.refresh_from_db()
        if one.state not in (one.State.READING, one.State.IMPORTING):
            return one
        time.sleep(0.2)
    raise SystemExit("the worker didn't read the workbook")


# Taking them -----------------------------------------------------------------------------------------------------


def signed_in(who: str) -> dict[str, str]:
    """Return the cookie of a session of the demo's account `who`@example.org."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from interlab.accounts.middleware import DEMO_DOOR
    from interlab.accounts.models import Account

    account = Account.objects.get(email=f"{who}@example.org")
    session = SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session[DEMO_DOOR] = True
    session.create()
    return {"name": settings.SESSION_COOKIE_NAME, "value": str(session.session_key)}


def opened(browser: "Browser", shot: Shot, address: str, sessions: dict[str, dict[str, str]]) -> "BrowserContext":
    """Return a browser window as the picture wants it."""
    context = browser.new_context(
        viewport={"width": shot.width, "height": WIDTHS[shot.width]},
        color_scheme="dark" if shot.dark else "light",
        java_script_enabled=shot.script,
        reduced_motion="reduce",
        locale={"fr": "fr-BE", "ar": "ar"}[shot.language],
    )
    cookies = [{"name": "django_language", "value": shot.language}]
    if shot.screen.who:
        cookies.append(sessions[shot.screen.who])
    context.add_cookies([{**cookie, "url": address} for cookie in cookies])  # type: ignore[typeddict-item]
    return context


def take(browser: "Browser", shot: Shot, address: str, sessions: dict[str, dict[str, str]]) -> list[str]:
    """Take one picture and return what was wrong with the page."""
    context = opened(browser, shot, address, sessions)
    page = context.new_page()
    wrong: list[str] = []
    # The page's own refusal is logged by the browser too.
    page.on(
        "console",
        lambda said: wrong.append(said.text) if said.type == "error" and str(shot.screen.status) not in said.text else None,
    )
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "response",
        lambda got: wrong.append(f"{got.status} {got.url}") if got.status >= 400 and got.status != shot.screen.status else None,
    )
    answer = page.goto(f"{address}{shot.screen.address}", wait_until="load")
    if answer is None or answer.status != shot.screen.status:
        wrong.append(f"answered {answer and answer.status} instead of {shot.screen.status}")
    if shot.screen.press:
        page.keyboard.press(shot.screen.press)
        page.locator("dialog[open]").wait_for(timeout=5000)
    wrong += sideways(page, shot)
    page.screenshot(path=shot.file, full_page=not shot.screen.press)
    context.close()
    return list(dict.fromkeys(wrong))


def sideways(page: "Page", shot: Shot) -> list[str]:
    """Return a complaint when the page is wider than its window. Asked of the browser, which answers without the page's scripts too."""
    if not shot.script:
        return []
    over = page.evaluate("document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth")
    return [f"scrolls sideways by {over} px"] if over > 1 else []


def main() -> None:
    OUT.mkdir(exist_ok=True)
    only = os.environ.get("ONLY", "")
    complaints = 0
    with demo_server() as address:
        import django

        django.setup()
        wanted = [screen for screen in screens() if only in screen.name]
        sessions = {who: signed_in(who) for who in {screen.who for screen in wanted} if who}

        from playwright.sync_api import sync_playwright

        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
            for shot in shots(wanted):
                try:
                    wrong = take(browser, shot, address, sessions)
                except Exception as error:
                    wrong = [str(error).splitlines()[0]]
                complaints += bool(wrong)
                print(f"{shot.file.relative_to(ROOT)}{''.join(f'  ! {one}' for one in wrong)}", flush=True)
            browser.close()
    if complaints:
        raise SystemExit(f"{complaints} pictures show a page with something wrong")


if __name__ == "__main__":
    main()
