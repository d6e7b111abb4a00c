"""Otto heads the supervision office and decides who is told what, when and how."""

from typing import Any

import pytest
from django.urls import reverse

from notices.models import Ladder, Manner
from notices.queries import ladders, matter_steps
from notices.rules import Channel, Matter, Party, Preset, Step, preset
from notices.services import choose_preset, set_steps
from tests import make

LADDER, CHOOSE, DROP, HOURS = (
    reverse(f"notices:{name}") for name in ("ladder", "ladder-choose", "ladder-drop", "hours")
)
REPORTS = reverse("notices:ladder-steps", args=["report"])
PACE = reverse("notices:ladder-steps", args=["pace"])
OUTSIDE_THE_OFFICE = ("anna", "rita", "hugo", "lena", "sam", "sue", "ada")
HOURS_TYPED = {"daily_at": "08:30", "urgent_from": "08:00", "urgent_until": "17:30"}


@pytest.fixture
def desk(client, otto):
    """Otto's browser."""
    client.force_login(otto)
    return client


def typed(*rows: dict[str, Any], act: str = "save", known: int = 0) -> dict[str, Any]:
    """What a browser sends of these rows."""
    sent = {"act": act, "steps-TOTAL_FORMS": len(rows), "steps-INITIAL_FORMS": known}
    for place, row in enumerate(rows):
        sent |= {f"steps-{place}-{name}": value for name, value in row.items()}
    return sent


def row(days: Any, side: str = "after", to: Any = ("holder",), **more: Any) -> dict[str, Any]:
    return {"days": days, "side": side, "to": list(to), "by": ["email"], **more}


def step(days: int, *to: Party, **more: Any) -> Step:
    return Step(Matter.REPORT, days, frozenset(to or {Party.HOLDER}), **more)


# The ladder


def test_without_a_choice_the_page_shows_the_usual_ladder(desk) -> None:
    page = desk.get(LADDER)
    (line,) = [each for each in page.context["sheet"].lines if each.matter == "report"]
    assert [each.days for each in line.steps] == [-3, -1, 1, 3, 7]
    assert "还剩3个工作日" in page.content.decode()


@pytest.mark.parametrize("kind", Preset)
def test_a_preset_is_looked_at_without_being_taken(kind: Preset, desk) -> None:
    page = desk.get(LADDER, {"preset": kind})
    offered = [each for line in page.context["sheet"].lines for each in line.offered]
    assert set(offered) == set(preset(kind))
    assert ladders() == {None: preset(Preset.USUAL)}


def test_only_what_a_preset_would_change_is_spelled_out(desk) -> None:
    sheet = desk.get(LADDER, {"preset": "usual"}).context["sheet"]
    assert not any(line.differs for line in sheet.lines)
    assert all(
        line.differs for line in desk.get(LADDER, {"preset": "strict"}).context["sheet"].lines
    )


def test_a_preset_is_taken(desk) -> None:
    page = desk.post(CHOOSE, {"preset": "strict"}, follow=True)
    assert "已保存" in page.content.decode()
    assert set(ladders()[None]) == set(preset(Preset.STRICT))


def test_no_preset_is_taken_by_a_wrong_name(desk) -> None:
    assert "请选择" in desk.post(CHOOSE, {"preset": "cruel"}, follow=True).content.decode()
    assert not Ladder.objects.exists()


def test_a_plans_own_ladder_is_changed_and_given_up_on_its_page(desk, plan) -> None:
    own = f"?plan={plan.pk}"
    desk.post(CHOOSE + own, {"preset": "mild"})
    assert set(ladders()) == {None, plan.pk}
    assert desk.get(LADDER + own).context["sheet"].is_own
    desk.post(DROP + own)
    assert set(ladders()) == {None}


def test_a_plan_is_chosen_on_the_page_and_its_own_page_leads_there(desk, plan) -> None:
    address = f"{LADDER}?plan={plan.pk}"
    assert f'<option value="{plan.pk}">' in desk.get(LADDER).content.decode()
    plan_page = desk.get(reverse("dashboards:plan", args=[plan.pk])).content.decode()
    assert f'href="{address}"' in plan_page
    assert plan.title in desk.get(address).content.decode()


def test_who_changed_the_ladder_last_stands_below_it(desk, plan, otto, ines, now) -> None:
    set_steps(plan_id=None, matter=Matter.PACE, steps=[], by=ines, now=now)
    choose_preset(plan_id=plan.pk, preset=Preset.MILD, by=otto, now=now)
    page = desk.get(LADDER).content.decode()
    assert "2026-10-14 10:00" in page and "Ines" in page and "目标未达序时进度" in page
    assert [entry.verb for entry in changes(desk, f"?plan={plan.pk}")] == ["ladder.chosen"]


def changes(desk, query: str) -> list[Any]:
    return desk.get(LADDER + query).context["sheet"].changes


