"""The two files, opened again."""

from datetime import date
from io import BytesIO
from time import perf_counter

import pytest
from django.utils import translation
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook

from briefs import excel, layout, paper, word
from briefs.queries import breakdown
from briefs.rules import Breakdown, Heading, Item
from plans.models import Clause
from tasks.models import Task
from tests import make

HEAD = ["序号", "重点任务", "工作内容及目标", "牵头单位", "配合单位", "完成时限"]


@pytest.fixture(autouse=True)
def _in_chinese():
    with translation.override("zh-hans"):
        yield


def opened(table):
    return load_workbook(BytesIO(excel.write_workbook(table, now=make.NOW))).active


def read(table):
    return Document(BytesIO(word.write_document(table, now=make.NOW)))


def item(**changes):
    fields = {
        "title": "培育企业",
        "work": "建立后备库。",
        "leads": "市科技局",
        "assists": "",
        "due": "",
    }
    return Item(number=1, **(fields | changes))


def table(*rows):
    return Breakdown("云岭市行动计划任务分解表", "云政发〔2026〕3号", "云岭市政府", rows)


def excel_rows(sheet):
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=excel.HEAD_ROW)]


def word_rows(document):
    return [[cell.text for cell in row.cells] for row in document.tables[0].rows]


@pytest.fixture
def written(plan, lena, north, south):
    """The plan's only task, under one heading, with units, as the portal has it."""
    text = "一、培育主体\n1.培育企业。建立后备库。（牵头单位：市科技局，参与单位：市财政局）"
    plan.source_text, start = text, text.index("1.")
    chapter = plan.clauses.get()
    own = Clause(plan=plan, parent=chapter, position=2, level=2, number="1", heading="培育企业")
    own.start, own.end = start, len(text)
    own.save()
    made = make.task(plan, north, south, clause=own, number="1", due_on=date(2026, 10, 31))
    Task.objects.filter(pk=made.pk).update(quote_start=start + 2, quote_end=start + 7)
    Clause.objects.filter(pk=chapter.pk).update(heading="培育主体", end=len(text))
    return breakdown(lena, plan)


def test_both_files_say_the_same(written):
    row = ["1", "培育企业", "建立后备库。", "市科技局", "市财政局", "2026年10月底"]
    assert word_rows(read(written)) == [HEAD, row]
    assert excel_rows(opened(written)) == [HEAD, [1, *row[1:]]]


def test_headings_span_the_whole_table():
    both = table(Heading(1, "一、培育主体"), item(), Heading(2, "（一）人才"), item())
    assert word_rows(read(both))[1] == ["一、培育主体"] * 6
    sheet = opened(both)
    assert {"A4:F4", "A6:F6"} <= {str(merged) for merged in sheet.merged_cells.ranges}
    assert (sheet["A4"].font.name, sheet["A6"].font.name) == ("黑体", "楷体")


def test_the_title_stands_above_the_table_in_its_own_face():
    sheet, document = opened(table(item())), read(table(item()))
    assert (sheet["A1"].value, sheet["A2"].value) == (
        "云岭市行动计划任务分解表",
        "云政发〔2026〕3号",
    )
    assert (sheet["A1"].font.name, sheet["A1"].font.sz) == ("方正小标宋简体", 22)
    title = document.paragraphs[0]
    assert title.text == "云岭市行动计划任务分解表"
    assert title.style.element.rPr.rFonts.get(qn("w:eastAsia")) == "方正小标宋简体"


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_text_that_looks_like_a_formula_stays_text(sign):
    sheet = opened(table(item(work=f"{sign}1+1", title=f"{sign}A1")))
    for cell in (sheet["B4"], sheet["C4"]):
        assert (cell.data_type, cell.quotePrefix) == ("s", True)
        assert cell.value.startswith(sign)


def test_the_workbook_prints_on_landscape_pages_that_repeat_the_head():
    sheet = opened(table(item()))
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
    assert (sheet.print_title_rows, sheet.print_area) == ("$3:$3", "'任务分解表'!$A$1:$F$4")
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert "&P" in sheet.oddFooter.right.text and "&P" in sheet.evenFooter.left.text


def test_the_document_prints_on_landscape_pages_that_repeat_the_head():
    document = read(table(item()))
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    assert document.tables[0].rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    for footer in (section.footer, section.even_page_footer):
        assert footer._element.find(f".//{qn('w:fldSimple')}").get(qn("w:instr")) == "PAGE"


def test_every_face_of_the_document_names_a_stand_in():
    parts = read(table(item())).part.package.iter_parts()
    fonts = next(part.blob.decode() for part in parts if part.partname == paper.FONT_TABLE)
    for face in layout.FACES:
        assert f'w:name="{face.name}"' in fonts
        assert f'w:altName w:val="{face.instead}"' in fonts


def test_every_cell_has_a_frame_and_every_row_room_for_its_text():
    sheet = opened(table(item(work="建立后备库。" * 20), Heading(1, "二、")))
    assert all(cell.border.top.style == "thin" for row in sheet["A3:F5"] for cell in row)
    # 120 letters at 22 to the line are six lines.
    assert sheet.row_dimensions[4].height >= 6 * layout.LINE_POINTS
    assert sheet.row_dimensions[5].height < 2 * layout.LINE_POINTS


def test_a_very_long_task_takes_several_rows_of_the_workbook():
    sheet = opened(table(item(work="建立后备库。" * 200)))
    merged = {str(span) for span in sheet.merged_cells.ranges}
    last = sheet.max_row
    assert f"A4:A{last}" in merged and last > 5
    assert "".join(sheet.cell(row, 3).value for row in range(4, last + 1)) == "建立后备库。" * 200
    assert max(sheet.row_dimensions[row].height for row in range(4, last + 1)) < 409


def test_a_plan_without_tasks_says_so():
    assert word_rows(read(table()))[1] == ["该方案没有任务。"] * 6
    assert opened(table())["A4"].value == "该方案没有任务。"


def test_five_hundred_tasks_are_written_within_seconds():
    long = table(*(item(work="建立后备库。" * 40, assists="市财政局、" * 10) for _ in range(500)))
    begun = perf_counter()
    sheet, document = opened(long), read(long)
    assert perf_counter() - begun < 20
    assert (sheet.max_row, len(document.tables[0]._tbl.tr_lst)) == (503, 501)
