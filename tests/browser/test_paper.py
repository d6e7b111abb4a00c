"""Dashboards on A4: the figures of the screen with their day and address, and no buttons."""

import re
from collections import Counter
from collections.abc import Callable
from io import BytesIO

import pytest
from django.urls import reverse
from playwright.sync_api import Page
from pypdf import PdfReader

from tests.dashboards import city as small_city

FIGURE = re.compile(r"\d+(?:[.-]\d+)*")
# What is for a hand is not for paper.
SCREEN = """() => {
  document.querySelectorAll("main form, .no-print").forEach((each) => { each.hidden = true; });
  return document.querySelector("main").innerText;
}"""
ADDED = 'Array.from(document.querySelectorAll(".print-only"), (each) => each.textContent).join(" ")'
CITY_WIDE = ["leader", "results", "office", "plans", "targets", "tasks", "meeting"]
OF_ONE = ["plan", "source", "target", "task", "indicator"]
A4 = {595, 842}

Read = tuple[str, str, str, PdfReader]


@pytest.fixture
def read(page_of, otto, plan, north, south, vera) -> Callable[[str], Read]:
    """What a page says on the screen, what it says on paper alone, and what the paper says."""
    small_city.fill(plan, north, south, vera, times=10, period=small_city.last_month(plan))
    keys = {"plan": plan, "target": plan.targets.first(), "task": plan.tasks.first()}
    keys |= {"indicator": plan.targets.first().indicator, "source": plan}

    def read(name: str) -> Read:
        page: Page = page_of(otto)
        args = [keys[name].pk] if name in keys else []
        page.goto(reverse(f"dashboards:{name}", args=args))
        paper = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
        added = page.evaluate(ADDED)
        return page.evaluate(SCREEN), added, "\n".join(p.extract_text() for p in paper.pages), paper

    return read


def figures(text: str) -> Counter[str]:
    return Counter(FIGURE.findall(text))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", CITY_WIDE + OF_ONE)
def test_paper_has_the_figures_of_the_screen(read, name) -> None:
    screen, added, printed, paper = read(name)
    assert figures(screen) - figures(printed) == Counter()
    assert set(figures(printed)) <= set(figures(screen)) | set(figures(added))
    assert {round(float(side)) for side in paper.pages[0].mediabox[2:]} == A4


@pytest.mark.django_db(transaction=True)
def test_paper_says_from_when_and_where_it_is(read) -> None:
    _screen, _added, printed, _paper = read("leader")
    assert "Figures as of" in printed
    assert "/overview/" in printed
    assert "Sign out" not in printed