def test_giving_the_own_ladder_up_stands_below_it_as_well(desk, plan, otto, now) -> None:
    choose_preset(plan_id=plan.pk, preset=Preset.MILD, by=otto, now=now)
    desk.post(f"{DROP}?plan={plan.pk}")
    verbs = [entry.verb for entry in changes(desk, f"?plan={plan.pk}")]
    assert verbs == ["ladder.dropped", "ladder.chosen"]


# Steps


def test_the_steps_stand_in_the_table_as_they_hold(desk) -> None:
    rows = desk.get(REPORTS).context["rows"]
    shown = [(form["days"].value(), form["side"].value()) for form in rows.forms[:5]]
    assert shown == [(3, "before"), (1, "before"), (1, "after"), (3, "after"), (7, "after")]


def test_steps_are_saved_as_they_were_typed(desk) -> None:
    one = row(2, "before")
    two = row(5, to=("holder", "head"), urgent="on", words="请按时报送。")
    desk.post(REPORTS, typed(two, one))
    higher = step(5, Party.HOLDER, Party.HEAD, urgent=True)
    saved = matter_steps(None, Matter.REPORT)
    assert saved == [step(-2), higher]
    assert [each.words for each in saved] == ["", "请按时报送。"]


@pytest.mark.parametrize("days", ["-2", "－2", "−2", " -２ "])
def test_a_minus_says_before_the_deadline_as_well(days: str, desk) -> None:
    desk.post(REPORTS, typed(row(days)))
    assert matter_steps(None, Matter.REPORT) == [step(-2)]


def test_a_plans_steps_are_its_own(desk, plan) -> None:
    answer = desk.post(f"{REPORTS}?plan={plan.pk}", typed(row(2)))
    assert answer.headers["Location"] == f"{LADDER}?plan={plan.pk}"
    assert matter_steps(plan, Matter.REPORT) == [step(2)]
    assert matter_steps(None, Matter.REPORT) != [step(2)]


def test_a_step_is_left_out_whatever_stands_in_its_row(desk) -> None:
    desk.post(REPORTS, typed(row("x", gone="on"), row(2), row(900, gone="on")))
    assert matter_steps(None, Matter.REPORT) == [step(2)]


def test_an_empty_row_is_no_step(desk) -> None:
    empty = {"days": "", "side": "after", "words": " "}
    desk.post(REPORTS, typed(row(2), empty))
    assert matter_steps(None, Matter.REPORT) == [step(2)]


@pytest.mark.parametrize("act", ["save", "nobody"])
def test_nobody_is_told_about_a_matter(act: str, desk) -> None:
    rows = [row(1, gone="on"), row(2, gone="on")] if act == "save" else [row(1), row(2)]
    page = desk.post(REPORTS, typed(*rows, act=act), follow=True).content.decode()
    assert matter_steps(None, Matter.REPORT) == []
    assert "不提醒任何人" in page


def test_more_rows_come_without_a_script_and_keep_what_was_typed(desk) -> None:
    page = desk.post(REPORTS, typed(row(2, words="第一句"), row("x"), act="more"))
    rows = page.context["rows"]
    assert page.status_code == 200 and len(rows.forms) == 4
    assert "第一句" in page.content.decode() and 'value="x"' in page.content.decode()
    assert not Ladder.objects.exists()


@pytest.mark.parametrize(
    ("faulty", "field", "words"),
    [
        (row("x"), "days", "整数"),
        (row(31), "days", "30"),
        (row(5, to=()), "to", "告知"),
        (row("", words="请"), "days", "请填写何时到达本级"),
        (row(2, to=("holder", "head")), "days", "同一天"),
        (row(9, to=("head",)), "to", "后一级"),
        (row(5, to=("mayor",)), "to", "列表"),
        (row(5, words="长" * 201), "words", "201"),
        (row(5, words="a\x00b"), "words", "无法"),
        (row(5, "beside"), "side", "列表"),
    ],
)
def test_a_fault_stands_at_its_step_and_what_was_typed_stays(
    faulty: dict[str, Any], field: str, words: str, desk
) -> None:
    page = desk.post(REPORTS, typed(row(2, words="第一句"), faulty))
    good, bad = page.context["rows"].forms
    assert page.status_code == 422 and not Ladder.objects.exists()
    assert not good.errors and words in str(bad.errors[field])
    assert "第一句" in page.content.decode()


def test_what_has_no_deadline_is_not_told_ahead(desk) -> None:
    address = reverse("notices:ladder-steps", args=["review"])
    page = desk.post(address, typed({"days": "-1", "to": ["holder"]}))
    assert "days" in page.context["rows"].forms[0].errors


def test_periods_off_pace_are_counted_from_one(desk) -> None:
    page = desk.post(PACE, typed({"days": "0", "to": ["head"]}))
    assert "days" in page.context["rows"].forms[0].errors
    desk.post(PACE, typed({"days": "1", "to": ["head"]}))
    assert [each.days for each in matter_steps(None, Matter.PACE)] == [1]


