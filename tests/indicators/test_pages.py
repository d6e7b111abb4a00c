"""The pages of lamps, verdicts, amendments and definitions."""

from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.paging import page_of
from indicators import queries
from indicators.models import (
    Amendment,
    ComparatorValue,
    Indicator,
    IndicatorDefinition,
    Kind,
    LampChoice,
    TargetVerdict,
)
from indicators.queries import definition_on, judged_targets, lamp_scheme_of
from indicators.rules import PRESETS, Lamp, Scheme
from indicators.services import record_verdicts
from tests import make
from tests.indicators.values import measure


def shown(response):
    return unescape(response.content.decode())


@pytest.fixture
def target(plan, north):
    made = make.target(plan, north, due_on=date(2027, 12, 31))
    measure(made, 130)
    return made


def entered(scheme: Scheme, **changes):
    """A scheme as the page's form sends it."""
    data = {
        "name_zh": scheme.name_zh,
        "name_en": scheme.name_en,
        "distance": scheme.distance.value,
        "misses_in_a_row": scheme.misses_in_a_row or "",
        "raised_to": scheme.raised_to,
        "bands-TOTAL_FORMS": len(scheme.bands),
        "bands-INITIAL_FORMS": len(scheme.bands),
    }
    for number, band in enumerate(scheme.bands):
        row = {name: value for name, value in vars(band).items() if value not in (None, False)}
        data |= {f"bands-{number}-{name}": value for name, value in row.items()}
        data[f"bands-{number}-position"] = number + 1
    return data | changes


# --- Lamps of a plan ---


@pytest.mark.parametrize("preset", PRESETS)
def test_the_office_takes_a_published_scheme(client, plan, otto, preset):
    client.force_login(otto)
    address = f"{reverse('indicators:lamps', args=[plan.pk])}?preset={preset}"
    assert client.get(address).status_code == 200
    answer = client.post(address, entered(PRESETS[preset], act="save"))
    assert answer.status_code == 302
    assert LampChoice.objects.live().get(plan=plan).scheme.is_preset
    assert lamp_scheme_of(plan, on=date(2100, 1, 1)) == PRESETS[preset]


def test_the_page_shows_what_would_change_before_anything_is_saved(client, plan, target, otto):
    client.force_login(otto)
    address = f"{reverse('indicators:lamps', args=[plan.pk])}?preset=yinchuan"
    answer = client.post(address, entered(PRESETS["yinchuan"], act="try"))
    assert answer.status_code == 200
    assert not LampChoice.objects.exists()
    page = shown(client.get(address))
    assert "1个目标中有1个" in page
    assert "本室选定" in page


def test_the_office_edits_a_band_and_the_plan_gets_a_scheme_of_its_own(client, plan, otto):
    client.force_login(otto)
    address = f"{reverse('indicators:lamps', args=[plan.pk])}?preset=yinchuan"
    changes = {"bands-1-lamp": "orange", "bands-1-word_zh": "橙灯", "act": "save"}
    client.post(address, entered(PRESETS["yinchuan"], **changes))
    chosen = LampChoice.objects.live().get(plan=plan).scheme
    assert not chosen.is_preset
    band = chosen.as_rules().bands[1]
    assert (band.lamp, band.word_zh, band.own_choice) == (Lamp.ORANGE, "橙灯", True)


@pytest.mark.parametrize(
    "changes",
    [
        {"bands-2-up_to": "50"},
        {"bands-0-standing": "done"},
        {"bands-6-lamp": "red"},
        {"misses_in_a_row": "3"},
        {"bands-2-up_to": "1e400"},
        {"bands-2-up_to": "NaN"},
        {"bands-TOTAL_FORMS": "9999999"},
        {"name_zh": "长" * 500_000},
    ],
    ids=["out of order", "none on pace", "red unknown", "raised to what", "1e400", "NaN", "many",
         "novel"],
)  # fmt: skip
def test_a_scheme_that_leaves_a_hole_is_refused(client, plan, otto, changes):
    client.force_login(otto)
    address = reverse("indicators:lamps", args=[plan.pk])
    if "bands-0-standing" in changes:
        changes = changes | {"bands-1-standing": "done"}
    answer = client.post(address, entered(PRESETS["default"], act="save") | changes)
    assert answer.status_code == 422
    assert not LampChoice.objects.exists()


def test_who_is_not_of_the_office_chooses_no_lamps(client, plan, anna, sam):
    for person, code in ((anna, 403), (sam, 404)):
        client.force_login(person)
        assert client.get(reverse("indicators:lamps", args=[plan.pk])).status_code == code


@pytest.mark.parametrize("number", [2, 20])
def test_the_lamps_page_costs_the_same(
    client, plan, north, otto, number, django_assert_num_queries
):
    for place in range(number):
        measure(make.target(plan, north, name=f"指标{place}"), 130)
    client.force_login(otto)
    address = f"{reverse('indicators:lamps', args=[plan.pk])}?preset=jinzhai"
    with django_assert_num_queries(12):
        client.get(address)


# --- Verdicts of a target ---


