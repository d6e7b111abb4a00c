"""What an address asks of an overview: whose units, and which period. Nonsense asks for nothing."""

import re
from datetime import timedelta
from html import unescape
from urllib.parse import urlencode

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from dashboards.queries import Filters, Scope, leader_overview
from dashboards.queries.leader import overview_counted
from tests import make
from tests.dashboards import city as small_city
from tests.dashboards.test_fields import FIGURE
from units.rules import Role

LEADER, API = "/overview/", "/api/v1/overview/"


@pytest.fixture
def below(north):
    return make.unit("市知识产权所", parent=north)


@pytest.fixture
def lars(city, south):
    """A leader whose field is the south bureau."""
    made = make.user("lars", (city, Role.LEADER))
    made.memberships.get().watched_units.add(south)
    return made


@pytest.fixture
def live(plan, north, south, below, vera):
    """A target led by North, one by a unit below it, one by South."""
    period = small_city.last_month(plan)
    for lead, assist in ((north, vera_unit(vera)), (below, vera_unit(vera)), (south, south)):
        target = make.target(plan, lead, name=f"指标{lead.pk}")
        small_city.measure(target, 101, on=period.ends_on)
        make.report(period, target)
        make.task(plan, lead, *([assist] if assist != lead else []))
    make.judge()
    return plan


def vera_unit(vera):
    return vera.memberships.get().unit


def shown(client, who, **query):
    client.force_login(who)
    return client.get(LEADER, query).context["page"].overview


def test_a_unit_is_shown_with_those_below_it(client, live, lena, north, below):
    assert shown(client, lena).targets == 3
    assert shown(client, lena, unit=north.pk).targets == 2
    assert shown(client, lena, unit=below.pk).targets == 1


def test_the_field_of_a_named_leader_is_shown(client, live, lena, lars):
    overview = shown(client, lena, leader=lars.pk)
    assert (overview.targets, overview.leader_pk) == (1, lars.pk)
    # South leads one task and has a part in the two others.
    assert overview.tasks == 3


def test_a_leader_who_watches_all_limits_nothing(client, live, lena, ines):
    assert shown(client, ines, leader=lena.pk).targets == 3


def test_who_asks_for_a_named_field_is_not_held_back_by_the_own_one(client, live, lars, lena):
    assert shown(client, lars).targets == 1
    assert shown(client, lars, leader=lena.pk).targets == 3


def test_filters_hold_together(client, live, lena, lars, north, south):
    assert shown(client, lena, leader=lars.pk, unit=south.pk, plan=live.pk).targets == 1
    empty = shown(client, lena, leader=lars.pk, unit=north.pk)
    assert (empty.targets, empty.behind) == (0, ())


def test_a_period_answers_as_of_the_day_on_which_it_was_due(client, live, lena):
    period = live.periods.get()
    asked = shown(client, lena, period=f"{period.ends_on}")
    assert (asked.on, asked.cut_off_on) == (timezone.localdate() - timedelta(days=1), asked.period)


def test_a_period_whose_reports_are_not_due_yet_answers_as_of_today(client, live, lena):
    live.periods.update(due_at=timezone.now() + timedelta(days=3))
    client.force_login(lena)
    scope = client.get(LEADER, {"period": f"{live.periods.get().ends_on}"}).context["scope"]
    assert (scope.now is not None, scope.on) == (True, timezone.localdate())


def test_a_period_of_another_plan_asks_for_nothing(client, live, lena, city):
    other = make.plan(city, title="另一个方案")
    asked = shown(client, lena, plan=other.pk, period=f"{live.periods.get().ends_on}")
    assert (asked.period, asked.on) == (None, timezone.localdate())


NONSENSE = [
    "unit=0", "unit=999999999999999999", "unit=abc", "unit=-1", "unit=９", "leader=0",
    "leader=abc", "leader=7777777", "period=2026-02-31", "period=1999-01-31", "period=abc",
    "period=17", "period=9999-12-31", "plan=7777777", "below=1", "unit=&leader=&period=&plan=",
    "as_of=1066-01-01", "as_of=2000-01-01&unit=1&period=2000-01-31", "page=1000000000",
    "unit=1&unit=2", "family=tasks", "field=all&leader=%00",
]  # fmt: skip


