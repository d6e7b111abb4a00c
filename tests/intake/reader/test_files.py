"""Files of every kind → text, or a sentence that says why not."""

import io
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from pypdf import PdfWriter

from intake.reader import Unreadable
from intake.reader.files import read_bytes, read_file, read_path
from intake.reader.files.encodings import decode
from tests.intake.reader.making import as_page, as_pdf, as_word, text_of

TEXT = "云岭市工作方案\n一、任务\n（一）建设园区。建成园区3个。（市科技局负责）"


def word(*paragraphs: str, style: str | None = None) -> docx.document.Document:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph, style=style)
    return document


def content(document: docx.document.Document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def refusal(data: bytes, name: str) -> str:
    with pytest.raises(Unreadable) as refused:
        read_bytes(data, name=name)
    assert refused.value.sentence.endswith(".")
    return refused.value.code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_text_is_read_in_any_encoding(encoding: str):
    assert decode(TEXT.encode(encoding)) == TEXT


def test_a_broken_byte_does_not_spoil_a_text():
    data = (TEXT * 20).encode("gb18030") + b"\xff"
    assert read_bytes(data, name="a.txt").startswith("云岭市工作方案")


def test_word_paragraphs_and_tables_come_in_order():
    document = word("云岭市工作方案")
    table = document.add_table(rows=1, cols=3)
    for cell, words in zip(table.rows[0].cells, ("序号", "任务", "责任单位"), strict=True):
        cell.text = words
    document.add_paragraph("附则")
    text = read_bytes(content(document), name="a.docx")
    assert text == "云岭市工作方案\n序号\t任务\t责任单位\n附则"


def test_numbers_that_word_makes_are_printed():
    document = word("建设园区。", "建设学校。", style="List Number")
    assert read_bytes(content(document), name="a.docx") == "1.建设园区。\n2.建设学校。"


def test_merged_cells_are_repeated():
    table = (document := word()).add_table(rows=2, cols=3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "市科技局"
    table.cell(0, 1).text, table.cell(1, 1).text = "甲", "乙"
    lines = read_bytes(content(document), name="a.docx").splitlines()
    assert [line.split("\t")[0] for line in lines] == ["市科技局", "市科技局"]


def test_a_page_is_read_without_the_site_around_it():
    page = (
        "<html><head><meta charset='gb2312'><title>云岭市工作方案_云岭市人民政府</title></head>"
        "<body>"
        "<div class='nav'>首页</div><div><p>一、任务。略。</p><p>（一）建设园区。</p></div>"
        "<div class='footer'>版权所有</div><script>alert('。')</script></body></html>"
    )
    text = read_bytes(page.encode("gb18030"), name="a.html")
    assert text.split() == ["云岭市工作方案", "一、任务。略。", "（一）建设园区。"]


def test_a_page_nested_two_hundred_deep_is_read():
    page = "<html><body>" + "<div>" * 200 + "<p>建设园区。</p>"
    assert "建设园区" in read_bytes(page.encode(), name="a.html")


def test_a_table_on_a_page_keeps_its_rows():
    row = "<tr><td>{}</td><td>{}</td><td>{}</td></tr>"
    page = (
        "<html><body><table>"
        + row.format("序号", "任务", "单位")
        + row.format(1, "甲", "乙")
        + "</table></body></html>"
    )
    assert "1\t甲\t乙" in read_bytes(page.encode(), name="a.html")


def test_markdown_loses_its_marks_and_keeps_its_tables():
    text = (
        "# 云岭市工作方案\n**一、任务**\n| 序号 | 任务 | 单位 |\n|---|:-:|---|\n| 1 | 甲 | 乙 |\n"
    )
    lines = read_bytes(text.encode(), name="a.md").split("\n")
    assert lines == ["云岭市工作方案", "一、任务", "序号\t任务\t单位", "1\t甲\t乙"]


def test_a_pdf_without_text_and_a_locked_one_are_refused():
    writer = PdfWriter()
    writer.add_blank_page(width=200, height=200)
    stream = io.BytesIO()
    writer.write(stream)
    assert refusal(stream.getvalue(), "a.pdf") == "scanned_pdf"
    writer.encrypt("secret")
    locked = io.BytesIO()
    writer.write(locked)
    assert refusal(locked.getvalue(), "a.pdf") == "locked"


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.txt", "empty"),
        (b" \n\t ", "a.txt", "empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "a.doc", "old_word"),
        (b"PK\x03\x04broken", "a.docx", "damaged"),
        (b"%PDF-1.4 broken", "a.pdf", "damaged"),
        (bytes(range(1, 32)) * 50, "a.txt", "not_text"),
        (b"GIF89a", "a.gif", "picture"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(data: bytes, name: str, code: str):
    assert refusal(data, name) == code


def test_a_file_that_is_not_there_is_refused(tmp_path: Path):
    with pytest.raises(Unreadable) as refused:
        read_file(tmp_path / "none.txt")
    assert refused.value.code == "no_file"


PAPERS = sorted((Path(__file__).parent / "papers").glob("*.txt"))


def squeezed(text: str) -> list[str]:
    return [line for line in ("".join(line.split()) for line in text.split("\n")) if line]


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.stem)
def test_a_paper_is_the_same_text_in_word(path: Path):
    text = read_path(path)
    assert squeezed(text_of(as_word(text))) == squeezed(text)


def same_lines(make: Callable[[str], bytes], name: str, papers: list[Path]) -> float:
    """The share of the papers' lines that stand in the files made of them."""
    kept = total = 0
    for path in papers:
        text = read_path(path)
        found = set(squeezed(text_of(make(text), name)))
        wanted = squeezed(text)
        kept, total = kept + sum(line in found for line in wanted), total + len(wanted)
    return kept / total


def test_papers_are_the_same_text_on_a_page():
    """Except for what sites write around a document, which some papers bring along."""
    assert same_lines(as_page, "a.html", PAPERS) > 0.98


def test_papers_are_the_same_text_in_a_pdf():
    without_tables = [path for path in PAPERS if "\t" not in read_path(path)]
    assert same_lines(as_pdf, "a.pdf", without_tables) > 0.97


def test_the_same_document_reads_the_same_from_text_and_from_word(tmp_path: Path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="gb18030")
    (tmp_path / "a.docx").write_bytes(as_word(TEXT))
    assert read_file(tmp_path / "a.txt").as_format() == read_file(tmp_path / "a.docx").as_format()
