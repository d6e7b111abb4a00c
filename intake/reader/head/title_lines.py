"""The lines near the beginning that may print a title, each alone and with the next ones."""

import re
from collections.abc import Iterable

from intake.reader.lines import Span, View
from intake.reader.vocabulary import any_of

from .letterhead import (
    DATE,
    DOC_NUMBER,
    HEADS,
    are_bodies,
    is_letterhead,
    is_page,
    labelled,
    number_start,
)

TITLE = HEADS["title"]
KIND = any_of(TITLE["kinds"])
TITLE_END = re.compile(f"(?:{KIND})(?:[(（〔][^()（）]{{1,24}}[)）〕])*$")
ANNEX = re.compile(TITLE["annex"])
BRACKETED = re.compile("[(（〔][^()（）〔〕]{2,24}[)）〕](?:的通知)?")
LETTER = any_of(TITLE["letter"])
LETTER_OPENS = re.compile(f"关于|{LETTER}")
LETTER_ENDS = re.compile(TITLE["letter_ends"])
CARRIES_ON = re.compile(any_of(TITLE["carries_on"]))
LEFT_OPEN = re.compile(any_of([*TITLE["carries_on"], "关于", "制定", "制订"]) + "$")
LONGEST, LONGEST_LINE, MOST_LINES = 150, 110, 4


def title_lines(view: View, lines: list[Span]) -> list[Span]:
    """Short lines that are no sentences, each behind the longer titles that it may open."""
    spans = [span for line in lines[:3] if (span := _glued_to_number(view.plain, *line))]
    short = list(short_lines(view, lines))
    close = _smallest_gap(short)
    for index, (start, end) in enumerate(short):
        end = _before_number(view.plain, start, end)
        run = [(start, end)]
        for following in short[index + 1 : index + MOST_LINES]:
            if following[1] - start > LONGEST or not _continued(view.plain, run, following, close):
                break
            run.append(following)
        spans += [(start, last) for _, last in reversed(run)]
    return spans


def short_lines(view: View, lines: list[Span]) -> Iterable[Span]:
    """The lines that are neither sentences nor the page's own, without 标题: before them."""
    for start, end in lines:
        start, end = next(iter(labelled(view.plain, [(start, end)], TITLE["labels"])), (start, end))
        text = view.plain[start:end]
        bare = re.sub("《[^。]*》", "", text)
        short = 0 < len(text) <= LONGEST_LINE and not re.search("[。>]", bare)
        if short and not is_page(text) and not ANNEX.fullmatch(text):
            yield start, end


def _smallest_gap(lines: list[Span]) -> int:
    """The line breaks between two lines that are set as close as this document sets any."""
    return min((b - a for (_, a), (b, _) in zip(lines, lines[1:], strict=False)), default=1)


def _continued(text: str, run: list[Span], following: Span, close: int) -> bool:
    """Whether the title that those lines begin goes on in the next one."""
    start, end = run[0][0], run[-1][1]
    begun, last, more = text[start:end], text[slice(*run[-1])], text[slice(*following)]
    gap = following[0] - end
    if BRACKETED.fullmatch(begun) or text[end : following[0]].strip():
        return False
    if is_letterhead(last):
        return bool(LETTER_OPENS.match(more)) and are_bodies(begun)
    if BRACKETED.fullmatch(more):
        return gap <= close and not DATE.search(more)
    if begun.count("《") > begun.count("》"):
        return True
    if re.search("[,:;。]$", begun) or DATE.search(last) or DOC_NUMBER.search(last):
        return False
    if _opens_a_letter(begun) or LEFT_OPEN.search(last) or CARRIES_ON.match(more):
        return not is_letterhead(more)
    if is_letterhead(more) or TITLE_END.search(last):
        return False
    return gap <= close and "《" not in more


def _opens_a_letter(text: str) -> bool:
    """关于印发…, whose 的通知 is still to come."""
    return bool(re.search(LETTER, text)) and not LETTER_ENDS.search(text)


def _glued_to_number(text: str, start: int, end: int) -> Span | None:
    """A title at the head of a text that lost its line breaks: up to the document's number."""
    found = DOC_NUMBER.search(text, start, min(end, start + 130))
    if not found or end - start <= 130:
        return None
    cut = number_start(text, found.start(), found.end())
    return (start, cut) if cut - start > 8 else None


def _before_number(text: str, start: int, end: int) -> int:
    """A document number glued to the end of a title."""
    found = re.search(DOC_NUMBER.pattern + "$", text[start:end])
    cut = number_start(text, start + found.start(), end) if found else end
    return cut if cut - start > 8 else end
