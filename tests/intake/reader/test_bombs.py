"""Whatever is handed in ends in a text or in a sentence, soon and in little memory."""

import struct
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.reader import Unreadable
from intake.reader.files import read_bytes
from intake.reader.files.limits import LARGEST, MOST_CHARACTERS, MOST_PARTS
from intake.reader.unreadable import SENTENCES
from tests.intake.reader.making import (
    page_of,
    paragraph,
    pdf,
    refusal,
    root,
    row,
    rule,
    text_of,
    word,
    zipped,
)

SENTENCE = "到2027年底，全市建成科技园区3个。"
# Of work; the child that reads has 30 of them.
SECONDS = 15
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SUFFIXES = (".txt", ".md", ".html", ".docx", ".pdf", ".doc", ".wps", ".xlsx", ".ofd", ".exe", "")


@pytest.fixture(autouse=True)
def soon():
    """No test here may take long."""
    start = time.process_time()
    yield
    assert time.process_time() - start < SECONDS


def part(xml: str) -> bytes:
    return zipped({"word/document.xml": xml}, level=1)


def old_office(stream: str) -> bytes:
    return OLD + bytes(200) + stream.encode("utf-16-le")


def body(inner: str) -> bytes:
    return part(root("document", f"<w:body>{inner}</w:body>"))


def outcome(data: bytes, suffix: str) -> str:
    try:
        return read_bytes(data, name=f"plan{suffix}")
    except Unreadable as refused:
        return refused.sentence


# ---------------------------------------------------------------- far too much


def test_a_file_of_more_than_fifty_megabytes_is_refused_unread(tmp_path: Path):
    assert refusal(b"a" * (LARGEST + 1), "a.txt") == "too_large"


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_a_text_far_longer_than_any_plan_is_refused(name: str):
    line = f"<p>{SENTENCE}</p>" if name == "a.html" else SENTENCE
    data = f"{line}\n" * (MOST_CHARACTERS // len(SENTENCE) + 1)
    assert refusal(data.encode(), name) == "too_long"


def test_a_million_paragraphs_are_refused_before_they_are_read():
    assert refusal(body(paragraph(SENTENCE) * 100_000), "a.docx") == "too_long"
    assert refusal(body("<w:p/>" * 1_000_000), "a.docx") == "too_long"


def test_a_table_without_end_is_refused_before_it_fills_the_memory():
    assert refusal(body(f"<w:tbl>{row('甲', '乙') * 120_000}</w:tbl>"), "a.docx") == "too_long"


def test_cells_that_claim_to_be_wide_and_tall_are_refused():
    cell = f"<td rowspan=999 colspan=999>{SENTENCE * 50}</td><td>1</td><td>2</td>"
    page = f"<table>{f'<tr>{cell}</tr>' * 200}</table>"
    assert refusal(page.encode(), "a.html") == "too_long"


# ---------------------------------------------------------------- what unpacks to more than it says


def test_a_part_that_unpacks_to_hundreds_of_megabytes_is_refused():
    filler = f"<!--{'x' * 1000}-->" * 110_000
    assert refusal(body(paragraph(SENTENCE) + filler), "a.docx") == "bomb"


def test_a_part_that_lies_about_its_size_is_refused():
    data = bytearray(body(paragraph(SENTENCE) + " " * 50_000_000))
    entry = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, entry + 24, 900)
    struct.pack_into("<I", data, 22, 900)
    assert refusal(bytes(data), "a.docx") == "damaged"


def test_styles_that_fill_the_memory_are_refused():
    styles = '<w:style w:styleId="a"/>' * 1_000_000
    assert refusal(word(paragraph(SENTENCE), styles=styles), "a.docx") == "bomb"


def test_a_package_of_too_many_parts_is_refused():
    parts: dict[str, str | bytes] = {f"word/{number}.xml": "" for number in range(MOST_PARTS + 1)}
    assert refusal(zipped(parts), "a.docx") == "bomb"


LAUGHS = '<!ENTITY a0 "haha">' + "".join(
    f'<!ENTITY a{at} "{f"&a{at - 1};" * 10}">' for at in range(1, 10)
)
HIDDEN = f"<!--{'x' * 100_000}-->"


@pytest.mark.parametrize("before", ["", HIDDEN])
@pytest.mark.parametrize("entities", [LAUGHS, '<!ENTITY a9 SYSTEM "file:///etc/passwd">'])
def test_entities_are_neither_expanded_nor_fetched(entities: str, before: str):
    inner = paragraph(SENTENCE) + paragraph("&a9;")
    xml = root("document", f"<w:body>{inner}</w:body>")
    found = outcome(part(f"{before}<!DOCTYPE x [{entities}]>{xml}"), ".docx")
    assert found.strip() in (SENTENCE, SENTENCES["unsafe"], SENTENCES["damaged"])


# ---------------------------------------------------------------- what nests without end


def test_pages_nested_a_hundred_thousand_deep_are_refused():
    page = "<html><body>" + "<div>" * 100_000 + SENTENCE
    assert refusal(page.encode(), "a.html") == "damaged"


def test_content_controls_nested_a_hundred_thousand_deep_are_refused():
    deep = "<w:sdt><w:sdtContent>" * 100_000 + paragraph(SENTENCE)
    assert refusal(body(deep), "a.docx") == "damaged"


