"""Acts of the API that pages have had for long: each does what its page does."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.models import SpecialDay
from indicators.models import LampChoice
from indicators.rules import PRESETS
from intake.models import Document
from notices.models import Ladder, Outlet
from plans.models import PlanState
from reports.models import Evidence, Waiver
from slips.models import Letterhead
from tasks.models import PartRefusal, Task
from tests import make
from units.models import AccountRequest, Membership, StandIn, Unit, UnitGroup, User
from units.rules import Role

JSON = "application/json"


@pytest.fixture
def ask(client: Any) -> Any:
    """POSTs as somebody, and returns the answer once it is a good one."""

    def ask(person: User, route: str, body: Any = None, *args: int, good: int = 200) -> Any:
        client.force_login(person)
        answer = client.post(reverse(route, args=args), body or {}, content_type=JSON)
        assert answer.status_code == good, answer.content.decode()
        return answer.json() if answer.content else None

    return ask


def test_an_account_is_asked_for_and_approved_by_two(ask, sam, sue) -> None:
    made = ask(sam, "account-list", {"username": "li", "name": "李明"}, good=201)
    assert made["password"]
    asked = AccountRequest.objects.get()
    assert ask(sue, "account-request-approve", None, asked.pk)["state"] == "approved"
    assert User.objects.get(username="li").is_active
    assert ask(sam, "account-close", None, made["id"])["is_active"] is False


@pytest.mark.parametrize("body", [{"username": "anna", "name": "x"}, {"username": "li"}, {}])
def test_what_is_no_account_is_told(body, client, sam, anna) -> None:
    client.force_login(sam)
    answer = client.post(reverse("account-list"), body, content_type=JSON)
    assert answer.status_code == 400
    assert not AccountRequest.objects.exists()


def test_a_role_is_granted_handed_over_and_ended(ask, sue, anna, north, south, vera) -> None:
    wish = {"user": anna.pk, "unit": south.pk, "role": "head"}
    held = ask(sue, "grant-list", wish, good=201)
    assert Membership.objects.get(pk=held["id"]).role == "head"
    over = {"leaver": anna.pk, "successor": vera.pk, "units": [south.pk]}
    (given,) = ask(sue, "grant-hand-over", over)
    assert given["user"] == vera.pk
    ask(sue, "grant-end", None, given["id"], good=204)
    assert not Membership.objects.live().filter(pk=given["id"]).exists()


def test_a_leaders_field_is_set(ask, sue, lena, north) -> None:
    held = lena.memberships.get()
    assert ask(sue, "grant-watched", {"units": [north.pk]}, held.pk)["watched_units"] == [north.pk]


def test_a_stand_in_is_arranged_and_withdrawn(ask, hugo, anna, rita, north) -> None:
    wish = {"unit": north.pk, "principal": anna.pk, "deputy": rita.pk, "reason": "培训"}
    days = {"starts_on": "2030-03-04", "ends_on": "2030-03-08"}
    made = ask(hugo, "stand-in-list", wish | days, good=201)
    assert ask(hugo, "stand-in-withdraw", None, made["id"])["state"] == "withdrawn"
    assert StandIn.objects.count() == 1


def test_units_names_and_groups_are_kept(ask, sam, city, north) -> None:
    wish = {"name": "市水利局", "kind": "department", "level": "city", "parent": city.pk}
    made = ask(sam, "unit-acts-add", wish, good=201)
    assert Unit.objects.get(pk=made["id"]).parent == city
    named = ask(sam, "unit-acts-names", {"name": "科创局", "kind": "alias"}, north.pk)
    assert "科创局" in [each["name"] for each in named["names"]]
    group = UnitGroup.objects.create(name="各区县", key="各区县")
    (member,) = ask(sam, "group-add-member", {"unit": north.pk}, group.pk)["members"]
    ask(sam, "group-end-member", None, member["id"], good=204)


def test_days_of_the_calendar_are_set_and_imported(ask, otto) -> None:
    ask(otto, "calendar-list", {"on": "2027-05-07", "works": False, "name": "市民节"})
    assert not SpecialDay.objects.get(on="2027-05-07").works
    lines = {"text": "2027年6月18日 休 云岭节"}
    assert ask(otto, "calendar-bring", lines)["changed"] == 1


def test_a_document_is_handed_in_and_read_again(client, ines, city, settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path
    client.force_login(ines)
    file = SimpleUploadedFile("方案.txt", "云岭市行动方案".encode())
    taken = client.post(reverse("document-list"), {"file": file, "issuer": city.pk})
    assert (taken.status_code, taken.json()["state"]) == (202, "queued")
    file.seek(0)
    again = client.post(reverse("document-list"), {"file": file, "issuer": city.pk})
    assert (again.status_code, again.json()["id"]) == (200, Document.objects.get().pk)


def test_lamps_are_chosen_for_a_plan(ask, otto, plan) -> None:
    preset = PRESETS["default"]
    bands = [
        {
            "code": band.code,
            "word_zh": band.word_zh,
            "word_en": band.word_en,
            "lamp": band.lamp.value,
            "shape": band.shape,
            "standing": band.standing.value,
            "up_to": None if band.up_to is None else str(band.up_to),
            "inclusive": band.inclusive,
            "within_days": band.within_days,
            "own_choice": band.own_choice,
        }
        for band in preset.bands
    ]
    wish = {name: getattr(preset, name) for name in ("code", "name_zh", "name_en", "raised_to")}
    more = {"distance": preset.distance.value, "misses_in_a_row": preset.misses_in_a_row}
    ask(otto, "plan-lamps-lamps", wish | more | {"bands": bands}, plan.pk, good=204)
    assert LampChoice.objects.get().plan == plan


def test_another_lamp_for_a_target_is_withdrawn_again(ask, ines, plan, north) -> None:
    target = make.target(plan, north)
    band = next(each.code for each in PRESETS["default"].bands if each.lamp.value == "red")
    wish = {"band": band, "reason": "现场核查未开工。"}
    ask(ines, "target-acts-override", wish, target.pk, good=204)
    assert target.verdicts.live().exclude(override_band="").count() == 1
    ask(ines, "target-acts-withdraw-override", None, target.pk, good=204)
    assert not target.verdicts.live().exclude(override_band="").exists()


def test_a_task_is_added_and_a_part_refused(ask, ines, plan, north, south, task) -> None:
    parts = [{"role": "lead", "unit": north.pk}, {"role": "assist", "unit": south.pk}]
    wish = {"plan": plan.pk, "title": "建设算力中心", "parts": parts}
    made = ask(ines, "task-new-add", wish, good=201)
    assert Task.objects.get(pk=made["id"]).state == "draft"
    reviewer = make.user("rolf", (south, Role.REVIEWER))
    part = task.assignments.get(role="assist")
    refused = ask(reviewer, "part-refuse", {"reason": "不属本单位职责。"}, part.pk)
    ask(ines, "refusal-insist", {"reason": "请继续承担。"}, refused["id"])
    assert PartRefusal.objects.get().decided_at is not None


def test_a_plan_is_closed_and_opened_again(ask, otto, plan) -> None:
    assert ask(otto, "plan-acts-close", {"reason": "到期"}, plan.pk)["state"] == PlanState.CLOSED
    assert ask(otto, "plan-acts-reopen", {"reason": "续"}, plan.pk)["state"] == PlanState.ACTIVE


def test_a_waiver_is_given_and_ended(ask, ines, task) -> None:
    wish = {"plan": task.plan_id, "task": task.pk, "starts_on": "2030-01-01", "reason": "暂缓"}
    given = ask(ines, "waiver-list", wish, good=201)
    assert ask(ines, "waiver-end", None, given["id"])["ended_at"]
    assert Waiver.objects.get().task == task


def test_a_file_proves_a_report_whose_draft_keeps_its_words(
    client, anna, report, settings, tmp_path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    client.force_login(anna)
    body = {"revision": 0, "percent": "40", "progress": "完成选址。"}
    saved = client.post(reverse("report-save", args=[report.pk]), body, content_type=JSON).json()
    file = SimpleUploadedFile("证书.pdf", b"%PDF-1.4 x")
    address = reverse("report-files-evidence", args=[report.pk])
    attached = client.post(address, {"revision": saved["revision"], "files": [file]})
    (kept,) = attached.json()["evidence"]
    shown = client.get(reverse("report-files-file", args=[report.pk, kept["id"]]))
    assert b"".join(shown.streaming_content) == b"%PDF-1.4 x"
    assert report.submissions.get().progress == "完成选址。"
    dropped = client.post(address, {"revision": attached.json()["revision"], "drop": [kept["id"]]})
    assert dropped.json()["evidence"] == []
    assert not Evidence.objects.exists()


def test_the_steps_of_chasing_are_set_and_begin_anew(ask, client, ines, plan) -> None:
    step = {"days": 3, "to": ["holder"], "by": ["email"]}
    wish = {"plan": plan.pk, "matter": "receipt", "steps": [step]}
    held = ask(ines, "ladder-steps", wish)
    assert [each["days"] for each in held["steps"] if each["matter"] == "receipt"] == [3]
    ask(ines, "ladder-choose", {"plan": plan.pk, "preset": "strict"})
    assert ask(ines, "ladder-drop", {"plan": plan.pk})["is_own"] is False
    assert not Ladder.objects.filter(plan=plan).exists()
    hours = {"daily_at": "08:45", "urgent_from": "08:00", "urgent_until": "18:00"}
    assert ask(ines, "ladder-hours", hours | {"names_things": True})["names_things"] is True


def test_an_outlet_is_added_changed_and_tried(ask, otto) -> None:
    address = "https://oapi.dingtalk.com/robot/send?access_token=0f1e2d3c4b5a6978"
    wish = {"name": "督查群", "kind": "dingtalk", "address": address}
    made = ask(otto, "outlet-acts-add", wish, good=201)
    ask(otto, "outlet-acts-change", {"name": "新群", "kind": "dingtalk"}, made["id"])
    ask(otto, "outlet-acts-try-it", None, made["id"], good=202)
    assert Outlet.objects.get().name == "新群"


def test_what_is_printed_on_slips_is_set(client, otto) -> None:
    client.force_login(otto)
    address = reverse("api-letterhead")
    shown = client.get(address).json()
    answer = client.put(address, shown | {"sign": "云督"}, content_type=JSON)
    assert (answer.status_code, answer.json()["sign"]) == (200, "云督")
    assert Letterhead.objects.get().sign == "云督"
    twice = shown | {"grades": [shown["grades"][0]] * len(shown["grades"])}
    assert client.put(address, twice, content_type=JSON).status_code == 400


def test_the_whole_inbox_is_read_at_once(ask, anna, report) -> None:
    make.notice(report, anna)
    assert ask(anna, "notice-acts-read-all")["read"] == 1