def test_an_inspector_decides_another_lamp_and_withdraws_it(client, target, ines):
    client.force_login(ines)
    page = reverse("indicators:verdicts", args=[target.pk])
    wish = {"band": "done", "reason": "已验收"}
    assert client.post(reverse("indicators:override", args=[target.pk]), wish).status_code == 302
    assert "改判为“已完成”" in shown(client.get(page))
    client.post(reverse("indicators:withdraw", args=[target.pk]))
    assert "改判" not in shown(client.get(page)).partition("<h2>")[0]


def test_an_override_without_a_reason_gets_its_sentence(client, target, ines):
    client.force_login(ines)
    answer = client.post(reverse("indicators:override", args=[target.pk]), {"band": "done"})
    assert answer.status_code == 422
    assert not TargetVerdict.objects.exclude(override_band="").exists()


@pytest.mark.parametrize("name", ["override", "withdraw", "compare"])
def test_only_the_office_decides_about_lamps(client, target, anna, sam, name):
    for person, code in ((anna, 403), (sam, 404)):
        client.force_login(person)
        assert client.post(reverse(f"indicators:{name}", args=[target.pk])).status_code == code


def test_a_relative_target_is_judged_once_its_comparison_is_entered(client, target, ines):
    Indicator.objects.update(kind=Kind.RELATIVE)
    type(target).objects.update(value=0)
    client.force_login(ines)
    assert "比较值尚未录入" in shown(client.get(reverse("indicators:verdicts", args=[target.pk])))
    wish = {"on": "2026-09-30", "value": "125", "source": "省统计局月报"}
    client.post(reverse("indicators:compare", args=[target.pk]), wish)
    assert ComparatorValue.objects.get().value == 125
    (judged,) = judged_targets(type(target).objects.all(), on=timezone.localdate())
    assert judged.verdict.expected == 125


@pytest.mark.parametrize(
    "wish",
    [
        {"on": "0000-01-01", "value": "1"},
        {"on": "9999-01-01", "value": "1"},
        {"on": "2026-09-30", "value": "NaN"},
    ],
    ids=["year 0", "the future", "NaN"],
)
def test_a_comparison_of_nonsense_is_refused(client, target, ines, wish):
    Indicator.objects.update(kind=Kind.RELATIVE)
    client.force_login(ines)
    answer = client.post(reverse("indicators:compare", args=[target.pk]), wish)
    assert answer.status_code == 422
    assert not ComparatorValue.objects.exists()


def test_a_month_made_up_later_is_shown_as_such(client, target, anna):
    record_verdicts(now=make.NOW)
    measure(target, 190, on=date(2026, 10, 31))
    client.force_login(anna)
    page = shown(client.get(reverse("indicators:verdicts", args=[target.pk])))
    assert "（已补）" in page
    assert "9月末应达" in page


