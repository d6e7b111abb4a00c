"""PDFs with text are read as they are printed, without what stands on every page."""

import io

import pytest
from pypdf import PdfReader, PdfWriter

from intake.reader.files.flowing import Line, flowed
from intake.reader.files.furniture import without_furniture
from intake.reader.files.limits import MOST_PAGES
from intake.reader.files.ruled import Rule, find_grids
from tests.intake.reader.making import (
    as_pdf,
    lattice,
    page_of,
    pdf,
    refusal,
    rule,
    text_of,
    words_at,
)

SENTENCE = "到二〇二七年底，全市建成科技园区三个，引进科研机构十家。"


def lines(*pages: str, more: str = "") -> list[str]:
    return text_of(pdf(*pages, more=more), "plan.pdf").split("\n")


def test_lines_are_read_in_order():
    assert lines(page_of("云岭市工作方案", SENTENCE)) == ["云岭市工作方案", SENTENCE]


def test_headers_and_page_numbers_go_from_every_page():
    pages = [
        page_of("云岭市人民政府文件", *[f"{SENTENCE}（{name}）"] * 5, f"— {number} —")
        for number, name in enumerate("甲乙丙丁", 1)
    ]
    assert set(lines(*pages)) == {f"{SENTENCE}（{name}）" for name in "甲乙丙丁"}


def test_what_one_page_says_at_its_edge_stays():
    pages = [
        [Line(name, size=12) for name in page] for page in ("方案一二三四", "戊己庚", "辛", "壬")
    ]
    assert without_furniture(pages) == pages


def test_paragraphs_are_whole_again_also_over_pages():
    text = "\n".join(SENTENCE * count for count in (1, 9, 2, 30, 1, 4, 3, 1))
    assert text_of(as_pdf(text), "a.pdf") == text


def test_an_empty_line_stays_an_empty_line():
    text = "\n".join(["云岭市工作方案", "", *[SENTENCE * 3] * 4])
    assert text_of(as_pdf(text), "a.pdf") == text


# The margins are 0 and 300 where paragraphs are set in, 0 and 310 where they are not.
OPENS = [Line("建设", left=24, right=300, size=12), Line("园区。", right=36, size=12)]


@pytest.mark.parametrize(
    ("line", "following", "whole"),
    [
        (Line("建成园", right=300, size=12), Line("区。", right=24, size=12), True),
        (Line("建成。", right=300, size=12), Line("学校", right=24, size=12), True),
        (Line("建成园", right=300, size=12), Line("区。", left=24, right=48, size=12), False),
        (Line("建成园", right=200, size=12), Line("区。", right=24, size=12), False),
        (Line("建成园", right=230, size=12), Line("2027年", right=60, size=12), True),
        (Line("建成。", right=230, size=12), Line("2027年", right=60, size=12), False),
        (Line("建成园", right=300, size=12), Line("区。", right=24, size=16), False),
        (Line("建成园", right=300, size=12), Line("1\t区"), False),
    ],
)
def test_a_line_goes_on_where_it_is_full_and_nothing_opens(
    line: Line, following: Line, whole: bool
):
    page = flowed([[*OPENS * 3, line, following, *OPENS]])[0]
    assert (line.text + following.text in page) is whole


def test_two_columns_are_read_one_after_the_other():
    whole = SENTENCE.replace("。", "，") * 12
    text = f"　　{whole}"
    pieces = [text[at : at + 18] for at in range(0, len(text), 18)]
    half = len(pieces) // 2
    left = [words_at(60, 700 - 20 * at, piece) for at, piece in enumerate(pieces[:half])]
    right = [words_at(320, 700 - 20 * at, piece) for at, piece in enumerate(pieces[half:])]
    assert lines("".join(left + right)) == [whole]


# ---------------------------------------------------------------- tables

XS = [72, 120, 260, 400]


def cells(y: float, *texts: str) -> str:
    return "".join(words_at(x + 4, y, text) for x, text in zip(XS, texts, strict=False) if text)


def test_a_table_with_lines_becomes_rows_of_cells():
    table = lattice(XS, [700, 670, 640, 610])
    rows = cells(680, "序号", "任务", "责任单位") + cells(650, "1", "建设园区", "市科技局")
    found = lines(page_of(SENTENCE) + table + rows + cells(620, "2", "建设学校", "市教育局"))
    assert found == [
        SENTENCE,
        "序号\t任务\t责任单位",
        "1\t建设园区\t市科技局",
        "2\t建设学校\t市教育局",
    ]


