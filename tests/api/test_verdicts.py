"""Verdicts, lamp schemes and amendments for programs."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from rest_framework.test import APIClient

from indicators import rules
from indicators.models import Amendment, LampScheme, TargetVerdict
from indicators.services import choose_scheme, override_verdict, record_verdicts
from tests import make
from tests.indicators.values import measure

WISH = {"value": "180", "doc_number": "云政办〔2026〕8号", "reason": "条件变化"}


def ask(by, method, path, **body):
    api = APIClient()
    api.force_authenticate(by)
    send = getattr(api, method)
    address = f"/api/v1/{path}"
    if method == "get":
        return send(address, body, headers={"accept-language": "en"})
    return send(address, body, format="json", headers={"accept-language": "en"})


@pytest.fixture
def target(plan, north):
    made = make.target(plan, north)
    measure(made, 130)
    return made


# --- Verdicts ---


def test_a_verdict_comes_with_all_that_gives_it_again(target, lena, now):
    record_verdicts(now=now)
    (told,) = ask(lena, "get", f"targets/{target.pk}/verdicts/").json()["results"]
    again = rules.recompute(told["inputs"], told["scheme"], rule_version=told["rule_version"])
    assert (again.lamp, again.band.code) == (told["lamp"], told["band"])
    row = TargetVerdict.objects.get()
    assert (told["sentence_zh"], told["sentence_en"]) == (row.sentence_zh, row.sentence_en)


def test_verdicts_answer_as_known_on_a_day(target, ines, now):
    record_verdicts(now=now)
    later = now + timedelta(days=2)
    override_verdict(target_id=target.pk, band="on_pace", reason="口径调整。", by=ines, now=later)
    address = f"targets/{target.pk}/verdicts/"
    known = [
        [each["override_band"] for each in ask(ines, "get", address, as_of=day).json()["results"]]
        for day in ("2026-10-13", "2026-10-14", "2026-10-16")
    ]
    assert known == [[], [""], ["on_pace"]]
    assert ask(ines, "get", address, as_of="2026-02-30").status_code == 400
    assert ask(ines, "get", address, day="2026-10-14").status_code == 400


def test_verdicts_are_for_those_who_may_know_of_the_target(target, sam):
    assert ask(sam, "get", f"targets/{target.pk}/verdicts/").status_code == 404


@pytest.mark.parametrize("number", [1, 20])
def test_verdicts_cost_the_same(number, target, lena, now, django_assert_num_queries):
    record_verdicts(now=now)
    row = TargetVerdict.objects.get()
    for month in range(number):
        row.pk, row.closing_on = None, date(2020 + month // 12, month % 12 + 1, 1)
        row.save(force_insert=True)
    with django_assert_num_queries(3):
        assert (
            len(ask(lena, "get", f"targets/{target.pk}/verdicts/").json()["results"]) == number + 1
        )


# --- Lamp schemes ---


def test_the_lamps_that_ship_are_told_and_those_of_plans(plan, lena, otto, sam, now):
    choose_scheme(plan_id=plan.pk, scheme=rules.PRESETS["jinzhai"], by=otto, now=now)
    told = ask(lena, "get", "lamp-schemes/").json()["results"]
    assert {each["code"] for each in told if each["is_preset"]} == set(rules.PRESETS)
    (used,) = ask(lena, "get", "lamp-schemes/", plan=plan.pk).json()["results"]
    words = [band["word_zh"] for band in used["bands"]]
    assert words == [band.word_zh for band in rules.PRESETS["jinzhai"].bands]
    assert len(ask(sam, "get", "lamp-schemes/").json()["results"]) == 0


def test_a_plan_that_nobody_may_know_of_shows_no_lamps_of_its_own(plan, otto, sam, now):
    own = rules.PRESETS["default"]
    choose_scheme(plan_id=plan.pk, scheme=replace(own, name_zh="本市灯号"), by=otto, now=now)
    made = LampScheme.objects.get(is_preset=False)
    assert ask(otto, "get", f"lamp-schemes/{made.pk}/").status_code == 200
    assert ask(sam, "get", f"lamp-schemes/{made.pk}/").status_code == 404


# --- Amendments ---


def test_a_program_asks_for_an_amendment_and_another_decides(target, rita, otto):
    asked = ask(rita, "post", "amendments/", target=target.pk, **WISH)
    assert (asked.status_code, asked.data["state"]) == (201, "requested")
    assert asked.data["new_due_on"] == "2026-12-31"  # left out, so it stays
    done = ask(otto, "post", f"amendments/{asked.data['id']}/approve/", note="同意。")
    assert (done.data["state"], done.data["decided_by"]) == ("applied", "Otto")
    target.refresh_from_db()
    assert target.value == Decimal(180)
    assert len(ask(rita, "get", "amendments/", state="applied").json()["results"]) == 1
    assert len(ask(rita, "get", "amendments/", plan=target.plan_id + 1).json()["results"]) == 0


@pytest.mark.parametrize(
    ("who", "verb", "status"),
    [
        ("otto", "refuse", 409),  # without a reason
        ("ines", "approve", 409),
        ("rita", "approve", 409),  # who asked
        ("rita", "withdraw", 200),
        ("anna", "withdraw", 403),
        ("vera", "approve", 403),
        ("sam", "approve", 404),
    ],
)
def test_each_decision_has_its_people(who, verb, status, request, target, rita):
    key = ask(rita, "post", "amendments/", target=target.pk, **WISH).data["id"]
    person = request.getfixturevalue(who)
    assert ask(person, "post", f"amendments/{key}/{verb}/").status_code == status
    assert (Amendment.objects.get().state == "requested") == (status != 200)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"value": "NaN"}, 400),
        ({"value": "1e400"}, 400),
        ({"due_on": "0000-01-01"}, 400),
        ({"due_on": "9999-01-01"}, 400),
        ({"reason": "长" * 10**4}, 400),
        ({"reason": "长" * 10**6}, 413),
        ({"doc_number": ""}, 400),
        ({"worth": "5"}, 400),
        ({"value": "200"}, 409),  # what is promised already
        ({"due_on": "2025-12-31"}, 409),  # before the plan begins
    ],
)
def test_a_bad_wish_is_refused_and_nothing_is_kept(body, status, target, rita):
    refused = ask(rita, "post", "amendments/", **{"target": target.pk} | WISH | body)
    assert refused.status_code == status
    assert not Amendment.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("anna", 403), ("vera", 403), ("sam", 404)])
def test_who_does_not_speak_for_the_target_asks_for_nothing(who, status, request, target):
    person = request.getfixturevalue(who)
    assert ask(person, "post", "amendments/", target=target.pk, **WISH).status_code == status


@pytest.mark.parametrize("number", [1, 12])
def test_amendments_cost_the_same(number, plan, north, rita, django_assert_num_queries):
    for place in range(number):
        made = make.target(plan, north, name=f"指标{place}")
        ask(rita, "post", "amendments/", target=made.pk, **WISH)
    with django_assert_num_queries(1):
        assert len(ask(rita, "get", "amendments/").json()["results"]) == number