@pytest.mark.parametrize("query", NONSENSE)
@pytest.mark.parametrize("name", ["leader", "results", "meeting", "targets", "tasks", "coverage"])
def test_nonsense_asks_for_nothing(client, live, lena, name, query):
    client.force_login(lena)
    assert client.get(f"{reverse(f'dashboards:{name}')}?{query}").status_code == 200


def test_someone_who_is_no_leader_names_no_field(client, live, lena, anna):
    assert shown(client, lena, leader=anna.pk).leader_pk is None


def test_who_does_not_see_the_city_asks_for_no_leaders_field(client, live, anna, lars):
    client.force_login(anna)
    page = client.get(reverse("dashboards:targets"), {"leader": lars.pk}).context
    assert page["scope"].filters == Filters()


def test_every_figure_opens_its_list_with_the_filters(client, live, lena, lars, north, south):
    client.force_login(lena)
    for query in ({"unit": north.pk}, {"leader": lars.pk}, {"unit": south.pk, "leader": lars.pk}):
        told = client.get(LEADER, query).content.decode()
        figures = [
            pair for pair in FIGURE.findall(told) if "overview" in pair[0] or "ta" in pair[0]
        ]
        assert len([number for _link, number in figures if number != "0"]) >= 3
        for link, number in figures:
            page = client.get(unescape(link)).context.get("page")
            if hasattr(page, "paginator"):
                assert (link, page.paginator.count) == (link, int(number))


def test_a_row_of_a_unit_opens_that_unit_alone(client, live, lena, north, below):
    client.force_login(lena)
    told = client.get(reverse("dashboards:results"), {"unit": north.pk}).content.decode()
    links = {unescape(link) for link in re.findall(r'href="(/targets/\?[^"]*)">1</a>', told)}
    assert {f"unit={unit.pk}" in link for unit in (north, below) for link in links} == {True, False}
    assert all("below" not in link for link in links)


def test_each_chosen_filter_can_be_taken_away(client, live, lena, lars, south):
    client.force_login(lena)
    query = {"plan": live.pk, "leader": lars.pk, "unit": south.pk}
    told = client.get(LEADER, query).content.decode()
    line = told.partition("chosen-filters")[2].partition("</p>")[0]
    links = [unescape(link) for link in re.findall(r'href="\?([^"]*)"', line)]
    assert links[-1] == ""
    assert [len(link.split("&")) for link in links[:-1]] == [2, 2, 2]
    assert "Lars" in line and south.name in line and live.title in line


def test_another_day_takes_the_place_of_the_period(client, live, lena):
    client.force_login(lena)
    told = client.get(LEADER, {"period": f"{live.periods.get().ends_on}"}).content.decode()
    form = told.partition('<div class="as-of')[2].partition("</form>")[0]
    assert 'name="period"' not in form


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"plan": "99999"}, "plan"),
        ({"plan": "x", "unit": "99999"}, "plan, unit"),
        ({"leader": "zz"}, "leader"),
        ({"period": "1900-01-01"}, "period"),
    ],
)
@pytest.mark.parametrize("name", ["leader", "targets"])
def test_filters_that_fit_nothing_are_said_to_be_left_out(client, live, lena, name, asked, told):
    client.force_login(lena)
    client.cookies["django_language"] = "en"
    page = client.get(reverse(f"dashboards:{name}"), asked).content.decode()
    assert f"What the address asks for ({told}) fits nothing that you may see" in page


@pytest.mark.parametrize(
    ("page", "asked", "told"),
    [
        ("dashboards:targets", {"lamp": "pink", "family": "x"}, "family, lamp"),
        ("dashboards:targets", {"changed": "perhaps"}, "change of the lamp"),
        ("dashboards:tasks", {"lamp": "pink", "state": "lost"}, "lamp, state"),
        ("reports:list", {"state": "lost", "period": "1900-13-01"}, "period, state"),
        ("reports:late", {"plan": "x"}, "plan"),
        ("briefs:circulars", {"kind": "poem"}, "kind"),
        ("slips:list", {"state": "lost", "grade": "pink"}, "grade, state"),
        ("instructions:list", {"state": "lost"}, "state"),
        ("tasks:coordinations", {"state": "lost"}, "state"),
        ("dashboards:plans", {"state": "lost"}, "state"),
        ("dashboards:indicators", {"kind": "lost", "certifier": "x"}, "certifying unit, kind"),
        ("indicators:amendments", {"state": "lost"}, "state"),
    ],
)
def test_lists_say_so_too_and_make_no_file(client, live, otto, page, asked, told):
    client.force_login(otto)
    client.cookies["django_language"] = "en"
    sentence = f"What the address asks for ({told}) fits nothing"
    assert sentence in client.get(reverse(page), asked).content.decode()
    assert "What the address asks for" not in client.get(reverse(page)).content.decode()
    for ending in ("xlsx", "csv"):
        answer = client.get(reverse(f"{page}-{ending}"), asked)
        assert answer["Location"] == f"{reverse(page)}?{urlencode(asked)}"
        assert f"what the address asks for ({told}) fits nothing" in said(answer)


