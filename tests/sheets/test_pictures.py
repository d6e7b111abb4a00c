"""Pictures in a sheet become evidence of the reports on whose lines they lie."""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core.errors import RuleBroken
from plans.models import Plan
from reports.models import Evidence, Report
from reports.services import MOST_FILES, Papers, save_draft
from sheets import queries, services, wording
from sheets.models import Kind, Sheet
from sheets.services.pictures import tidy_pictures
from tests import make
from tests.sheets import books
from tests.sheets.books import (
    CONTENT,
    confirmed,
    downloaded,
    drafted,
    filled,
    outcomes,
    read,
    worked,
    write,
)
from tests.sheets.photos import OTHER, PNG, evidence, new_line, on, stored
from tests.sheets.ugly import pictures
from tests.sheets.ugly.table import Sheet as Table
from tests.sheets.ugly.table import book
from units.models import Unit, User

pytestmark = pytest.mark.usefixtures("english")


def test_a_picture_is_tied_to_its_line_and_nothing_is_saved_yet(shown: Sheet, media: Path) -> None:
    (picture,) = shown.lines.get().pictures
    assert (picture["cell"], picture["name"]) == ("G2", "填报 G2.png")
    assert stored(media) == [sha256(PNG).hexdigest() + ".png"]
    assert queries.tally(shown).pictures == 1
    assert not Evidence.objects.exists()


def test_it_becomes_evidence_of_what_is_saved(shown: Sheet, anna: User, report: Report) -> None:
    confirmed(shown, anna)
    proof = report.submissions.get().evidence.get()
    assert proof.file.read() == PNG
    assert (proof.name, proof.size, proof.added_by) == ("填报 G2.png", len(PNG), anna)
    assert (proof.sha256, proof.origin) == (sha256(PNG).hexdigest(), shown.origin)


def test_a_picture_alone_is_added_to_what_stands_there(
    north: Unit, anna: User, report: Report
) -> None:
    drafted(report, anna)
    sheet = read(on(downloaded(north), (2, PNG)), north, anna)
    assert outcomes(sheet) == {2: "changed"}
    confirmed(sheet, anna)
    assert report.submissions.get().content == CONTENT
    assert evidence(report) == [PNG]


def test_a_picture_on_an_empty_line_begins_a_draft(north: Unit, anna: User, report: Report) -> None:
    sheet = read(on(downloaded(north), (2, PNG)), north, anna)
    assert outcomes(sheet) == {2: "new"}
    assert queries.tally(sheet).incomplete == 1
    confirmed(sheet, anna)
    assert evidence(report) == [PNG]


def test_several_pictures_of_a_line_are_kept_and_the_same_one_once(
    north: Unit, anna: User, report: Report
) -> None:
    sheet = read(on(filled(north, new_line), (2, PNG), (2, OTHER), (2, PNG)), north, anna)
    assert [each["name"] for each in sheet.lines.get().pictures] == [
        "填报 G2.png",
        "填报 G2-2.png",
    ]
    confirmed(sheet, anna)
    assert evidence(report) == sorted([PNG, OTHER])


def test_what_the_report_has_already_is_not_kept_again(
    shown: Sheet, north: Unit, anna: User, report: Report
) -> None:
    confirmed(shown, anna)
    again = read(on(filled(north, new_line), (2, PNG), (2, PNG)), north, anna)
    assert outcomes(again) == {2: "same"}
    more = read(on(filled(north, new_line), (2, PNG), (2, OTHER)), north, anna)
    confirmed(more, anna)
    assert evidence(report) == sorted([PNG, OTHER])


def test_one_picture_on_two_lines_proves_both(
    north: Unit, anna: User, report: Report, target_report: Report, media: Path
) -> None:
    sheet = read(on(downloaded(north), (2, PNG), (3, PNG)), north, anna)
    confirmed(sheet, anna)
    assert evidence(report) == evidence(target_report) == [PNG]
    assert len(stored(media)) == 1


def test_a_picture_beside_all_lines_is_told_and_its_copy_is_gone(
    north: Unit, anna: User, report: Report, media: Path
) -> None:
    sheet = read(on(filled(north, new_line), (1, PNG), (9, OTHER)), north, anna)
    assert outcomes(sheet) == {2: "new"}
    (note,) = [
        wording.note(sheet, each) for each in sheet.notes if each["code"] == "picture_no_line"
    ]
    assert "2 (G1, G9)" in note
    assert stored(media) == []