def test_more_steps_than_anybody_reads_are_refused(desk) -> None:
    page = desk.post(REPORTS, typed(*(row(day) for day in range(9))))
    assert page.status_code == 422 and not Ladder.objects.exists()


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"act": "save", "steps-TOTAL_FORMS": "x", "steps-INITIAL_FORMS": "0"},
        {"act": "more", "steps-TOTAL_FORMS": "9" * 30, "steps-INITIAL_FORMS": "-1"},
        {"act": "save", "steps-TOTAL_FORMS": "5000", "steps-INITIAL_FORMS": "5000"},
        {"act": "conjure"},
    ],
)
def test_a_form_that_the_browser_lost_changes_nothing(sent: dict[str, str], desk) -> None:
    assert desk.post(REPORTS, sent).status_code in (200, 422)
    assert not Ladder.objects.exists()


# Hours


def test_the_hours_of_letters_are_saved(desk) -> None:
    desk.post(HOURS, HOURS_TYPED | {"names_things": "on"})
    manner = Manner.objects.get()
    assert f"{manner.daily_at:%H:%M}" == "08:30" and manner.names_things


@pytest.mark.parametrize(
    ("field", "hour", "words"),
    [("daily_at", "九点", "17:30"), ("urgent_until", "07:00", "加急")],
)
def test_wrong_hours_are_named_beside_their_field(field: str, hour: str, words: str, desk) -> None:
    page = desk.post(HOURS, HOURS_TYPED | {field: hour})
    assert page.status_code == 422 and not Manner.objects.exists()
    assert words in str(page.context["manner"].errors[field])
    assert f'value="{hour}"' in page.content.decode()


# Who may


@pytest.mark.parametrize("name", OUTSIDE_THE_OFFICE)
def test_the_ladder_is_the_offices(name: str, client, request, plan) -> None:
    client.force_login(request.getfixturevalue(name))
    assert client.get(LADDER).status_code == client.get(REPORTS).status_code == 404
    posts = {REPORTS: typed(row(2)), CHOOSE: {"preset": "mild"}, HOURS: HOURS_TYPED, DROP: {}}
    for address, sent in posts.items():
        assert client.post(f"{address}?plan={plan.pk}", sent).status_code == 404
    assert not Ladder.objects.exists() and not Manner.objects.exists()


def test_an_inspector_may_as_well(client, ines) -> None:
    client.force_login(ines)
    assert client.get(LADDER).status_code == 200
    client.post(REPORTS, typed(row(2)))
    assert matter_steps(None, Matter.REPORT) == [step(2)]


@pytest.mark.parametrize("plan", ["x", "９", "9" * 30, ""])
def test_nonsense_for_a_plan_means_all_plans(plan: str, desk) -> None:
    assert desk.get(LADDER, {"plan": plan, "preset": "x"}).context["sheet"].plan is None


def test_a_plan_or_matter_that_does_not_exist_is_not_there(desk, plan) -> None:
    assert desk.get(LADDER, {"plan": plan.pk + 1}).status_code == 404
    assert desk.get(reverse("notices:ladder-steps", args=["weather"])).status_code == 404
    assert desk.post(DROP).status_code == 404


@pytest.mark.parametrize("plans", [1, 12])
def test_the_page_costs_the_same_however_many_plans_have_ladders(
    plans: int, desk, city, otto, now, django_assert_num_queries
) -> None:
    for _number in range(plans):
        own = make.plan(city)
        set_steps(plan_id=own.pk, matter=Matter.REPORT, steps=[step(2)], by=otto, now=now)
    # Session, person, memberships; the frame's count; ladders, steps, changes; hours; plans.
    with django_assert_num_queries(9):
        desk.get(LADDER)


def test_of_two_who_change_the_same_steps_the_second_is_told(desk, otto, now) -> None:
    opened = desk.get(REPORTS).context["seen"]
    set_steps(plan_id=None, matter=Matter.REPORT, steps=[step(9)], by=otto, now=now)
    page = desk.post(REPORTS, typed(row(2)) | {"seen": opened})
    assert page.status_code == 422 and "别人已经修改" in page.content.decode()
    assert [each.days for each in matter_steps(None, Matter.REPORT)] == [9]
    again = desk.post(REPORTS, typed(row(2)) | {"seen": page.context["seen"]})
    assert again.status_code == 422  # until the page is opened anew


def test_steps_of_another_matter_are_nobodys_business(desk, otto, now) -> None:
    opened = desk.get(REPORTS).context["seen"]
    set_steps(plan_id=None, matter=Matter.PACE, steps=[], by=otto, now=now)
    assert desk.post(REPORTS, typed(row(2)) | {"seen": opened}).status_code == 302


def test_channels_are_ticked_apart(desk) -> None:
    desk.post(REPORTS, typed(row(2, by=["email", "group"]), row(3, by=[])))
    ways = [each.by for each in matter_steps(None, Matter.REPORT)]
    assert ways == [frozenset(Channel), frozenset()]
