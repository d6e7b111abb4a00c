"""Dashboards on A4: the figures of the screen with their day and address, and no buttons."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page
from pypdf import PdfReader

from briefs.rules.kinds import CircularKind
from briefs.services import draft_circular
from plans.models import Plan
from tests import make
from tests.dashboards import city as small_city
from units.models import UnitKind, UnitLevel

FIGURE = re.compile(r"\d+(?:[.-]\d+)*")
# What is for a hand is not for paper.
SCREEN = """() => {
  document.querySelectorAll("main form, .no-print").forEach((each) => { each.hidden = true; });
  return document.querySelector("main").innerText;
}"""
ADDED = 'Array.from(document.querySelectorAll(".print-only"), (each) => each.textContent).join(" ")'
CITY_WIDE = ["leader", "results", "office", "plans", "targets", "tasks", "meeting"]
OF_ONE = ["plan", "source", "target", "task", "indicator"]
OF_TWO_PLANS = ["cascade", "cascade-lines", "beside", "superior"]
A4 = {595, 842}

Read = tuple[str, str, str, PdfReader]


@pytest.fixture
def read(page_of, otto, anna, plan, north, south, vera) -> Callable[[str], Read]:
    """What a page says on the screen, what it says on paper alone, and what the paper says."""
    small_city.fill(plan, north, south, vera, times=10, period=small_city.last_month(plan))
    target, above = plan.targets.first(), superior_of(plan)
    places = {"plan": [plan.pk], "target": [target.pk], "task": [plan.tasks.first().pk]}
    places |= {"indicator": [target.indicator_id], "source": [plan.pk], "superior": [plan.pk]}
    places |= {"cascade": [above.pk], "cascade-lines": [above.pk]}
    places["beside"] = [above.pk, plan.pk, "targets", above.targets.first().pk]

    def read(name: str, *args: object) -> Read:
        page: Page = page_of(anna if name == "dashboards:unit" else otto)
        page.goto(reverse(name, args=args or places.get(name.removeprefix("dashboards:"), [])))
        paper = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
        added = page.evaluate(ADDED)
        return page.evaluate(SCREEN), added, "\n".join(p.extract_text() for p in paper.pages), paper

    return read


def superior_of(plan: Plan) -> Plan:
    """The province promises more of everything that the plan promises, and something else."""
    province = make.unit("岚州省政府", kind=UnitKind.GOVERNMENT, level=UnitLevel.PROVINCE)
    above = make.plan(province, title="岚州省科技创新行动计划")
    for target in plan.targets.select_related("indicator"):
        make.target(above, name=target.indicator.name, value=Decimal(480))
    make.target(above, name="院士工作站", value=Decimal(60))
    make.task(above, province, title="建设算力平台", due_on=date(2026, 12, 31))
    plan.superior_plans.add(above)
    return above


def figures(text: str) -> Counter[str]:
    return Counter(FIGURE.findall(text))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", [*CITY_WIDE, "unit", *OF_ONE, *OF_TWO_PLANS])
def test_paper_has_the_figures_of_the_screen(read, name) -> None:
    require_figures(read(f"dashboards:{name}"))


@pytest.mark.django_db(transaction=True)
def test_the_page_of_a_circular_is_fit_for_paper(read, plan, ines) -> None:
    now = timezone.now()
    yesterday = timezone.localdate(now) - timedelta(days=1)
    kind = CircularKind.CIRCULAR
    circular = draft_circular(kind=kind, plan=None, known_on=yesterday, by=ines, now=now)
    require_figures(read("briefs:circular", circular.pk))


def require_figures(told: Read) -> None:
    screen, added, printed, paper = told
    assert figures(screen) - figures(printed) == Counter()
    assert set(figures(printed)) <= set(figures(screen)) | set(figures(added))
    assert {round(float(side)) for side in paper.pages[0].mediabox[2:]} == A4


@pytest.mark.django_db(transaction=True)
def test_paper_says_from_when_and_where_it_is(read) -> None:
    _screen, _added, printed, _paper = read("dashboards:leader")
    assert "Figures as of" in printed
    assert "/overview/" in printed
    assert "Sign out" not in printed