def test_a_picture_on_a_refused_line_is_not_kept(north: Unit, anna: User, report: Report) -> None:
    wrong = filled(north, lambda s: write(s, 2, percent="一半"))
    sheet = read(on(wrong, (2, PNG)), north, anna)
    assert outcomes(sheet) == {2: "refused"}
    assert queries.tally(sheet).pictures == 0
    with pytest.raises(RuleBroken):
        confirmed(sheet, anna, only_good=True)
    assert not Evidence.objects.exists()


def notes(sheet: Sheet) -> list[tuple[str, str]]:
    return [(each["cell"], each["code"]) for each in sheet.lines.get(row=2).troubles]


@pytest.mark.parametrize(
    ("picture", "code"),
    [
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "kind"),
        (b"\x01\0\0\0" + bytes(36) + b" EMF" + bytes(60), "kind"),
        (b"GIF89a" + bytes(50), "kind"),
        (b"\x89PNG\r\n\x1a\n<html><script>alert(1)</script></html>", "kind"),
        (b"BM, said the minister", "kind"),
        (b"", "missing"),
        (PNG + bytes(30 << 20), "big"),
    ],
)
def test_what_is_no_picture_that_evidence_may_be_is_told_by_its_cell(
    picture: bytes, code: str, north: Unit, anna: User, report: Report, media: Path
) -> None:
    sheet = read(on(filled(north, new_line), (2, picture)), north, anna)
    assert outcomes(sheet) == {2: "new"}
    assert notes(sheet) == [("G2", f"picture_{code}")]
    assert stored(media) == []


def test_more_pictures_than_a_report_takes_are_told(
    north: Unit, anna: User, report: Report
) -> None:
    many = [(2, PNG + bytes([number])) for number in range(MOST_FILES + 2)]
    sheet = read(on(filled(north, new_line), *many), north, anna)
    assert notes(sheet) == [("G2", "picture_many")] * 2
    confirmed(sheet, anna)
    assert len(evidence(report)) == MOST_FILES


def test_a_report_that_takes_nothing_now_takes_no_picture(
    north: Unit, anna: User, report: Report
) -> None:
    drafted(report, anna)
    content = downloaded(north)
    Report.objects.filter(pk=report.pk).update(state="submitted")
    sheet = read(on(content, (2, PNG)), north, anna)
    assert outcomes(sheet) == {2: "same"}
    assert notes(sheet) == [("G2", "picture_closed")]


def test_work_that_is_done_is_proved_by_a_picture_of_its_line(
    north: Unit, anna: User, report: Report
) -> None:
    done = filled(north, lambda s: write(s, 2, percent=100, progress="已建成投用。"))
    assert "done_without_evidence" in read(done, north, anna).lines.get().doubts
    assert read(on(done, (2, PNG)), north, anna).lines.get().doubts == {}


def test_withdrawing_takes_the_pictures_off_drafts(
    shown: Sheet, anna: User, report: Report
) -> None:
    confirmed(shown, anna)
    services.withdraw_sheet(sheet_id=shown.pk, by=anna, now=make.NOW)
    assert not report.submissions.exists()
    assert not Evidence.objects.exists()


def test_withdrawing_leaves_a_draft_the_files_that_people_attached(
    north: Unit, anna: User, report: Report
) -> None:
    paper = SimpleUploadedFile("证书.pdf", b"%PDF a certificate")
    facts: dict[str, Any] = {"report_id": report.pk, "content": CONTENT, "by": anna}
    save_draft(**facts, revision=0, papers=Papers([paper]), now=make.NOW)
    sheet = read(on(filled(north, new_line), (2, PNG)), north, anna)
    confirmed(sheet, anna)
    assert evidence(report) == [b"%PDF a certificate", PNG]
    services.withdraw_sheet(sheet_id=sheet.pk, by=anna, now=make.NOW)
    assert report.submissions.get().content == CONTENT
    assert evidence(report) == [b"%PDF a certificate"]


def test_a_version_that_was_taken_back_hands_no_picture_on(
    shown: Sheet, anna: User, report: Report
) -> None:
    confirmed(shown, anna, submit=True)
    services.withdraw_sheet(sheet_id=shown.pk, by=anna, now=make.NOW)
    assert evidence(report) == [PNG]
    report.refresh_from_db()
    drafted(report, anna)
    assert report.submissions.count() == 2
    assert evidence(report) == []


