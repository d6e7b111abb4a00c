"""Makes small files of every kind, for the tests of how they are read."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from html import escape
from itertools import groupby

import pytest

from intake.reader import Unreadable
from intake.reader.files import read_bytes

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
OTHERS = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
HEAD = "云岭市工作方案"


def zipped(parts: Mapping[str, str | bytes], level: int = 6) -> bytes:
    """A package of those parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return stream.getvalue()


def relations(targets: dict[str, str]) -> str:
    items = "".join(
        f'<Relationship Id="{kind}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for kind, target in targets.items()
    )
    return f'<Relationships xmlns="{PACKAGE}">{items}</Relationships>'


def word(body: str, **parts: str) -> bytes:
    """A .docx with that body and those parts (styles, numbering, footnotes …), all in WordML."""
    files: dict[str, str | bytes] = {
        "_rels/.rels": relations({"officeDocument": "word/document.xml"}),
        "word/_rels/document.xml.rels": relations({kind: f"{kind}.xml" for kind in parts}),
        "word/document.xml": root("document", f"<w:body>{body}</w:body>"),
    }
    files |= {f"word/{kind}.xml": root(kind, content) for kind, content in parts.items()}
    return zipped(files)


def root(name: str, content: str) -> str:
    return f'<w:{name} xmlns:w="{WORD}" xmlns:r="{OFFICE}" {OTHERS}>{content}</w:{name}>'


def paragraph(text: str = "", *, properties: str = "", runs: str = "") -> str:
    own = f"<w:r><w:t>{text}</w:t></w:r>" if text else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{own}{runs}</w:p>"


def row(*cells: str, properties: str = "") -> str:
    inner = "".join(cell if cell.startswith("<w:tc>") else cell_of(cell) for cell in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inner}</w:tr>"


def cell_of(text: str, properties: str = "", more: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}{more}</w:tc>"


def text_of(data: bytes, name: str = "plan.docx") -> str:
    return read_bytes(data, name=name)


def refusal(data: bytes, name: str) -> str:
    """The code with which a file is refused."""
    with pytest.raises(Unreadable) as refused:
        read_bytes(data, name=name)
    assert refused.value.sentence.endswith(".")
    return refused.value.code


# ---------------------------------------------------------------- PDF, written by hand

FONT = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H"
    " /DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light"
    " /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 0 >> >>] >>"
)
SIZE = 12


def words_at(x: float, y: float, text: str) -> str:
    """What a page says at a place; a character is 12 points wide."""
    return f"BT /F1 {SIZE} Tf {x} {y} Td <{text.encode('utf-16-be').hex()}> Tj ET\n"


def rule(x0: float, y0: float, x1: float, y1: float) -> str:
    return f"{x0} {y0} m {x1} {y1} l S\n"


def lattice(xs: Sequence[float], ys: Sequence[float]) -> str:
    """The lines of a table with cells between those places."""
    across = [rule(xs[0], y, xs[-1], y) for y in ys]
    return "".join([*across, *(rule(x, ys[0], x, ys[-1]) for x in xs)])


def page_of(*lines: str, top: int = 780) -> str:
    """A page of lines, 20 points apart."""
    return "".join(words_at(72, top - 20 * at, line) for at, line in enumerate(lines))


def pdf(*pages: str, more: str = "") -> bytes:
    """A PDF of pages given as what is drawn on them; `more` goes into each page's dictionary."""
    numbers = range(4, 4 + 2 * len(pages), 2)
    kids = " ".join(f"{number} 0 R" for number in numbers)
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>",
        FONT,
    ]
    for number, content in zip(numbers, pages, strict=True):
        objects += [
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources"
            f" << /Font << /F1 3 0 R >> >> /Contents {number + 1} 0 R {more} >>",
            f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        ]
    return _numbered(objects)


def _numbered(objects: list[str]) -> bytes:
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{content}\nendobj\n".encode("ascii")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer << /Size {size} /Root 1 0 R >>\n"
    return data + f"{end}startxref\n{len(data)}\n%%EOF".encode("ascii")


# ---------------------------------------------------------------- a text as a file of each kind

WIDE, LONG = 38, 34


def _in_blocks(text: str, block: Callable[[str], str], table: Callable[[list[str]], str]) -> str:
    """Lines as paragraphs, runs of lines with tabs as tables."""
    pieces: list[str] = []
    for has_cells, group in groupby(text.split("\n"), key=lambda line: "\t" in line):
        lines = [*group]
        pieces += [table(lines)] if has_cells else map(block, lines)
    return "".join(pieces)


def as_word(text: str) -> bytes:
    def table(lines: list[str]) -> str:
        return f"<w:tbl>{''.join(row(*escape(line).split(chr(9))) for line in lines)}</w:tbl>"

    return word(_in_blocks(text, lambda line: paragraph(escape(line)), table))


def as_page(text: str) -> bytes:
    def table(lines: list[str]) -> str:
        rows = ("".join(f"<td>{escape(cell)}</td>" for cell in line.split("\t")) for line in lines)
        return f"<table>{''.join(f'<tr>{cells}</tr>' for cells in rows)}</table>"

    body = _in_blocks(text, lambda line: f"<p>　　{escape(line)}</p>", table)
    return f"<html><meta charset=gb2312><body><div>{body}</div></body></html>".encode("gb18030")


def as_pdf(text: str) -> bytes:
    """Set in lines of 38 characters, paragraphs set in by two, 34 lines and a number a page."""
    lines: list[tuple[int, str]] = []
    for whole in text.split("\n"):
        lines.append((2, whole[: WIDE - 2]))
        rest = whole[WIDE - 2 :]
        lines += [(0, rest[at : at + WIDE]) for at in range(0, len(rest), WIDE)]
    pages = [lines[at : at + LONG] for at in range(0, len(lines), LONG)]
    return pdf(*(_set(page, number) for number, page in enumerate(pages, 1)))


def _set(page: list[tuple[int, str]], number: int) -> str:
    words = "".join(
        words_at(60 + SIZE * depth, 790 - 20 * at, text)
        for at, (depth, text) in enumerate(page)
        if text.strip()
    )
    return words + words_at(280, 40, f"— {number} —")
