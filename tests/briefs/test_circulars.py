"""The life of a circular: drafted from the data, approved, issued, found wrong, put right."""

import hashlib
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone, translation
from docx import Document

from briefs.models import Circular, OutdatedFigure
from briefs.queries import sheet
from briefs.queries.known import clashes_of, rows_behind
from briefs.queries.snapshot import snapshot_of
from briefs.rules.facts import Group
from briefs.rules.kinds import CircularKind
from briefs.rules.states import CircularState, CircularVerb
from briefs.services import (
    draft_circular,
    draft_erratum,
    note_outdated,
    save_circular,
)
from core.errors import Invalid, RuleBroken, Stale
from indicators.models import Indicator
from indicators.rules import Family
from indicators.services import classify_indicator
from tasks.models import Assignment
from tests import make
from tests.briefs.conftest import BEFORE, KNOWN_ON, measured
from tests.briefs.steps import issue, step
from units.models import UnitGroup

pytestmark = pytest.mark.django_db
V = CircularVerb
TOMORROW = timedelta(days=1)


def figures(circular):
    return {name: figure["value"] for name, figure in circular.content["figures"].items()}


def save(circular, by, now, **changes):
    wish = {name: getattr(circular, name) for name in ("title", "addressee", "body")} | changes
    return save_circular(
        circular_id=circular.pk, revision=circular.revision, **wish, by=by, now=now
    )


def test_targets_and_tasks_are_counted_apart(circular):
    found = figures(circular)
    assert [found[f"counted.{part}"] for part in ("listed", "met", "behind")] == [2, 1, 1]
    assert found["counted.met_share"] == found["counted.behind_share"] == "50.0"
    assert (found["tasks.listed"], found["tasks.behind"], found["economic.listed"]) == (1, 1, 0)
    assert [found[f"reports.{part}"] for part in ("due", "received", "missing")] == [1, 0, 1]


def test_the_laggards_are_named(circular, behind, late):
    assert f"{{target:{behind.pk}}}" in circular.body
    words = circular.content["figures"][f"target:{behind.pk}"]["words"]
    assert "市科技局" in words
    assert f"{{task:{late.pk}}}" in circular.body


def test_quotation_marks_of_a_name_are_single_only_inside_a_quotation(
    plan, north, report, ines, now
):
    target = make.target(plan, north, name="“免申即享”政策")
    measured(target, 1)
    content = draft_circular(
        kind=CircularKind.CIRCULAR, plan=None, known_on=KNOWN_ON, by=ines, now=now
    ).content
    assert "“‘免申即享’政策”" in content["figures"][f"target:{target.pk}"]["words"]
    (row,) = content["annex"]["targets"]
    assert row["name"] == "“免申即享”政策"


def test_a_draft_agrees_with_itself_and_with_what_was_known(circular):
    assert clashes_of(circular) == []


def test_what_comes_after_the_cut_off_changes_nothing(circular, behind, now):
    measured(behind, 190, at=now + TOMORROW)
    assert clashes_of(circular) == []


def test_a_figure_opens_the_list_behind_it(circular, behind):
    rows = rows_behind(circular, "counted.behind")
    assert [row.pk for row in rows] == [behind.pk]
    assert rows_behind(circular, "no.such") is None


def test_the_day_of_the_cut_off_must_be_over(plan, ines, otto, now):
    for day in (date(2026, 10, 14), date(2027, 1, 1)):
        with pytest.raises(RuleBroken):
            draft_circular(kind=CircularKind.CIRCULAR, plan=None, known_on=day, by=ines, now=now)


def test_without_a_plan_there_is_nothing_to_tell(plan, ines, otto, now):
    with pytest.raises(RuleBroken):
        draft_circular(
            kind=CircularKind.CIRCULAR, plan=None, known_on=date(2020, 1, 1), by=ines, now=now
        )


@pytest.mark.parametrize("kind", [CircularKind.CIRCULAR, CircularKind.BRIEF])
def test_of_a_plan_nothing_is_told_before_it_was_published(behind, ines, now, kind):
    behind.plan.published_at = BEFORE
    behind.plan.save(update_fields=["published_at"])
    for days, told in ((-2, False), (0, True)):
        known_on = BEFORE.date() + timedelta(days=days)
        wish = {"kind": kind, "plan": behind.plan, "known_on": known_on, "by": ines, "now": now}
        if told:
            draft_circular(**wish)
            continue
        with pytest.raises(RuleBroken):
            draft_circular(**wish)


def test_where_nothing_is_judged_nothing_is_said_to_be_on_pace(plan, ines, now):
    for kind in (CircularKind.CIRCULAR, CircularKind.BRIEF):
        found = draft_circular(kind=kind, plan=None, known_on=KNOWN_ON, by=ines, now=now)
        assert "均尚不能评判" in found.body
        assert "均未落后" not in found.body
        assert "保持进度" not in found.body