def test_a_withdrawn_sheet_is_read_and_saved_again(
    shown: Sheet, anna: User, report: Report, media: Path
) -> None:
    confirmed(shown, anna, submit=True)
    services.withdraw_sheet(sheet_id=shown.pk, by=anna, now=make.NOW)
    services.read_again(sheet_id=shown.pk, by=anna, now=make.NOW)
    confirmed(worked(shown), anna, submit=True)
    assert evidence(report) == [PNG]
    assert len(stored(media)) == 1


def test_striking_a_picture_off_a_draft_leaves_the_sheet_its_file(
    shown: Sheet, anna: User, report: Report, media: Path, django_capture_on_commit_callbacks: Any
) -> None:
    confirmed(shown, anna)
    report.refresh_from_db()
    proof = report.submissions.get().evidence.get()
    with django_capture_on_commit_callbacks(execute=True):
        save_draft(
            report_id=report.pk,
            revision=report.revision,
            content=CONTENT,
            papers=Papers(drop=[proof.pk]),
            by=anna,
            now=make.NOW,
        )
    assert not Evidence.objects.exists()
    assert len(stored(media)) == 1


def test_a_departments_own_sheet_has_pictures_in_cells(
    north: Unit, anna: User, report: Report
) -> None:
    assert report.assignment is not None
    title = report.assignment.task.title
    rows: Sequence[Sequence[Any]] = [
        ("重点任务推进情况表", pictures.shown("ID_LOGO")),
        ("工作任务", "完成率（%）", "进展情况", "佐证照片"),
        (title, 62.5, "新增12家。", pictures.shown("ID_A")),
    ]
    content = book(
        Table(rows),
        extra=pictures.in_cells(
            {"ID_A": "1.png", "ID_LOGO": "2.png"}, {"1.png": PNG, "2.png": OTHER}
        ),
    )
    file = SimpleUploadedFile("推进表.xlsx", content)
    facts: dict[str, Any] = {"file": file, "name": "推进表.xlsx", "unit": north, "by": anna}
    receipt = services.receive_sheet(**facts, ends_on=books.CLOSING, now=make.NOW)
    (table,) = worked(receipt.sheet).layout["tables"]
    said: dict[str, Any] = {"columns": {table["signature"]: {}}, "by": anna, "now": make.NOW}
    sheet = worked(services.answer_sheet(sheet_id=receipt.sheet.pk, **said))
    assert outcomes(sheet) == {3: "new"}
    assert [each["code"] for each in sheet.notes] == ["picture_no_line"]
    confirmed(sheet, anna)
    assert evidence(report) == [PNG]


def test_a_worker_that_died_leaves_no_half_of_a_picture(
    north: Unit, anna: User, report: Report, media: Path
) -> None:
    sheet = books.upload(on(filled(north, new_line), (2, PNG)), north, anna)
    folder = media / "sheets" / "pictures" / str(sheet.pk)
    folder.mkdir(parents=True)
    name = sha256(PNG).hexdigest() + ".png"
    (folder / f"{name}.4711").write_bytes(PNG[:20])
    worked(sheet)
    assert stored(media) == [name]
    assert (folder / name).read_bytes() == PNG


def test_another_workers_pictures_are_left_alone(shown: Sheet, media: Path) -> None:
    (media / "sheets" / "pictures" / str(shown.pk) / "fresh.png").write_bytes(PNG)
    Sheet.objects.filter(pk=shown.pk).update(work_state="running", attempts=2)
    tidy_pictures(shown)
    assert "fresh.png" in stored(media)
    Sheet.objects.filter(pk=shown.pk).update(work_state="done")
    tidy_pictures(shown)
    assert "fresh.png" not in stored(media)


def test_pictures_among_values_of_targets_are_not_kept_and_told(
    otto: User, plan: Plan, north: Unit, media: Path
) -> None:
    target = make.target(plan, north)
    head = ("指标名称", "截止日期", "数值", pictures.shown("ID_A"))
    line = (target.indicator.name, "2026-09-30", 5)
    content = book(Table([head, line]), extra=pictures.in_cells({"ID_A": "1.png"}, {"1.png": PNG}))
    file = SimpleUploadedFile("数据.xlsx", content)
    facts: dict[str, Any] = {"file": file, "name": "数据.xlsx", "by": otto, "now": make.NOW}
    sheet = worked(services.receive_sheet(**facts, kind=Kind.MEASUREMENTS).sheet)
    assert [each["code"] for each in sheet.notes] == ["pictures_unused"]
    assert stored(media) == []
