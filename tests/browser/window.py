"""A Chromium and its windows, for the tests and for the pictures of the README."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    ViewportSize,
    expect,
    sync_playwright,
)

# Nothing of the browser's own may reach for the network.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
# Milliseconds. A machine that runs all tests at once is slow; nothing waits longer than it must.
PATIENCE = 20_000
DESK: ViewportSize = {"width": 1440, "height": 900}
TABLET: ViewportSize = {"width": 768, "height": 1024}
PHONE: ViewportSize = {"width": 360, "height": 740}


@contextmanager
def chromium(executable: str) -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        yield browser
        browser.close()


class Window:
    """One person's window; it remembers what its pages complained about."""

    def __init__(self, browser: Browser, address: str, *, locale: str, **options: Any) -> None:
        options.setdefault("viewport", DESK)
        self.context: BrowserContext = browser.new_context(
            base_url=address, locale=locale, timezone_id="Asia/Shanghai", **options
        )
        self.context.set_default_timeout(PATIENCE)
        self.host = urlsplit(address).netloc
        self.faults: list[str] = []
        self.page: Page = self.context.new_page()
        # What Chromium refuses because of the content security policy, it tells the console.
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.faults.append(f"script failed: {error}"))
        self.page.on("request", self._asked)

    def take_faults(self) -> list[str]:
        """What there was to complain about since the last time."""
        faults, self.faults = self.faults, []
        return faults

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.faults.append(f"{self.page.url}: {message.text}")

    def _asked(self, request: Request) -> None:
        if urlsplit(request.url).netloc not in {self.host, ""}:
            self.faults.append(f"{self.page.url} asked for {request.url}")
