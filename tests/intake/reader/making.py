"""Makes small files of every kind, for the tests of how they are read."""

import io
import zipfile

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


def zipped(parts: dict[str, str | bytes], level: int = 6) -> bytes:
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
