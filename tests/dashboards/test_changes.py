"""What changed since the closing date before: the same from what is kept and as on a past day."""

import pytest
from django.urls import reverse
from django.utils import timezone

from dashboards.queries import Scope, office_overview
from tests import make
from tests.dashboards import city as small_city


@pytest.fixture
def turned(plan, north, south, vera):
    """One target fell behind since the closing date before, one was reached, one is as it was.

    The key of each name, and the closing date before.
    """
    return small_city.turn(
        plan, ("甲", north, 199, 110), ("乙", south, 101, 200), ("丙", north, 101, 102)
    )


def changes(user, *, now):
    moment = timezone.now()
    return office_overview(Scope(user, timezone.localdate(moment), moment if now else None)).changes


@pytest.mark.parametrize("now", [True, False])
def test_each_change_says_what_was_shown_at_which_closing_date(now, turned, otto):
    told = changes(otto, now=now)
    assert told.compared
    assert (told.worse, told.better, told.other) == (1, 1, 0)
    shown = [(each.line.name, each.before_on, str(each.turn)) for each in told.shown]
    assert shown == [("甲", turned, "worse"), ("乙", turned, "better")]


def test_a_past_day_tells_what_today_tells(turned, otto):
    assert changes(otto, now=True) == changes(otto, now=False)


@pytest.mark.parametrize("name", ["leader", "office"])
def test_the_lamp_before_leads_to_the_lamps_so_far(name, client, turned, lena, otto):
    client.force_login(lena if name == "leader" else otto)
    told = client.get(reverse(f"dashboards:{name}")).content.decode()
    assert "#lamps" in told
    assert f'<span class="quiet digits">{turned}</span>' in told


@pytest.mark.parametrize("how", ["worse", "better"])
def test_the_list_behind_a_number_has_the_same_targets(how, client, turned, lena):
    client.force_login(lena)
    listed = client.get(reverse("dashboards:targets"), {"changed": how}).context["page"]
    assert listed.paginator.count == 1


@pytest.mark.parametrize("now", [True, False])
def test_without_a_closing_date_before_nothing_is_compared(now, plan, north, otto):
    small_city.measure(make.target(plan, north), 110, on=small_city.last_month(plan).ends_on)
    make.judge()
    told = changes(otto, now=now)
    assert (told.compared, told.total) == (False, 0)