@pytest.mark.parametrize("number", [2, 24])
def test_the_page_of_verdicts_costs_the_same(
    client, target, ines, number, django_assert_num_queries
):
    record_verdicts(now=make.NOW)
    row = TargetVerdict.objects.get()
    for month in range(number):
        row.pk, row.closing_on = None, date(2020 + month // 12, month % 12 + 1, 1)
        row.save(force_insert=True)
    client.force_login(ines)
    address = reverse("indicators:verdicts", args=[target.pk])
    with django_assert_num_queries(11):
        client.get(address)


def test_a_page_of_verdicts_reads_no_more_than_it_shows(client, target, ines):
    record_verdicts(now=make.NOW)
    row = TargetVerdict.objects.get()
    for month in range(60):
        row.pk, row.closing_on = None, date(2015 + month // 12, month % 12 + 1, 1)
        row.save(force_insert=True)
    course = queries.verdict_course(target, on=make.NOW.date())
    with CaptureQueriesContext(connection) as asked:
        page = page_of(course, QueryDict("page=2"))
        assert [line.row.closing_on.year for line in page] == [2015] * 11
    assert "LIMIT 11 OFFSET 50" in asked.captured_queries[1]["sql"]


# --- Amendments ---


WISH = {
    "value": "180",
    "due_on": "2027-12-31",
    "doc_number": "云政办〔2026〕8号",
    "reason": "上级调整考核口径",
}


def test_a_unit_asks_and_the_office_approves(client, target, rita, otto):
    client.force_login(rita)
    assert client.post(reverse("indicators:amend", args=[target.pk]), WISH).status_code == 302
    client.force_login(otto)
    page = shown(client.get(reverse("indicators:amendments")))
    assert "<s>2027年12月末达到200家</s> → <strong>2027年12月末达到180家</strong>" in page
    asked = Amendment.objects.get()
    client.post(reverse("indicators:decide", args=[asked.pk]), {"verb": "approve"})
    target.refresh_from_db()
    assert target.value == 180
    verdicts = shown(client.get(reverse("indicators:verdicts", args=[target.pk])))
    assert "原定2027年12月末达到200家" in verdicts


def test_the_form_begins_with_what_holds_so_that_nothing_is_dropped_by_mistake(
    client, target, rita
):
    client.force_login(rita)
    page = shown(client.get(reverse("indicators:amend", args=[target.pk])))
    assert 'value="200"' in page
    assert 'value="2027-12-31"' in page


def test_a_request_without_a_document_keeps_what_was_typed(client, target, rita):
    client.force_login(rita)
    answer = client.post(reverse("indicators:amend", args=[target.pk]), WISH | {"doc_number": ""})
    assert answer.status_code == 422
    assert "上级调整考核口径" in shown(answer)


@pytest.mark.parametrize(
    "changes",
    [{"value": "NaN"}, {"value": "1e400"}, {"due_on": "0000-01-01"}, {"reason": "长" * 500_000},
     {"value": "200"}, {"due_on": "1999-01-01"}, {"due_on": "9999-12-31"}],
    ids=["NaN", "1e400", "year 0", "half a million characters", "no change", "before the plan",
         "year 9999"],
)  # fmt: skip
def test_a_request_of_nonsense_changes_nothing(client, target, rita, changes):
    client.force_login(rita)
    answer = client.post(reverse("indicators:amend", args=[target.pk]), WISH | changes)
    assert answer.status_code == 422
    assert not Amendment.objects.exists()


def test_others_cannot_ask(client, target, anna, vera, sam):
    for person, code in ((anna, 403), (vera, 403), (sam, 404)):
        client.force_login(person)
        assert client.get(reverse("indicators:amend", args=[target.pk])).status_code == code


@pytest.mark.parametrize("verb", ["approve", "", "explode"])
def test_an_inspector_is_told_who_decides(client, target, rita, ines, verb):
    client.force_login(rita)
    client.post(reverse("indicators:amend", args=[target.pk]), WISH)
    client.force_login(ines)
    asked = Amendment.objects.get()
    answer = client.post(reverse("indicators:decide", args=[asked.pk]), {"verb": verb}, follow=True)
    assert 'class="error"' in shown(answer)
    asked.refresh_from_db()
    assert asked.state == "requested"


def test_a_reader_decides_nothing(client, target, rita, anna, sam):
    client.force_login(rita)
    client.post(reverse("indicators:amend", args=[target.pk]), WISH)
    address = reverse("indicators:decide", args=[Amendment.objects.get().pk])
    for person, code in ((anna, 403), (sam, 404)):
        client.force_login(person)
        assert client.post(address, {"verb": "approve"}).status_code == code


@pytest.mark.parametrize("number", [1, 12])
def test_the_list_of_amendments_costs_the_same(
    client, plan, north, rita, otto, number, django_assert_num_queries
):
    client.force_login(rita)
    for place in range(number):
        made = make.target(plan, north, name=f"指标{place}")
        client.post(reverse("indicators:amend", args=[made.pk]), WISH)
    client.force_login(otto)
    with django_assert_num_queries(6):
        page = shown(client.get(f"{reverse('indicators:amendments')}?plan={plan.pk}"))
    assert page.count("<strong>") == number


def test_the_list_can_be_narrowed_to_a_target(client, plan, north, rita, otto):
    client.force_login(rita)
    for place in range(2):
        made = make.target(plan, north, name=f"指标{place}")
        client.post(reverse("indicators:amend", args=[made.pk]), WISH)
    client.force_login(otto)
    page = shown(client.get(f"{reverse('indicators:amendments')}?target={made.pk}"))
    assert "指标1" in page and "指标0" not in page


@pytest.mark.parametrize(
    "query", ["plan=x", "plan=" + "9" * 30, "target=²", "state=none", "page=-1"]
)
def test_an_address_of_nonsense_lists_all(client, otto, query):
    client.force_login(otto)
    assert client.get(f"{reverse('indicators:amendments')}?{query}").status_code == 200


# --- Definitions ---


def test_a_definition_gets_versions_and_each_day_knows_its_own(client, target, ines, anna):
    address = reverse("indicators:definitions", args=[target.indicator_id])
    client.force_login(ines)
    for day, text in (("2026-01-01", "按认定数"), ("2026-07-01", "扣除到期")):
        assert client.post(address, {"valid_from": day, "text": text}).status_code == 302
    known = {day: definition_on(target.indicator, day=day) for day in DAYS}
    assert list(known.values()) == ["", "按认定数", "扣除到期"]
    client.force_login(anna)
    assert "扣除到期" in shown(client.get(address))


DAYS = (date(2025, 12, 31), date(2026, 6, 30), date(2026, 7, 1))


def test_two_definitions_cannot_begin_on_one_day(client, target, ines):
    client.force_login(ines)
    address = reverse("indicators:definitions", args=[target.indicator_id])
    wish = {"valid_from": "2026-01-01", "text": "按认定数"}
    assert [client.post(address, wish).status_code for _ in range(2)] == [302, 422]


def test_only_the_office_defines(client, target, anna, sam):
    address = reverse("indicators:definitions", args=[target.indicator_id])
    for person, code in ((anna, 403), (sam, 404)):
        client.force_login(person)
        assert client.post(address, {}).status_code == code
    assert not IndicatorDefinition.objects.exists()
