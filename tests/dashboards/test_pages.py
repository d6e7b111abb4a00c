"""The pages by the real clock: last month has closed, its deadline was yesterday."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from dashboards.queries import Scope, leader_overview
from indicators.models import Target
from plans.models import PlanState
from tasks.models import Task
from tests import make
from tests.dashboards import city as small_city
from tests.dashboards.walking import FIGURE, figures
from units.rules import Role

EVERY_PAGE = ["leader", "coverage", "inbox", "office", "unit", "plans", "targets", "tasks"]
EVERY_SHEET = ["plan", "source", "target", "task"]
OFFICE, UNITS, ADMINISTRATORS = {"otto", "ines"}, {"anna", "rita", "hugo"}, {"sam", "sue", "ada"}
BUSINESS = OFFICE | UNITS | {"lena"}
EVERYBODY = sorted(BUSINESS | ADMINISTRATORS)
READERS = {
    "leader": OFFICE | {"lena"},
    "inbox": OFFICE,
    "office": OFFICE,
    "unit": UNITS,
}
PARAMETERS = [
    "as_of",
    "plans",
    "field",
    "changed",
    "due_on",
    "period",
    "plan",
    "unit",
    "lamp",
    "state",
    "late",
    "target",
    "part",
    "mark",
    "q",
    "page",
]
NONSENSE = ["abc", "-1", "0", "999999999", "9" * 40, "1.5", "%00", "²", "'", "<b>", "1&page=1"]


@pytest.fixture
def live(plan, north, south, vera):
    """The plan with two of everything, by the real clock."""
    period = small_city.last_month(plan)
    plan.starts_on = period.starts_on - timedelta(days=300)
    plan.ends_on = period.ends_on + timedelta(days=100)
    plan.save(update_fields=["starts_on", "ends_on"])
    small_city.fill(plan, north, south, vera, times=2, period=period)
    Target.objects.update(due_on=plan.ends_on)
    Task.objects.update(due_on=period.starts_on)
    return plan


def sheet_address(name, plan):
    keys = {
        "plan": plan,
        "source": plan,
        "target": plan.targets.first(),
        "task": plan.tasks.first(),
    }
    return reverse(f"dashboards:{name}", args=[keys[name].pk])


def text(response):
    return response.content.decode()


@pytest.mark.parametrize("name", EVERY_PAGE)
def test_each_overview_is_for_its_roles(client, request, live, name):
    for who in EVERYBODY:
        client.force_login(request.getfixturevalue(who))
        expected = 200 if who in READERS.get(name, BUSINESS) else 404
        assert (who, client.get(reverse(f"dashboards:{name}")).status_code) == (who, expected)


@pytest.mark.parametrize("name", EVERY_SHEET)
def test_plans_targets_and_tasks_are_open_to_every_unit(client, live, vera, name):
    client.force_login(vera)
    assert client.get(sheet_address(name, live)).status_code == 200


@pytest.mark.parametrize("name", EVERY_SHEET)
def test_administrators_see_no_business_data(client, request, live, name):
    for who in sorted(ADMINISTRATORS):
        client.force_login(request.getfixturevalue(who))
        assert client.get(sheet_address(name, live)).status_code == 404


@pytest.mark.parametrize("name", EVERY_SHEET)
def test_drafts_are_nobodys_to_read(client, live, lena, name):
    live.state = PlanState.DRAFT
    live.save(update_fields=["state"])
    client.force_login(lena)
    assert client.get(sheet_address(name, live)).status_code == 404


@pytest.mark.parametrize("name", EVERY_PAGE)
def test_dashboards_change_nothing(client, live, otto, name):
    client.force_login(otto)
    assert client.post(reverse(f"dashboards:{name}")).status_code == 405


@pytest.mark.parametrize(
    ("who", "where"),
    [
        ("lena", "leader"),
        ("otto", "office"),
        ("anna", "unit"),
        ("lena", "plan"),
        ("ines", "inbox"),
        ("lena", "plans"),
        ("lena", "indicators"),
    ],
)
def test_every_figure_is_the_length_of_the_list_behind_it(client, request, live, who, where):
    client.force_login(request.getfixturevalue(who))
    address = sheet_address("plan", live) if where == "plan" else reverse(f"dashboards:{where}")
    shown = text(client.get(address))
    found = figures(shown)
    assert len([number for _link, number in found if number]) >= 2
    for link, number in found:
        listed = client.get(link).context["page"].paginator.count
        assert (link, listed) == (link, number)


def test_the_figures_of_one_plan_are_the_lists_of_that_plan(client, live, city, north, lena):
    other = make.plan(city, title="另一个方案")
    make.target(other, north, name="别的")
    client.force_login(lena)
    shown = text(client.get(reverse("dashboards:leader"), {"plan": live.pk}))
    for link, number in FIGURE.findall(shown):
        assert client.get(unescape(link)).context["page"].paginator.count == int(number)
    assert f"plan={live.pk}" in shown


@pytest.mark.parametrize("where", [*EVERY_PAGE, *EVERY_SHEET])
def test_nonsense_in_the_address_gets_an_answer(client, live, lena, otto, anna, where):
    client.force_login({"unit": anna, "office": otto, "inbox": otto}.get(where, lena))
    address = sheet_address(where, live) if where in EVERY_SHEET else reverse(f"dashboards:{where}")
    for nonsense in NONSENSE:
        query = "&".join(f"{name}={nonsense}" for name in PARAMETERS)
        assert (query, client.get(f"{address}?{query}").status_code) == (query, 200)


@pytest.mark.parametrize("name", EVERY_SHEET)
@pytest.mark.parametrize("key", [0, 10**9, 10**30])
def test_a_number_that_is_nobodys_is_not_found(client, lena, name, key):
    client.force_login(lena)
    assert client.get(reverse(f"dashboards:{name}", args=[key])).status_code == 404


def test_a_page_number_beyond_the_end_shows_the_end(client, live, lena):
    client.force_login(lena)
    page = client.get(reverse("dashboards:targets"), {"page": 10**9}).context["page"]
    assert (page.number, len(page.object_list)) == (1, 2)


def test_the_office_turns_the_pages_of_its_two_lists_apart(client, otto, plan, city):
    for number in range(51):
        make.period(make.plan(city, title=f"方案{number}"))
    client.force_login(otto)
    shown = client.get(reverse("dashboards:office"), {"plans": 2}).context
    assert (shown["page"].number, len(shown["page"])) == (1, 50)
    assert (shown["plans"].number, len(shown["plans"])) == (2, 2)
    text = client.get(reverse("dashboards:office"), {"plans": 2, "page": 2}).text
    assert 'href="?plans=2&amp;page=1"' in text
    assert 'href="?page=2&amp;plans=1"' in text


def test_the_portal_without_anything_is_no_error(client, lena, otto, anna):
    for user, name in ((lena, "leader"), (otto, "office"), (anna, "unit")):
        client.force_login(user)
        assert client.get(reverse(f"dashboards:{name}")).status_code == 200


def test_a_plan_without_targets_periods_or_dates_has_a_page(client, city, lena):
    bare = make.plan(city, starts_on=None, ends_on=None, source_text="")
    client.force_login(lena)
    for name in ("plan", "source"):
        assert client.get(reverse(f"dashboards:{name}", args=[bare.pk])).status_code == 200


def test_a_target_without_a_value_has_a_page_and_a_grey_lamp(client, live, north, lena):
    target = make.target(live, north, name="另定", value=None, baseline=None)
    client.force_login(lena)
    shown = text(client.get(reverse("dashboards:target", args=[target.pk])))
    assert "lamp-grey" in shown
    assert "方案未给出数值，不判断进度。" in shown


def test_an_approved_value_changes_the_lamp_on_the_page(client, live, lena):
    target = live.targets.first()
    client.force_login(lena)
    address = reverse("dashboards:target", args=[target.pk])
    assert "lamp-red" in text(client.get(address))
    closed = live.periods.get().ends_on
    small_city.measure(target, 220, on=closed)
    assert "lamp-blue" in text(client.get(address))


def test_each_line_opens_its_clause_with_its_words_marked(client, live, lena):
    client.force_login(lena)
    shown = text(client.get(reverse("dashboards:leader")))
    source = reverse("dashboards:source", args=[live.pk])
    assert f'href="{source}?mark=7-18#clause-1"' in shown
    marked = text(client.get(source, {"mark": "7-18"}))
    assert '<mark id="mark">' in marked and 'id="clause-1"' in marked


def test_marks_and_quotes_escape_what_documents_say(client, city, north, lena):
    evil = "<script>alert(1)</script>达到200家"
    plan = make.plan(city, title="<b>方案", source_text=evil)
    target = make.target(plan, north, name="<i>指标", quote=evil)
    client.force_login(lena)
    source = text(client.get(reverse("dashboards:source", args=[plan.pk]), {"mark": "3-20"}))
    sheet = text(client.get(reverse("dashboards:target", args=[target.pk])))
    for shown in (source, sheet):
        assert "<script>alert" not in shown and "<b>方案" not in shown and "<i>指标" not in shown
    assert re.search(r"<mark[^>]*>ript&gt;alert\(1\)&lt;", source)


def test_the_chart_has_its_data_and_the_same_figures_as_a_table(client, live, lena):
    client.force_login(lena)
    response = client.get(reverse("dashboards:leader"))
    shown, course = text(response), response.context["page"].course
    assert '<script id="course-data" type="application/json">' in shown
    assert all(point.on.isoformat() in shown for point in course.points)


def test_a_superseded_value_stays_visible(client, live, lena):
    target = live.targets.first()
    small_city.measure(target, 120, on=live.periods.get().ends_on)
    client.force_login(lena)
    assert "<s>110</s>" in text(client.get(reverse("dashboards:target", args=[target.pk])))


def test_a_stranger_does_not_see_the_reports_on_a_task(client, live, task, city):
    stranger = make.user("nils", (make.unit("市体育局", scope=city), Role.REPORTER))
    reports = reverse("dashboards:task", args=[live.tasks.first().pk])
    client.force_login(stranger)
    assert client.get(reports).context["page"].paginator.count == 0


def test_the_lead_sees_the_reports_of_its_assists(client, live, anna, vera):
    address = reverse("dashboards:task", args=[live.tasks.first().pk])
    counts = []
    for user in (anna, vera):
        client.force_login(user)
        counts.append(client.get(address).context["page"].paginator.count)
    assert counts == [2, 1]


def test_a_person_of_two_units_chooses_between_them(client, live, north, south):
    both = make.user("beate", (north, Role.REPORTER), (south, Role.HEAD))
    client.force_login(both)
    chosen = client.get(reverse("dashboards:unit"), {"unit": south.pk}).context["overview"]
    assert chosen.unit_pk == south.pk
    foreign = client.get(reverse("dashboards:unit"), {"unit": 10**9}).context["overview"]
    assert foreign.unit_pk in {north.pk, south.pk}


def test_plans_are_found_by_words_number_and_state(client, live, city, lena):
    make.plan(city, title="乡村振兴方案", doc_number="云政发〔2026〕3号", state=PlanState.CLOSED)
    client.force_login(lena)
    address = reverse("dashboards:plans")
    found = {
        query: client.get(address, dict([query])).context["page"].paginator.count
        for query in (("q", "振兴"), ("q", "3号"), ("q", "没有"), ("state", "closed"), ("q", ""))
    }
    assert list(found.values()) == [1, 1, 0, 1, 2]


def test_the_page_and_the_overview_tell_the_same(client, live, lena):
    client.force_login(lena)
    told = client.get(reverse("dashboards:leader")).context["page"].overview
    now = timezone.now()
    assert told == leader_overview(Scope(lena, timezone.localdate(now), now))


def test_nothing_on_the_page_is_inline(client, live, lena):
    client.force_login(lena)
    for name in EVERY_SHEET:
        shown = text(client.get(sheet_address(name, live)))
        assert not re.search(r"\sstyle=|\son\w+=|<style", shown)
        assert "<script>" not in shown
