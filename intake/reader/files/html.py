"""A page of a government site → the document on it, without the page around it."""

import re
from collections.abc import Iterator

import lxml.html
from lxml import etree
from lxml.html import HtmlElement

from intake.reader.unreadable import Unreadable
from intake.reader.vocabulary import any_of

from .limits import joined
from .main_text import SITE, Page, without_buttons
from .tabular import Cell, table_lines

BLOCKS = set(SITE["blocks"])
# Sites publish the facts about an article in these, by a national standard.
TITLE, DATE = "articletitle", "pubdate"
FACT = re.compile(rf"({any_of(SITE['facts'])})[:：]?(.*)")
LONGEST_FACT = 60
# <title> names the site after the article.
SITE_NAME = re.compile(r"_|\||\s-\s|--")
XML_HEAD = re.compile(r"^\s*<\?xml[^>]*\?>")


def html_text(source: str) -> str:
    """The text of the page's main part, its title first, block after block."""
    # lxml refuses text that names an encoding, and zeros end a page for it.
    source = XML_HEAD.sub("", source).replace("\0", "")
    page = _tree(source)
    body = page.find("body")
    weighed = Page(body if body is not None else page)
    metas = {(meta.get("name") or "").lower(): meta.get("content") for meta in page.iter("meta")}
    title = metas.get(TITLE) or SITE_NAME.split(page.findtext(".//title") or "")[0]
    title = " ".join(title.split())
    main = weighed.main(title)
    lines = joined(_lines(main, weighed))
    facts = [*_title(weighed, main, title), *_facts(weighed.root, metas.get(DATE))]
    return "\n".join([*(fact for fact in facts if fact not in lines), lines])


def _tree(source: str) -> HtmlElement:
    """The page as a tree; what nests deeper than any page would come without its words."""
    parser = lxml.html.HTMLParser(huge_tree=True)
    try:
        tree = lxml.html.document_fromstring(source, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("empty") from error
    if any(entry.level_name == "FATAL" for entry in parser.error_log):
        raise Unreadable("damaged")
    return tree


def _title(weighed: Page, main: HtmlElement, title: str) -> Iterator[str]:
    """The title where it stands outside the main part."""
    heading = weighed.heading(weighed.root, title)
    if heading is not None and heading is not main and main not in heading.iterancestors():
        yield " ".join(heading.text_content().split())
    elif title and heading is None:
        yield title


def _facts(root: HtmlElement, date: str | None) -> Iterator[str]:
    """What a site prints about a document beside it, label and value in neighbouring cells."""
    if date:
        yield f"发布日期:{date.strip()}"
    for element in root.iter("td", "th", "dt", "li", "span", "strong", "b", "label"):
        text = "".join(element.itertext())
        found = FACT.fullmatch("".join(text.split())) if len(text) <= LONGEST_FACT else None
        following = element.getnext()
        value = found[2] if found else ""
        if found and not value and following is not None:
            value = " ".join("".join(following.itertext()).split())
        if found and len(value) <= LONGEST_FACT and re.search(r"\d", value):
            yield f"{found[1]}：{value}"


def _lines(main: HtmlElement, page: Page) -> Iterator[str]:
    """The lines of a part, never two empty ones in a row."""
    last = ""
    for line in joined(_pieces(main, page), between="").split("\n"):
        kept = without_buttons(line.strip(" "))
        if kept or last:
            yield kept
        last = kept


def _pieces(root: HtmlElement, page: Page) -> Iterator[str]:
    """Text in order, a line break around every block.

    A loop and no recursion, so that a page nested thousands deep cannot exhaust the stack.
    """
    stack: list[tuple[HtmlElement | None, str, bool]] = [(root, "", False)]
    while stack:
        element, tail, exact = stack.pop()
        if element is None:
            yield tail
            continue
        if page.is_furniture(element) and element is not root:
            continue
        if element.tag == "br":
            yield "\n"
            continue
        if element.tag == "table" and _is_record(element):
            continue
        if element.tag == "table" and _is_data(element):
            yield "\n" + joined(table_lines(_rows(element))) + "\n"
            continue
        block = element.tag in BLOCKS
        exact = exact or element.tag == "pre"
        yield ("\n" if block else "") + _flat(element.text, exact)
        stack.append((None, "\n" if block else "", exact))
        for child in reversed(element):
            stack.append((None, _flat(child.tail, exact), exact))
            stack.append((child, "", exact))


def _flat(text: str | None, exact: bool) -> str:
    """Text as a browser shows it: breaks in the source count only where the page says so."""
    if not text:
        return ""
    return re.sub(r"[ \t\r\xa0]+" if exact else r"[ \t\r\n\xa0]+", " ", text)


# ---------------------------------------------------------------- tables


def _is_record(table: HtmlElement) -> bool:
    """Whether a table only says where the site keeps the document."""
    first = next(table.iter("td", "th"), None)
    text = "" if first is None else "".join("".join(first.itertext()).split())
    return text.rstrip(":：") in SITE["records"]


def _is_data(table: HtmlElement) -> bool:
    """Whether a table holds data rather than the layout of the page."""
    rows = [sum(map(_wide, row.iterchildren("td", "th"))) for row in table.iter("tr")]
    broad = sum(width >= 3 for width in rows)
    tall = any(_number(cell, "rowspan") > 1 for cell in table.iter("td", "th"))
    enough = broad * 2 >= len(rows) or (tall and broad > 0)
    return len(rows) >= 2 and enough and table.find(".//table") is None


def _rows(table: HtmlElement) -> Iterator[list[Cell]]:
    for row in table.iter("tr"):
        yield [
            Cell(" ".join(_cell_pieces(cell)), wide=_wide(cell), tall=_number(cell, "rowspan"))
            for cell in row.iterchildren("td", "th")
        ]


def _cell_pieces(cell: HtmlElement) -> Iterator[str]:
    """The paragraphs of a cell: names in it may stand one below the other."""
    text = ""
    for element in cell.iter():
        if element is not cell and (element.tag in BLOCKS or element.tag == "br"):
            yield text
            text = ""
        text += element.text or "" if isinstance(element.tag, str) else ""
        text += element.tail or "" if element is not cell else ""
    yield text


def _wide(cell: HtmlElement) -> int:
    return _number(cell, "colspan")


def _number(cell: HtmlElement, name: str) -> int:
    text = cell.get(name) or ""
    return max(1, int(text)) if text.isdecimal() and len(text) < 5 else 1
