"""What is printed around a title: bodies, numbers, days, labels, and the page's own words."""

import re
from collections.abc import Iterable, Sequence

from intake.reader.lines import Span
from intake.reader.units.names import is_body
from intake.reader.vocabulary import any_of, words

HEADS = words("heads")
DOC_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{1,14}(?:字)?[〔\[(【][ ]?(?:19|20)\d\d[ ]?[〕\])】](?:第)?\d{1,4}号"
)
# The view has lost the space before an hour: 2024-04-17 17:20 stands there as 2024-04-1717:20.
LAST = r"(?:\d{1,2}?(?=(?:[01]\d|2[0-3]):\d\d)|\d{1,2})"
NUMERIC_DATE = rf"(?:19|20)\d\d(?P<mark>[-/.])\d{{1,2}}(?:(?P=mark)){LAST}"
WRITTEN_DATE = (
    r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日"
    r"|[一二][〇○零O0一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
)
DATE = re.compile(f"{WRITTEN_DATE}|{NUMERIC_DATE}")
WRITTEN = re.compile(WRITTEN_DATE)
HOUR = re.compile(r" ?\d{1,2}:\d\d(?::\d\d)?")
# Groups that are addressed, and the columns of a table.
NO_ISSUER = re.compile("^各|^(?:责任|牵头|配合|参与|主办|协办|有关|相关|成员)(?:单位|部门)$")
NO_NAME = re.compile("[:;,。《》]")
PAGE = HEADS["page"]
PAGE_ROW = re.compile(any_of(PAGE["rows"]) + "[: |\t]")
PAGE_FIRST = re.compile(any_of(PAGE["first"]))
PAGE_WORD = re.compile(any_of(PAGE["words"]))
NEXT_LABEL = re.compile(r"[ |\t]+(?=[\u4e00-\u9fff ]{2,9}[:】])|[|\t]|【")


def letters(text: str) -> str:
    """What two printings of the same name or title share."""
    return re.sub(r"\W", "", text)


def are_bodies(text: str) -> bool:
    """Whether the words are one body, or several that issue together."""
    names = [name for name in re.split("[ 、\t\n]+", text) if name]
    return (
        bool(names)
        and not NO_NAME.search(text)
        and all(is_body(name) and not NO_ISSUER.search(name) for name in names)
    )


def pieces(text: str, start: int, end: int) -> list[Span]:
    """What stands apart on one line: a body, a number and a day may share it."""
    return [found.span() for found in re.compile("[^ \t|]+").finditer(text, start, end)]


def labelled(text: str, lines: Iterable[Span], labels: Sequence[str]) -> Iterable[Span]:
    """What stands behind one of the labels, up to the next one; labels may be s p a c e d."""
    spaced = ["[ ]?".join(label) for label in sorted(labels, key=len, reverse=True)]
    pattern = re.compile("(?<!传)(?:" + "|".join(spaced) + ")(?:(?P<sure>[:】])|[ |\t])[ |\t]*")
    for start, end in lines:
        for found in pattern.finditer(text, start, end):
            # Without a colon only the first words of a line are a label.
            if found["sure"] or found.start() == start:
                stop = NEXT_LABEL.search(text, found.end(), end)
                yield found.end(), stop.start() if stop else end


def only_date(text: str) -> bool:
    """Whether a line holds a day and nothing else (the hour of its posting aside)."""
    found = DATE.search(text)
    if not found:
        return False
    rest = text[: found.start()] + text[found.end() :]
    hour = HOUR.fullmatch(rest)
    return bool(hour) or (len(rest) <= 3 and not re.search("[\u4e00-\u9fff]{2}", rest))


def is_letterhead(text: str) -> bool:
    """A body, a document number or a day: what stands around a title, and no part of it."""
    return bool(DOC_NUMBER.search(text)) or only_date(text) or are_bodies(text)


def is_page(text: str) -> bool:
    """Whether a line belongs to the page around the document: navigation, buttons, counters."""
    names = [name for name in re.split("[ |>/·\t»:-]+", text) if name]
    bar = len(names) >= 5 and all(re.fullmatch("[\u4e00-\u9fff]{2,4}", name) for name in names)
    if PAGE_FIRST.match(text) or PAGE_ROW.match(text):
        return True
    return bar or all(PAGE_WORD.fullmatch(name) for name in names)


def number_start(text: str, start: int, end: int) -> int:
    """Words glued before the number (…的通知国办发〔2020〕43号, 文号:…) are no part of it."""
    head = text[start:end]
    glued = re.match(
        r".*(?:通知|意见|方案|计划|决定|办法|措施|文号|字号)(?=[\u4e00-\u9fff]{2})", head
    )
    return start + glued.end() if glued else start


def shift(offset: int, span: Span) -> Span:
    return offset + span[0], offset + span[1]
