"""A real Chromium against a real server. Pages are driven as people drive them: by words."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tools import chromium
from units.models import User

# Nothing of the browser's own may reach for the network.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
DESK = {"width": 1440, "height": 900}
PHONE = {"width": 360, "height": 740}
# Where pictures for the README are kept; only the run that is asked to renews them.
PICTURES = Path(settings.BASE_DIR) / "docs" / "pictures"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chrome() -> Iterator[Browser]:
    # Playwright's loop runs in this thread, and Django would take it for a coroutine's.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page_of(chrome: Browser, live_server: LiveServer) -> Iterator[Callable[..., Page]]:
    """`page_of(anna)` is a window in which Anna is signed in; nothing but the portal is reached."""
    contexts: list[BrowserContext] = []

    def open_window(user: User, *, locale: str = "zh-CN", size: dict[str, int] = DESK) -> Page:
        context = chrome.new_context(
            base_url=live_server.url, locale=locale, viewport=size, timezone_id="Asia/Shanghai"
        )
        contexts.append(context)
        client = Client()
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
        )
        page = context.new_page()
        page.on("pageerror", _fail_on_error)
        page.on("console", _fail_on_refusal)
        page.set_default_timeout(10_000)
        return page

    expect.set_options(timeout=10_000)
    yield open_window
    for context in contexts:
        context.close()


@pytest.fixture
def keep_picture() -> Callable[[Page, str], None]:
    """Keep a picture for the README when PICTURES=1 asks for it."""

    def keep(page: Page, name: str) -> None:
        if os.environ.get("PICTURES") == "1":
            PICTURES.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=PICTURES / f"{name}.png", full_page=False)

    return keep


def _fail_on_error(error: Exception) -> None:
    raise AssertionError(f"a script of the page failed: {error}")


def _fail_on_refusal(message: object) -> None:
    text = str(getattr(message, "text", ""))
    if "Content Security Policy" in text or "Refused to" in text:
        raise AssertionError(text)
