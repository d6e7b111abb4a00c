"""Who issues a document, and under which number."""

import re
from collections.abc import Iterable
from itertools import zip_longest

from intake.reader.lines import Span
from intake.reader.vocabulary import any_of

from .frame import Frame
from .letterhead import (
    DATE,
    DOC_NUMBER,
    HEADS,
    WRITTEN,
    are_bodies,
    labelled,
    letters,
    number_start,
    only_date,
    pieces,
    shift,
)

PLACE = re.compile("[\u4e00-\u9fff]{1,12}?[省市县区州盟旗镇乡]")
NAMED = "(?P<issuer>[^:《》。,\n]{3,60}?)"
ISSUED_BY = re.compile(f"(?:^|[:,。]|经[^,。]{{2,30}},){NAMED}(?:关于)?(?:制定)?印发了?《?")
# The title of another document in front of its number.
QUOTED = re.compile("《([^《》]{2,80}(?:《[^》]*》)?[^《》]*)》[(（]$")
SIGNED_LINES = 6  # so many bodies may sign one below the other


def find_issuer(frame: Frame) -> Span | None:
    """Named in the title, in a label or a letterhead, in the signature, or in the text."""
    signed = _signature(frame)
    named = _in_title(frame)
    if named:
        return _in_full(frame.text, named, signed)
    return next(
        (
            span
            for span in (
                *_in_labels(frame),
                *_in_letterhead(frame),
                signed,
                *_in_brackets(frame),
                *_under_title(frame),
                *_in_sentences(frame),
                *_opening_title(frame),
            )
            if span
        ),
        None,
    )


def find_number(frame: Frame) -> Span | None:
    """The document's own number: not one that is quoted behind the title of another document."""
    explains = frame.title is not None and frame.title.explains
    for start, end in frame.near if explains else frame.above:
        for found in DOC_NUMBER.finditer(frame.text, start, end):
            first = number_start(frame.text, *found.span())
            before = frame.text[max(start, first - 90) : first]
            quoted = QUOTED.search(before)
            if _explained(frame, quoted[1]) if quoted else (start, end) in frame.above:
                return first, found.end()
    return None


def _explained(frame: Frame, quoted: str) -> bool:
    """An article quotes the number of the plan that it explains."""
    if not frame.title or not frame.title.explains:
        return False
    own, other = letters(frame.title.text), letters(quoted)
    return own in other or other in own


# ---------------------------------------------------------------- named in or around the title


def _in_title(frame: Frame) -> Span | None:
    """云岭市人民政府关于…; 云岭市关于… names a place only."""
    title = frame.title
    if not title or not title.issuer or PLACE.fullmatch(frame.text[slice(*title.issuer)]):
        return None
    return title.issuer


def _in_full(text: str, named: Span, signed: Span | None) -> Span:
    """区人民政府办公室关于…, signed 松口区人民政府办公室."""
    short = letters(text[slice(*named)])
    full = letters(text[slice(*signed)]) if signed else ""
    return signed if signed and full.endswith(short) and len(full) > len(short) else named


def _in_labels(frame: Frame) -> Iterable[Span]:
    for start, end in labelled(frame.text, frame.above, HEADS["issuer"]["labels"]):
        start, end = frame.view.trim(start, end)
        if are_bodies(frame.text[start:end]):
            yield start, end
            continue
        first = frame.text.find(" ", start, end)
        if first > 0 and are_bodies(frame.text[start:first]):
            yield start, first


def _in_letterhead(frame: Frame) -> Iterable[Span]:
    """云岭市人民政府文件; bodies on a line of their own above a letter's 关于印发…."""
    for (start, end), following in zip_longest(frame.above, frame.above[1:], fillvalue=(0, 0)):
        if frame.text.endswith("文件", start, end) and are_bodies(frame.text[start : end - 2]):
            yield start, end - 2
        opens = re.match("(?:关于)?(?:印发|转发|批转|公布)", frame.text[slice(*following)])
        if opens and are_bodies(frame.text[start:end]):
            yield start, end


# ---------------------------------------------------------------- signed


def _signature(frame: Frame) -> Span | None:
    """The bodies above the day, as written by hand; a table's days are written in digits."""
    for group in (frame.near, frame.tail):
        for index, (start, end) in enumerate(group):
            day = frame.text[start:end]
            if index and only_date(day) and WRITTEN.search(day):
                signed = _bodies_above(frame, group, index)
                if signed:
                    return signed
    return None


def _bodies_above(frame: Frame, group: list[Span], index: int) -> Span | None:
    last = index
    while last > max(0, index - SIGNED_LINES):
        text = frame.text[slice(*group[last - 1])]
        if "\t" in text or "、" in text or not are_bodies(text):
            break
        last -= 1
    return (group[last][0], group[index - 1][1]) if last < index else None


def _in_brackets(frame: Frame) -> Iterable[Span]:
    """(云岭市人民政府2023年5月26日第31次常务会议审议通过) below the title."""
    for start, end in frame.under_title:
        found = re.fullmatch(
            f"[(](?P<by>[^()]+?)(?:{DATE.pattern})[^()]*[)]", frame.text[start:end]
        )
        if found and are_bodies(found["by"]):
            yield shift(start, found.span("by"))


def _under_title(frame: Frame) -> Iterable[Span]:
    """Bodies on a line below the title, with a number or a day beside them, or alone."""
    for start, end in frame.under_title:
        rest, bodies = list[Span](), list[Span]()
        for span in pieces(frame.text, start, end):
            (bodies if are_bodies(frame.text[slice(*span)]) else rest).append(span)
        told = [frame.text[slice(*span)] for span in rest]
        if bodies and all(only_date(text) or DOC_NUMBER.search(text) for text in told):
            yield bodies[0][0], bodies[-1][1]


# ---------------------------------------------------------------- said in the text


def _in_sentences(frame: Frame) -> Iterable[Span]:
    """近日,云岭市人民政府办公室印发《…》: in an article, or above a plan that is printed whole."""
    own = letters(frame.title.text) if frame.title else ""
    for start, end in frame.near:
        for found in ISSUED_BY.finditer(frame.text, start, end):
            said = letters(frame.text[found.end() : end])
            by = frame.view.trim(*found.span("issuer"))
            if own and said.startswith(own) and are_bodies(frame.text[slice(*by)]):
                yield by


def _opening_title(frame: Frame) -> Iterable[Span]:
    """云岭市科学技术局2024年工作总结…"""
    if not frame.title:
        return
    text = frame.text[slice(*frame.title.span)]
    found = re.match(rf"(?P<by>\D{{4,28}}?)(?={any_of(['关于'])}|(?:19|20)\d\d年)", text)
    if found and are_bodies(found["by"]) and not PLACE.fullmatch(found["by"]):
        yield shift(frame.title.span[0], found.span("by"))
