"""Screenshots of every key screen into screens/, from a demo of its own: two widths, both themes, French and Arabic, without JavaScript.

Fails when a page answers 400 or more, logs an error, or can be scrolled sideways. `ONLY=person,today` takes those whose name contains one.
"""

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
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scripts.screens_acted import acted_screens  # noqa: E402 - found from the folder above
from scripts.screens_shown import Screen, screens  # noqa: E402

OUT = ROOT / "screens"
CHROMIUM = os.environ.get("INTERLAB_CHROMIUM", "/usr/bin/chromium")
QUIET = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update "
    "--disable-sync --disable-dev-shm-usage"
).split()
WIDTHS = {360: 780, 1280: 900}


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
    page.set_default_timeout(8000)
    wrong: list[str] = []
    listen(page, shot, wrong)
    answer = page.goto(f"{address}{shot.screen.address}", wait_until="load")
    if answer is None or answer.status != shot.screen.status:
        wrong.append(f"answered {answer and answer.status} instead of {shot.screen.status}")
    if shot.screen.play:
        shot.screen.play(page)
    if shot.screen.press:
        page.keyboard.press(shot.screen.press)
        page.locator("dialog[open]").wait_for(timeout=5000)
    wrong += sideways(page, shot)
    page.screenshot(path=shot.file, full_page=not shot.screen.press)
    context.close()
    return list(dict.fromkeys(wrong))


def listen(page: "Page", shot: Shot, wrong: list[str]) -> None:
    """Write down in `wrong` what the page complains of. A refusal that the picture is about is wanted, and so is what is played."""
    wanted = str(shot.screen.status)

    def refused(status: int) -> bool:
        return status >= 400 and str(status) != wanted and not shot.screen.play

    def complains(kind: str, text: str) -> bool:
        return kind == "error" and wanted not in text and not (shot.screen.play and "status of" in text)

    page.on("console", lambda said: wrong.append(said.text) if complains(said.type, said.text) else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("response", lambda got: wrong.append(f"{got.status} {got.url}") if refused(got.status) else None)


def sideways(page: "Page", shot: Shot) -> list[str]:
    """Return a complaint when the page is wider than its window. Asked of the browser, which answers without the page's scripts too."""
    if not shot.script:
        return []
    over = page.evaluate("document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth")
    return [f"scrolls sideways by {over} px"] if over > 1 else []


def main() -> None:
    OUT.mkdir(exist_ok=True)
    only = os.environ.get("ONLY", "").split(",")
    complaints = 0
    with demo_server() as address:
        import django

        django.setup()
        wanted = [screen for screen in [*screens(), *acted_screens()] if any(part in screen.name for part in only)]
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