def test_a_link_takes_out_of_the_address_what_fits_nothing(client, live, lena):
    client.force_login(lena)
    asked = {"plan": live.pk, "state": "lost", "lamp": "pink"}
    page = client.get(reverse("dashboards:tasks"), asked).content.decode()
    assert f'<a href="?plan={live.pk}">' in page


@pytest.mark.parametrize("day", ["1990-01-01", "zzz", "2099-01-01"])
@pytest.mark.parametrize("name", ["targets", "tasks", "plans", "coverage", "office-coverage"])
def test_of_a_day_that_is_none_there_is_no_file(client, live, otto, name, day):
    client.force_login(otto)
    client.cookies["django_language"] = "en"
    answer = client.get(reverse(f"dashboards:{name}-csv"), {"as_of": day})
    assert answer.status_code == 302
    assert "(day)" in said(answer)


def test_a_file_is_called_by_the_day_of_its_lines(client, live, otto):
    client.force_login(otto)
    day = timezone.localdate() - timedelta(days=3)
    for asked, told in (({"as_of": f"{day}"}, day), ({}, timezone.localdate())):
        answer = client.get(reverse("dashboards:targets-csv"), asked)
        assert f"{told}.csv" in answer["Content-Disposition"]


def said(answer):
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


def test_filters_that_fit_are_left_in_silence(client, live, lena, north):
    client.force_login(lena)
    client.cookies["django_language"] = "en"
    asked = {"plan": live.pk, "unit": north.pk, "period": "", "leader": ""}
    assert "What the address asks for" not in client.get(LEADER, asked).content.decode()


@pytest.mark.parametrize("which", ["unit", "leader", "both"])
def test_what_is_kept_says_the_same_as_the_rows(live, lena, lars, north, south, which):
    now = timezone.now()
    asked = {
        "unit": {"unit": str(north.pk)},
        "leader": {"leader": str(lars.pk)},
        "both": {"unit": str(south.pk), "leader": str(lars.pk)},
    }[which]
    filters = Filters.read(lena, asked, below=True)
    scope = Scope(lena, timezone.localdate(now), now, filters=filters)
    assert leader_overview(scope) == overview_counted(scope)
    assert leader_overview(scope).targets > 0


@pytest.mark.parametrize("size", [1, 8])
@pytest.mark.parametrize(("name", "most"), [("leader", 47), ("results", 17), ("targets", 17)])
def test_the_queries_with_filters_do_not_grow(
    client, plan, lena, lars, north, south, vera, size, name, most
):
    period = small_city.last_month(plan)
    small_city.fill(plan, south, north, vera, times=size, period=period)
    client.force_login(lena)
    address = reverse(f"dashboards:{name}") + f"?unit={south.pk}&leader={lars.pk}&plan={plan.pk}"
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    assert len(queries) == most


# --- The same of the API ---


def test_the_api_knows_the_same_filters(client, live, lena, lars, north):
    client.force_login(lena)
    told = client.get(API, {"unit": north.pk}).json()
    assert (told["targets"], told["unit"], told["leader"]) == (2, north.pk, None)
    assert client.get(API, {"leader": lars.pk}).json()["targets"] == 1
    ends_on = live.periods.get().ends_on
    assert client.get(API, {"period": f"{ends_on}"}).json()["period"] == f"{ends_on}"


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"unit": 999999}, 404),
        ({"leader": 999999}, 404),
        ({"unit": "abc"}, 400),
        ({"period": "abc"}, 400),
        ({"period": "2025-01-31"}, 400),
        ({"period": "2026-09-30", "as_of": "2026-09-30"}, 400),
    ],
)
def test_the_api_says_what_is_wrong(client, live, lena, query, status):
    client.force_login(lena)
    assert client.get(API, query).status_code == status
