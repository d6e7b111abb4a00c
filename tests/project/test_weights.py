"""What the leader's page weighs over the wire, from the files that are really sent."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.storage import storages
from django.core.management import call_command
from django.test import Client

from core.icons import ICONS
from tests.dashboards import city as small_city

KB = 1024
LINKED = re.compile(r'<(?:link rel="stylesheet"|script)[^>]*?(?:href|src)="([^"]+)"([^>]*)>')
LATER = re.compile(r'data-library="([^"]+)"')
SHOWN = re.compile(r'class="bi bi-([a-z-]+)"')
NAMED = re.compile(r"\bbi-([a-z-]+)")


@pytest.fixture
def sent(settings, tmp_path, client: Client, lena, plan, north, south, vera) -> Iterator[Client]:
    """The page of a small city, with files as `collectstatic` leaves them."""
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    small_city.fill(plan, north, south, vera, times=10, period=small_city.last_month(plan))
    # Built anew, since whitenoise looks at its folder once.
    browser = Client(headers={"accept-encoding": "gzip"})
    browser.force_login(lena)
    yield browser
    storages._storages.pop("staticfiles", None)  # type: ignore[attr-defined]  # not typed there


def fetched(browser: Client, address: str) -> int:
    """Bytes of the body, as they travel."""
    answer = browser.get(address)
    assert answer.status_code == 200
    return len(answer.getvalue())


def test_the_leaders_page_is_light(sent: Client) -> None:
    page = sent.get("/overview/")
    assert page.headers["Content-Encoding"] == "gzip"
    html = gzip.decompress(page.content).decode()
    links = LINKED.findall(html)
    before = [address for address, how in links if "defer" not in how and "defer>" not in how]
    after = [address for address, _how in links if address not in before] + LATER.findall(html)
    icons = [f"{settings.STATIC_URL}{icon}" for icon in hashed_icons(html)]
    first = len(page.content) + sum(fetched(sent, address) for address in before)
    rest = sum(fetched(sent, address) for address in [*after, *icons])
    assert 1 + len(before) <= 8
    assert first <= 60 * KB
    assert first + rest <= 400 * KB


def test_a_second_visit_brings_the_page_alone(sent: Client) -> None:
    """Files have the hash of what is in them in their names, so browsers ask for them once."""
    page = sent.get("/overview/")
    html = gzip.decompress(page.content).decode()
    files = [address for address, _how in LINKED.findall(html)] + LATER.findall(html)
    kept = {sent.get(address).headers["Cache-Control"] for address in files}
    assert kept == {"max-age=315360000, public, immutable"}
    assert len(page.content) <= 20 * KB


def test_every_icon_that_is_named_is_sent() -> None:
    """In templates and in the words beside lamps; the style sheet has no others."""
    texts = [path.read_text() for path in Path(settings.BASE_DIR, "templates").rglob("*.html")]
    named = {name.rstrip("-") for text in texts for name in NAMED.findall(text)} - {""}
    style = Path(settings.BASE_DIR, "static/css/icons.css").read_text()
    assert named - set(ICONS) == set()
    assert re.findall(r"^\.bi-([a-z-]+) ", style, re.M) == list(ICONS)
    assert all(finders.find(f"vendor/bootstrap-icons/icons/{name}.svg") for name in ICONS)


def hashed_icons(html: str) -> set[str]:
    storage: Any = storages["staticfiles"]
    names = {f"vendor/bootstrap-icons/icons/{name}.svg" for name in SHOWN.findall(html)}
    return {storage.stored_name(name) for name in names}