# ---------------------------------------------------------------- what is no document


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (old_office("WordDocument"), "a.docx", "old_word"),
        (old_office("Workbook"), "a.doc", "workbook"),
        (old_office("EncryptedPackage"), "a.docx", "locked"),
        (OLD, "a.wps", "old_word"),
        (b"WPS", "a.wps", "old_word"),
        (rb"{\rtf1\ansi plan}", "a.doc", "other_format"),
        (b"<?xml?><?mso-application progid='Word.Document'?><w/>", "a.doc", "other_format"),
        (zipped({"OFD.xml": "<ofd/>", "Doc_0/Document.xml": ""}), "a.ofd", "ofd"),
        (zipped({"xl/workbook.xml": ""}), "a.docx", "workbook"),
        (zipped({"ppt/presentation.xml": ""}), "a.pptx", "slides"),
        (zipped({"mimetype": "", "content.xml": ""}), "a.odt", "other_format"),
        (zipped({"plan.docx": "x"}), "a.zip", "archive"),
        (zipped({"readme": "x"}), "a.docx", "damaged"),
        (b"\x89PNG\r\n\x1a\n", "a.pdf", "picture"),
        (b"\xff\xd8\xff\xe0", "a.docx", "picture"),
        (b"MZ\x90\x00\x03" + bytes(60), "plan.txt", "program"),
        (b"\x7fELF\x02", "plan.docx", "program"),
        (b"Rar!\x1a\x07\x00", "a.rar", "archive"),
        (b"plan", "a.xls", "workbook"),
        (b"plan", "a.what", "unknown_kind"),
        (b"\x00" * 5000, "a.txt", "empty"),
        (b"PK\x03\x04" + bytes(200), "a.docx", "damaged"),
    ],
)  # fmt: skip
def test_what_is_no_document_is_refused_by_its_content(data: bytes, name: str, code: str):
    assert refusal(data, name) == code


@pytest.mark.parametrize("name", ["plan.pdf", "plan.doc", "plan.txt"])
def test_a_document_under_a_wrong_name_is_read(name: str):
    assert text_of(word(paragraph(SENTENCE)), name) == SENTENCE


# ---------------------------------------------------------------- anything at all

WHOLE = (
    word(paragraph(SENTENCE) + f"<w:tbl>{row('甲', '乙', '丙')}</w:tbl>", styles="", numbering=""),
    pdf(page_of(SENTENCE, SENTENCE)),
    f"<html><body><table><tr><td>{SENTENCE}</td></tr></table></body></html>".encode("gb18030"),
    (SENTENCE * 3).encode("utf-16"),
)


@settings(max_examples=300, deadline=5000)
@given(st.binary(max_size=600), st.sampled_from(SUFFIXES))
def test_any_bytes_give_a_text_or_a_sentence(data: bytes, suffix: str):
    assert outcome(data, suffix).strip()


@settings(max_examples=300, deadline=5000)
@given(st.data(), st.sampled_from(WHOLE), st.sampled_from(SUFFIXES))
def test_any_damage_to_a_file_gives_a_text_or_a_sentence(draw, data: bytes, suffix: str):
    damaged = bytearray(data)
    for _ in range(draw.draw(st.integers(1, 8))):
        damaged[draw.draw(st.integers(0, len(data) - 1))] = draw.draw(st.integers(0, 255))
    cut = draw.draw(st.integers(1, len(data)))
    assert outcome(bytes(damaged[:cut]), suffix).strip()


MARKS = ["<p>", "</p>", "<table>", "<tr>", "<td rowspan=3>", "<pre>", "<a>", "&#xD800;", "甲。"]
MARKS += ["<!--", "-->", "<script>", "<title>", "\0", "<h1>", "<br>", "</table>", "<p hidden>"]


@settings(max_examples=300, deadline=5000)
@given(st.lists(st.sampled_from(MARKS), max_size=60))
def test_any_page_gives_a_text_or_a_sentence(marks: list[str]):
    assert outcome("".join(marks).encode(), ".html").strip()


TAGS = ["p", "r", "t", "tbl", "tr", "tc", "sdt", "sdtContent", "ins", "del", "pPr", "numPr", "rPr"]
TAGS += ["tcPr", "gridSpan", "vMerge", "fldChar", "instrText", "footnoteReference", "txbxContent"]
VALUES = ["", "1", "-1", "9999999", "x", "begin", "separate", "end", "restart", "甲"]
MARKUP = st.recursive(
    st.just("甲"),
    lambda inner: st.tuples(st.sampled_from(TAGS), st.sampled_from(VALUES), st.lists(inner)).map(
        lambda made: (
            f'<w:{made[0]} w:val="{made[1]}" w:ilvl="{made[1]}" w:fldCharType="{made[1]}">'
            f"{''.join(made[2])}</w:{made[0]}>"
        )
    ),
    max_leaves=40,
)


@settings(max_examples=300, deadline=5000)
@given(st.lists(MARKUP))
def test_any_markup_of_word_gives_a_text_or_a_sentence(inner: list[str]):
    assert outcome(body("".join(inner)), ".docx").strip()


STROKES = st.tuples(*[st.integers(0, 600)] * 4, st.booleans())


@settings(max_examples=300, deadline=5000)
@given(st.lists(STROKES, max_size=30))
def test_any_lines_on_a_page_give_a_text(strokes: list[tuple[int, int, int, int, bool]]):
    """Half of the lines are level and the others upright, as those of tables are."""
    drawn = [rule(a, b, a if up else c, d if up else b) for a, b, c, d, up in strokes]
    text = text_of(pdf("".join(drawn) + page_of(*[SENTENCE] * 9)), "a.pdf")
    assert "".join(text.split()).count("园") == 9