def test_a_cell_across_rows_and_columns_is_repeated():
    frame = lattice([72, 400], [700, 610]) + rule(72, 670, 400, 670) + rule(120, 640, 400, 640)
    uprights = rule(120, 700, 120, 610) + rule(260, 670, 260, 610)
    words = cells(680, "类别", "责任单位") + cells(655, "民生", "市教育局", "市财政局")
    found = lines(frame + uprights + words + cells(620, "", "市科技局", "市民政局"))
    assert found == [
        "类别\t责任单位\t责任单位",
        "民生\t市教育局\t市财政局",
        "民生\t市科技局\t市民政局",
    ]


def test_words_broken_by_a_narrow_cell_are_whole_again_and_lists_keep_their_lines():
    table = lattice(XS, [700, 670, 610, 580])
    task = words_at(124, 650, "建设科技创新产业示范") + words_at(124, 630, "园区")
    units = words_at(264, 650, "市科技局") + words_at(264, 630, "市财政局")
    found = lines(table + cells(680, "序号", "任务", "责任单位") + cells(650, "1") + task + units)
    assert found[1] == "1\t建设科技创新产业示范园区\t市科技局 市财政局"


def test_a_table_over_two_pages_stays_one():
    head = cells(780, "序号", "任务", "责任单位")
    first = lattice(XS, [800, 770, 740]) + head + cells(750, "1", "建设科技园区和配套", "市科技局")
    second = lattice(XS, [800, 770, 740, 710]) + head + cells(750, "", "道路")
    found = lines(first, second + cells(720, "2", "建设学校", "市教育局"))
    assert found == [
        "序号\t任务\t责任单位", "1\t建设科技园区和配套道路\t市科技局", "2\t建设学校\t市教育局",
    ]  # fmt: skip


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_table_on_its_side_is_read_as_one_looks_at_it(turn: int):
    upright = lattice(XS, [700, 670, 640]) + cells(680, "序号", "任务", "单位")
    upright += cells(650, "1", "建设园区建设园区", "市科技局市科技局")
    writer = PdfWriter(PdfReader(io.BytesIO(pdf(upright))))
    writer.pages[0].rotate(turn)
    writer.pages[0].transfer_rotation_to_content()
    writer.pages[0].rotate(360 - turn)
    stream = io.BytesIO()
    writer.write(stream)
    assert text_of(stream.getvalue(), "plan.pdf") == text_of(pdf(upright), "plan.pdf")


def test_a_row_that_the_page_cuts_has_no_line_below_and_is_still_a_row():
    level = [Rule(y, 0, 300) for y in (100, 80)]
    upright = [Rule(x, 50, 100) for x in (0, 100, 300)]
    (grid,) = find_grids(level, upright)
    assert grid.rows == (100, 80, 50)


def test_a_frame_around_the_words_is_no_table():
    assert lines(lattice([60, 500], [800, 700]) + page_of(SENTENCE)) == [SENTENCE]


def test_a_line_below_the_head_is_no_table():
    assert lines(rule(60, 770, 500, 770) + page_of("云岭市人民政府文件", SENTENCE))[1] == SENTENCE


def test_a_drawing_of_many_lines_is_no_table():
    rules = [Rule(place * 3, 0, 900) for place in range(400)]
    assert find_grids(rules, rules) == []


# ---------------------------------------------------------------- what cannot be read


def locked(data: bytes, user: str, owner: str) -> bytes:
    writer = PdfWriter(PdfReader(io.BytesIO(data)))
    writer.encrypt(user, owner, algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def test_a_password_locks_and_a_ban_on_copying_does_not():
    data = pdf(page_of(SENTENCE))
    assert refusal(locked(data, "secret", "secret"), "a.pdf") == "locked"
    assert text_of(locked(data, "", "owner"), "a.pdf") == SENTENCE


def test_pictures_of_pages_are_refused():
    picture = "q 500 0 0 700 50 50 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x41 EI Q\n"
    assert refusal(pdf(picture, picture + page_of("— 2 —")), "a.pdf") == "scanned_pdf"


def test_a_broken_table_of_contents_is_mended():
    data = pdf(page_of(SENTENCE))
    assert text_of(data.replace(b"startxref\n", b"startxref\n9"), "a.pdf") == SENTENCE


def test_half_a_pdf_is_damaged():
    assert refusal(pdf(page_of(SENTENCE))[:120], "a.pdf") == "damaged"


def test_too_many_pages_are_refused_before_they_are_read():
    assert refusal(pdf(*[""] * (MOST_PAGES + 1)), "a.pdf") == "too_many_pages"
