"""The day on which a document was issued."""

import re
from collections.abc import Iterable
from datetime import date

from intake.reader.dates import HAN_DIGITS
from intake.reader.lines import Span
from intake.reader.outline import number_value
from intake.reader.vocabulary import any_of

from .frame import Frame
from .letterhead import DATE, DOC_NUMBER, HEADS, WRITTEN, are_bodies, labelled, only_date, shift

PASSED = re.compile(any_of(HEADS["dates"]["passed"]))
POSTED_BESIDE = re.compile(any_of(HEADS["dates"]["posted_beside"]))
FOOTER = re.compile(f"(?P<day>{DATE.pattern})(?:[(](?:此件|公开)[^)]*[)])?(?:印发)?$")
LONGEST_POSTING = 60
SHORT_NAME = 6  # the end of a name whose beginning is glued to other words


def find_issued(frame: Frame) -> tuple[date, Span] | None:
    """Signed, else decided, else labelled as issued, else standing alone, else posted."""
    if frame.title and frame.title.explains:
        return None  # an article's days are its own
    for days in (_signed, _decided, _labelled, _beside, _alone, _printed, _posted):
        for span in days(frame):
            found = DATE.search(frame.text, *span)
            value = _value(found[0]) if found else None
            if found and value:
                return value, found.span()
    return None


def _signed(frame: Frame) -> Iterable[Span]:
    """Written below the issuer's name."""
    for group in (frame.near, frame.tail):
        for above, (start, end) in zip(group, group[1:], strict=False):
            day = frame.text[start:end]
            if only_date(day) and WRITTEN.search(day) and are_bodies(frame.text[slice(*above)]):
                yield start, end
        yield from (span for line in group for span in _glued(frame.text, *line))


def _glued(text: str, start: int, end: int) -> Iterable[Span]:
    """…请认真贯彻落实。云岭市人民政府办公室2024年1月18日(此件公开发布)"""
    found = FOOTER.search(text[start:end])
    row = "\t" in text[start:end]
    if found and not row and WRITTEN.match(found["day"]) and not found[0].endswith("印发"):
        before = re.split("[。,;:!]", text[start : start + found.start()])[-1].rstrip()
        if are_bodies(before) or are_bodies(before[-SHORT_NAME:]):
            yield shift(start, found.span("day"))


def _decided(frame: Frame) -> Iterable[Span]:
    """(2025年3月18日县委常委会会议审议通过) below the title."""
    for start, end in frame.under_title:
        text = frame.text[start:end]
        if text.startswith("(") and PASSED.search(text):
            yield start, end


def _labelled(frame: Frame) -> Iterable[Span]:
    return labelled(frame.text, frame.above, HEADS["dates"]["issued"])


def _beside(frame: Frame) -> Iterable[Span]:
    """On one line with the issuer or the number: 云政发〔2024〕2号 2024年1月18日."""
    for start, end in frame.above:
        found = FOOTER.search(frame.text[start:end])
        if found and not found[0].endswith("印发"):
            before = frame.text[start : start + found.start()].rstrip(" \t")
            if re.search(DOC_NUMBER.pattern + "$", before) or are_bodies(before):
                yield shift(start, found.span("day"))


def _alone(frame: Frame) -> Iterable[Span]:
    """On a line of its own above the chapters or, written out, at the end."""
    for start, end in frame.above:
        if only_date(frame.text[start:end]) and WRITTEN.search(frame.text, start, end):
            yield start, end
    yield from (span for span in frame.under_title if only_date(frame.text[slice(*span)]))
    for start, end in reversed(frame.tail):
        if only_date(frame.text[start:end]) and WRITTEN.search(frame.text, start, end):
            yield start, end


def _printed(frame: Frame) -> Iterable[Span]:
    """云岭市人民政府办公室 2021年5月27日印发, at the foot of the last page."""
    for start, end in (*frame.above, *frame.tail):
        found = FOOTER.search(frame.text[start:end])
        if found and found.start() and are_bodies(frame.text[start : start + found.start()]):
            yield shift(start, found.span("day"))


def _posted(frame: Frame) -> Iterable[Span]:
    """The day on which a page was put up: labelled, or in the line below its headline."""
    yield from labelled(frame.text, frame.above, HEADS["dates"]["posted"])
    for start, end in frame.above:
        text = frame.text[start:end]
        if (
            len(text) <= LONGEST_POSTING
            and not re.search("。|上传", text)
            and POSTED_BESIDE.search(text)
        ):
            yield start, end


def _value(day: str) -> date | None:
    parts = re.split("[年月日./-]", day)
    numbers = [int(parts[0].translate(HAN_DIGITS)), *(number_value(part) for part in parts[1:3])]
    try:
        return date(*numbers)
    except ValueError:
        return None