def test_without_a_period_there_is_no_closing_date_to_name(behind, ines, now):
    found = draft_circular(
        kind=CircularKind.CIRCULAR, plan=None, known_on=KNOWN_ON, by=ines, now=now
    )
    assert "数据截至{day}（下同）。" in found.body
    assert "{closing}" not in found.body


def test_a_number_cannot_be_typed_over(circular, ines, now):
    with pytest.raises(Invalid, match="37"), translation.override("en"):
        save(circular, ines, now, body="达到序时进度37项。")


def test_sentences_around_figures_can_be_changed(circular, ines, now):
    saved = save(circular, ines, now, body="好的有{counted.met}项。")
    assert saved.content["figures"]["targets.unnamed"]["value"] == 1


def test_a_contradiction_cannot_be_approved(circular, ines, otto, now):
    circular.content["figures"]["counted.met"]["value"] = 7
    circular.save(update_fields=["content"])
    with pytest.raises(RuleBroken, match="7"):
        step(circular, V.SUBMIT, ines, now=now)


def test_whoever_laid_it_before_the_head_does_not_approve_it(circular, otto, now):
    step(circular, V.SUBMIT, otto, now=now)
    with pytest.raises(RuleBroken):
        step(circular, V.APPROVE, otto, now=now)


def test_an_issued_one_is_frozen_with_its_file(circular, ines, otto, now):
    issued = issue(circular, ines, otto, now=now)
    assert issued.number == "2026年第1期"
    assert hashlib.sha256(issued.file.read()).hexdigest() == issued.file_sha256
    changes: list[dict[str, Any]] = [
        {"title": "别的"}, {"content": {}}, {"file_sha256": ""}, {"state": "draft"},
    ]  # fmt: skip
    for change in changes:
        with pytest.raises(DatabaseError), transaction.atomic():
            Circular.objects.filter(pk=issued.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        Circular.objects.filter(pk=issued.pk).delete()


def test_a_draft_is_not_frozen(circular):
    assert Circular.objects.filter(pk=circular.pk).update(title="别的") == 1


def test_a_form_that_is_stale_changes_nothing(circular, ines, now):
    step(circular, V.SUBMIT, ines, now=now)
    with pytest.raises(Stale):
        save(circular, ines, now)


def test_a_correction_shows_what_it_made_wrong(circular, behind, ines, otto, now):
    issue(circular, ines, otto, now=now)
    measured(behind, 190, at=now)
    assert note_outdated(circular_id=circular.pk, now=now) == 0
    assert note_outdated(circular_id=circular.pk, now=now + TOMORROW) > 0
    row = OutdatedFigure.objects.get(name="counted.met")
    assert (row.printed, row.now) == ("1", "2")
    assert "190" in row.because[0]["words"]


def test_a_correction_shows_which_rows_of_the_annexes_it_made_wrong(
    circular, behind, on_pace, ines, otto, now
):
    issued = issue(circular, ines, otto, now=now)
    # The text names only what is behind.
    assert f"target:{on_pace.pk}" not in issued.content["figures"]
    measured(on_pace, 101, at=now)
    note_outdated(circular_id=circular.pk, now=now + TOMORROW)
    wrong = {row.name: row for row in circular.outdated.all()}
    thing, unit = wrong[f"target:{on_pace.pk}"], wrong[f"unit:{on_pace.lead_unit_id}"]
    assert ("达到序时进度" in thing.printed, "未达" in thing.now) == (True, True)
    assert "101" in thing.because[0]["words"]
    assert unit.printed != unit.now
    assert "牵头任务" not in unit.printed


def test_an_erratum_names_annex_rows_and_until_when_it_knows(circular, behind, ines, otto, now):
    issue(circular, ines, otto, now=now)
    measured(behind, 190, at=now)
    erratum = draft_erratum(circular_id=circular.pk, by=ines, now=now + TOMORROW)
    changes = erratum.content["changes"]
    unit = changes[f"unit:{behind.lead_unit_id}"]["words"]
    assert unit.startswith(f"附件3中{behind.lead_unit.name}，原为")
    opening, *_lines, chart, closing = erratum.body.splitlines()
    known_on = timezone.localtime(now)
    assert f"截至{known_on.year}年{known_on.month}月{known_on.day}日" in opening
    assert (chart, closing) == ("附件3的图以上述数据为准。", "其他内容不变。")


def test_a_late_figure_is_no_correction(circular, on_pace, plan, ines, otto, now):
    issue(circular, ines, otto, now=now)
    measured(make.target(plan, on_pace.lead_unit, name="新目标"), 1, at=now)
    assert note_outdated(circular_id=circular.pk, now=now + TOMORROW) == 0


def test_what_was_printed_stays_in_its_family(circular, behind, ines, otto, now):
    issue(circular, ines, otto, now=now)
    classify_indicator(indicator_id=behind.indicator_id, family="economic", by=ines, now=now)
    assert clashes_of(circular) == []
    measured(behind, 190, at=now)
    note_outdated(circular_id=circular.pk, now=now + TOMORROW)
    assert OutdatedFigure.objects.get(name="counted.met").now == "2"


def test_a_new_circular_counts_by_the_family_that_the_office_chose(circular, behind, ines, now):
    classify_indicator(indicator_id=behind.indicator_id, family="economic", by=ines, now=now)
    snapshot = snapshot_of(circular.content["plans"], on=circular.known_on)
    assert [thing.pk for thing in snapshot.group(Group.ECONOMIC)] == [behind.pk]


def test_copies_are_printed_where_some_are_named(circular, ines, otto, now):
    assert sheet.printed(circular)["copies"] == ""
    saved = save(circular, ines, now, copies=" 市委办公室，市政协办公室。 ")
    issued = issue(saved, ines, otto, now=now)
    assert issued.printed["copies"] == "抄送：市委办公室，市政协办公室。"
    *_text, copies, _thin, imprint, _anchor = Document(BytesIO(issued.file.read())).paragraphs
    assert copies.text.strip() == issued.printed["copies"]
    assert imprint.text.strip().startswith("市督查室")


def test_copies_for_too_many_are_refused(circular, ines, otto, now):
    with pytest.raises(Invalid) as refused:
        save(circular, ines, now, copies="督" * 301)
    assert set(refused.value.faults) == {"copies"}


def test_an_erratum_puts_right_what_was_printed(circular, behind, ines, otto, now):
    issue(circular, ines, otto, now=now)
    measured(behind, 190, at=now)
    later = now + TOMORROW
    note_outdated(circular_id=circular.pk, now=later)
    erratum = issue(
        draft_erratum(circular_id=circular.pk, by=ines, now=later), ines, otto, now=later
    )
    circular.refresh_from_db()
    assert circular.state == CircularState.CORRECTED
    assert OutdatedFigure.objects.get(name="counted.met").erratum == erratum
    assert erratum.content["changes"]["counted.met"]["now"] == "2"
    assert clashes_of(circular) == clashes_of(erratum) == []


def test_without_a_correction_there_is_no_erratum(circular, ines, otto, now):
    issue(circular, ines, otto, now=now)
    with pytest.raises(RuleBroken):
        draft_erratum(circular_id=circular.pk, by=ines, now=now + TOMORROW)


def test_numbers_have_no_gaps(circular, ines, otto, now):
    numbers = []
    for _each in range(2):
        one = draft_circular(
            kind=CircularKind.CIRCULAR, plan=None, known_on=KNOWN_ON, by=ines, now=now
        )
        numbers.append(issue(one, ines, otto, now=now).serial)
    assert numbers == [1, 2]


def test_units_are_ranked_in_each_family_apart(circular, plan, north, south, ines, now):
    """The north bureau is behind in what is counted and leads in the economy."""
    units = {row["name"]: row for row in circular.content["annex"]["units"]}
    assert [units[each.name]["counted"]["rank"] for each in (north, south)] == [2, 1]
    assert [units[each.name]["economic"]["rank"] for each in (north, south)] == [None, None]
    for unit, value in ((north, 180), (south, 120)):
        target = make.target(plan, unit, name=f"地区生产总值{unit.pk}")
        Indicator.objects.filter(pk=target.indicator_id).update(family=Family.ECONOMIC)
        measured(target, value)
    other = draft_circular(
        kind=CircularKind.CIRCULAR, plan=plan, known_on=KNOWN_ON, by=ines, now=now
    )
    units = {row["name"]: row for row in other.content["annex"]["units"]}
    assert [units[each.name]["counted"]["rank"] for each in (north, south)] == [2, 1]
    assert [units[each.name]["economic"]["rank"] for each in (north, south)] == [1, 2]
    assert units[north.name]["economic"] == {"judged": 1, "met": 1, "share": "100.0", "rank": 1}


@pytest.mark.parametrize(("named", "told"), [
    ("各镇政府", "由一类单位牵头或未明确牵头单位"), ("", "未明确牵头单位"),
])  # fmt: skip
def test_annex_3_says_under_whom_tasks_without_one_lead_unit_stand(
    named, told, plan, on_pace, ines, otto, now
):
    if named:
        Assignment.objects.filter(task=make.task(plan, on_pace.lead_unit)).update(
            unit=None,
            group=UnitGroup.objects.create(name="镇", key="镇", scope=plan.issuer),
            as_written=named,
        )
    else:
        make.target(plan, None, name="无人牵头")
    drafted = draft_circular(
        kind=CircularKind.CIRCULAR, plan=None, known_on=KNOWN_ON, by=ines, now=now
    )
    assert drafted.content["annex"]["units"][-1]["name"] == told
