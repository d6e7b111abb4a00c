"""The superior plans that a document says it implements."""

import re
from collections.abc import Iterable

from intake.reader.lines import Span, within
from intake.reader.vocabulary import any_of

from .frame import Frame
from .letterhead import HEADS, letters, shift
from .title_lines import TITLE_END
from .titles import printed_title, same_title, unwrapped

BASED = HEADS["based_on"]
VERB = re.compile(any_of(BASED["verbs"]))
NEVER = re.compile(BASED["never"])
REPORT = BASED["report"]
CHAPTERS = re.compile(any_of(BASED["chapters"]))
# The sentence that says why the plan is made names its superior plans, whatever their verb.
PURPOSE = re.compile(any_of(BASED["purpose"]))
# The end of what is implemented: …精神,…要求.
CLOSED = re.compile(
    "等?的?(?:有关|相关|文件|会议)*(?:精神|要求|部署|规定)(?=[,。;]|[和及](?!《)|$)"
)
ASKED = re.compile("请[^,。;]{0,12}$")
# 对《…》作了修订: the plan that this one replaces.
REPLACED = re.compile(any_of(BASED["replaced"]) + "$")
SHORTEST, LONG = 6, 8
BEFORE = 14  # the words before a verb in which a request would stand
SENTENCE = re.compile("[^。\n]{1,800}")
CHAPTER_LIMIT = 2000
# Titles without 《》 are known by their last word alone.
PLAN_END = re.compile(any_of(BASED["kinds"]) + "$")
AND = re.compile(f"(?:和|及|以及)(?=关于|[^,。]{{2,20}}关于.+{PLAN_END.pattern})")
ACCOUNTS_FOR_ITSELF = re.compile(f"本[^,。;《》]{{1,8}}?(?:{VERB.pattern})[^,。;]{{0,12}}《")


def find_superiors(frame: Frame) -> list[tuple[str, Span]]:
    """Titles, each with its place, in the order of the document."""
    own = frame.title.text if frame.title else ""
    found: dict[str, Span] = {}
    for span in (*_in_title(frame), *_in_text(frame)):
        title = unwrapped(printed_title(frame.view, 0, *span).strip())
        if _is_superior(frame.text[slice(*span)]) and not same_title(title, own):
            found.setdefault(title, span)
    return sorted(found.items(), key=lambda item: item[1])


def _is_superior(title: str) -> bool:
    long = len(letters(title)) >= SHORTEST
    return title == REPORT or (long and not NEVER.search(title) and bool(TITLE_END.search(title)))


def _in_title(frame: Frame) -> Iterable[Span]:
    """松口区落实《…》工作方案; 2024年《政府工作报告》重点任务分工."""
    if not frame.title:
        return
    start, end = frame.title.span
    for span in quoted(frame.text[start:end]):
        first, last = shift(start, span)
        if frame.text.endswith("落实", start, first - 1) or frame.text[first:last] == REPORT:
            yield first, last
    # The title in a letter writes 〈政府工作报告〉 inside 《》.
    if REPORT in frame.text[start:end] and f"〈{REPORT}〉" in frame.text[start:end]:
        place = frame.text.index(REPORT, start, end)
        yield place, place + len(REPORT)


def _in_text(frame: Frame) -> Iterable[Span]:
    """In the sentences above the chapters and in the chapters that tell the background."""
    chapters = [
        (clause.own[0], min(clause.own[1], clause.own[0] + CHAPTER_LIMIT))
        for clause in frame.outline.clauses
        if CHAPTERS.search(frame.text[slice(*clause.heading)])
    ]
    for start, end in (*frame.above, *chapters):
        for found in SENTENCE.finditer(frame.text, start, end):
            yield from implemented(frame.text, *found.span())
    for start, end in (*frame.near, *frame.tail):
        itself = ACCOUNTS_FOR_ITSELF.search(frame.text, start, end)
        if itself:
            yield from implemented(frame.text, itself.start(), end)


def implemented(text: str, start: int, end: int) -> Iterable[Span]:
    """贯彻落实《A》《B》和C方案: the titles that a sentence names behind its verbs."""
    spans = [shift(start, span) for span in quoted(text[start:end])]
    found: list[Span] = []
    for verb in VERB.finditer(text, start, end):
        inside = within(spans, verb.start()) or any(verb.start() < last for _, last in found[-1:])
        asked = ASKED.search(text[max(start, verb.start() - BEFORE) : verb.start()])
        if inside or asked:
            continue
        stop = _stop(text, verb.end(), end, spans)
        found += [span for span in spans if verb.end() <= span[0] < stop]
        found += _unquoted(text, verb.end(), stop, spans)
    yield from found
    purpose = PURPOSE.search(text, start, end)
    if purpose:
        named = (span for span in spans if span[0] < purpose.start())
        yield from (span for span in named if not REPLACED.search(text[start : span[0] - 1]))


def _stop(text: str, start: int, end: int, spans: list[Span]) -> int:
    """Where what is implemented ends: at 精神, or at a comma behind which no title follows."""
    for found in re.compile(f"{CLOSED.pattern}|,(?!《)").finditer(text, start, end):
        if not within(spans, found.start()):
            return found.start()
    return end


def _unquoted(text: str, start: int, end: int, spans: list[Span]) -> Iterable[Span]:
    """、福建省…方案和关于…的意见, behind a title in 《》 or before 精神."""
    listed = any(start <= first < end for first, _ in spans)
    closed = CLOSED.match(text, end)
    if not listed and not closed:
        return
    for found in re.compile("[^、,;()]+").finditer(text, start, end):
        for first, last in _apart(text, *found.span()):
            if any(first <= at < last for span in spans for at in span):
                continue
            words = text[first:last]
            if len(words) > LONG and PLAN_END.search(words):
                yield first, last


def _apart(text: str, start: int, end: int) -> Iterable[Span]:
    """A方案和关于B的意见: two titles."""
    cut = AND.search(text, start, end)
    yield from ((start, cut.start()), (cut.end(), end)) if cut else ((start, end),)


def quoted(text: str) -> list[Span]:
    """The titles in 《》, outermost."""
    spans, depth, begin = [], 0, 0
    for at, char in enumerate(text):
        if char == "《":
            begin = at + 1 if depth == 0 else begin
            depth += 1
        elif char == "》" and depth:
            depth -= 1
            if depth == 0:
                spans.append((begin, at))
    return spans
