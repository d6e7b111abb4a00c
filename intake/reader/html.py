"""A page of a government site → the document on it, without the page around it."""

import re
from collections.abc import Iterator

import lxml.html
from lxml import etree

from .tabular import table_line
from .unreadable import Unreadable
from .vocabulary import words

SKIPPED = set(words("formats")["html"]["skipped"])
BLOCKS = set(words("formats")["html"]["blocks"])
FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:share|nav|navbar|menu|crumbs?|breadcrumb|sidebar|footer|foot|toolbar|related"
    r"|qrcode|print|fontsize|copyright|banner)(?:$|[\s_-])",
    re.I,
)
# Sites publish the facts about an article in these, by a national standard.
FACTS = {"articletitle": "", "pubdate": "发布日期:"}
MAIN_SHARE = 0.9


def html_text(source: str) -> str:
    """The text of the page's main part, its title first, block after block."""
    source = re.sub(r"^\s*<\?xml[^>]*\?>", "", source)  # lxml refuses text that names an encoding
    try:
        page = lxml.html.document_fromstring(source)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("empty") from error
    body = page.find("body")
    main = _main(body if body is not None else page)
    text = _tidy("".join(_pieces(main)))
    above = [line for line in _facts(page, main) if line and line not in text]
    return "\n".join([*above, text])


def _facts(page: lxml.html.HtmlElement, main: lxml.html.HtmlElement) -> list[str]:
    facts = {
        (meta.get("name") or "").lower(): (meta.get("content") or "").strip()
        for meta in page.iter("meta")
    }
    lines = [label + facts[name] for name, label in FACTS.items() if facts.get(name)]
    outside = [
        heading for heading in page.iter("h1", "ucaptitle") if main not in heading.iterancestors()
    ]
    headings = [
        " ".join(heading.text_content().split()) for heading in outside if heading is not main
    ]
    lines += headings[:1] if headings and not facts.get("articletitle") else []
    if not lines:
        title = page.findtext(".//title") or ""
        lines = [re.split(r"[_|—]|\s-\s", title)[0].strip()]
    return lines


def _main(body: lxml.html.HtmlElement) -> lxml.html.HtmlElement:
    """The smallest part of the page that holds nearly all its full stops."""
    weight: dict[lxml.html.HtmlElement, int] = {}
    for element in body.iter():
        own = sum(
            text.count("。") for text in (element.text, *(child.tail for child in element)) if text
        )
        if own and not _is_skipped(element):
            for holder in (element, *element.iterancestors()):
                weight[holder] = weight.get(holder, 0) + own
    total, main = weight.get(body, 0), body
    while total:
        inner = [child for child in main if weight.get(child, 0) >= MAIN_SHARE * total]
        if not inner or inner[0].tag in ("p", "table", "tbody", "tr"):
            break
        main = inner[0]
    return main


def _is_skipped(element: lxml.html.HtmlElement) -> bool:
    if not isinstance(element.tag, str) or element.tag in SKIPPED:
        return True
    return (
        bool(FURNITURE.search(f"{element.get('class') or ''} {element.get('id') or ''}"))
        and element.tag != "body"
    )


def _pieces(root: lxml.html.HtmlElement) -> Iterator[str]:
    """Text in order, a line break around every block.

    A loop and no recursion, so that a page nested thousands deep cannot exhaust the stack.
    """
    stack: list[tuple[lxml.html.HtmlElement | None, str]] = [(root, "")]
    while stack:
        element, tail = stack.pop()
        if element is None:
            yield tail
            continue
        if _is_skipped(element) and element is not root:
            continue
        if element.tag == "br":
            yield "\n"
            continue
        if element.tag == "table" and _is_data(element):
            yield from ("\n" + line for line in _rows(element))
            yield "\n"
            continue
        block = element.tag in BLOCKS
        yield "\n" if block else ""
        yield _flat(element.text)
        stack.append((None, "\n" if block else ""))
        for child in reversed(element):
            stack.append((None, _flat(child.tail)))
            stack.append((child, ""))


def _flat(text: str | None) -> str:
    return re.sub(r"[ \t\r\n\xa0]+", " ", text) if text else ""


def _is_data(table: lxml.html.HtmlElement) -> bool:
    """Whether a table holds data rather than the layout of the page."""
    rows = table.findall(".//tr")
    wide = sum(len(row.findall("td")) + len(row.findall("th")) >= 3 for row in rows)
    return len(rows) >= 2 and wide * 2 >= len(rows) and table.find(".//table") is None


def _rows(table: lxml.html.HtmlElement) -> Iterator[str]:
    """One line a row; a cell that spans rows is repeated in each of them."""
    pending: dict[int, tuple[str, int]] = {}
    for row in table.iter("tr"):
        cells: list[str] = []
        for cell in (
            [*row.findall("td"), *row.findall("th")]
            if row.find("td") is None
            else row.iterchildren("td", "th")
        ):
            _repeat(cells, pending)
            text = " ".join(cell.text_content().split())
            span = cell.get("rowspan") or "1"
            if span.isdigit() and 1 < int(span) < 500:
                pending[len(cells)] = (text, int(span) - 1)
            cells.append(text)
        _repeat(cells, pending)
        yield table_line(cells)


def _repeat(cells: list[str], pending: dict[int, tuple[str, int]]) -> None:
    while len(cells) in pending:
        text, left = pending.pop(len(cells))
        if left > 1:
            pending[len(cells)] = (text, left - 1)
            cells.append(text)
            continue
        cells.append(text)


def _tidy(text: str) -> str:
    lines = [line.strip(" ") for line in text.split("\n")]
    return re.sub("\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
