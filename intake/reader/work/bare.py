"""Items and headings without numbers: the short line above a sentence heads it."""

import re

from intake.reader.lines import Span, View
from intake.reader.outline import Clause, heading_span, paragraphs
from intake.reader.units.parties import Parties

from .item import Work, task_title

LONGEST_HEADING = 30
NEAR = 200  # characters above the first item in which its chapter's headings stand


def unnumbered(
    view: View, clause: Clause | None, start: int, note: Span, end: int, parties: Parties
) -> Work:
    """An item without a number: the text from the note before it to its own note."""
    if clause and start == clause.heading[0]:
        start = clause.heading[1]
    lines = list(paragraphs(view, start, note[0]))
    head = _heading_line(view, lines)
    if head is not None:
        lines = lines[head:]
    elif clause is None and lines:
        lines = [line for line in lines if line[1] - line[0] > 12][-1:] or lines[-1:]
    first = view.trim(lines[0][0] if lines else start, note[0], "。;:、)】—·")[0]
    title = (
        lines[0]
        if head is not None
        else task_title(view, heading_span(view, first, note[0]), note[0])
    )
    return Work(clause, None, title, (), (first, end), parties, note[0])


def _heading_line(view: View, lines: list[Span]) -> int | None:
    """Which of the lines is the heading of those below it: the last short one above a sentence."""
    for index in range(len(lines) - 2, -1, -1):
        if _is_heading(view, lines[index]):
            return index
    return None


def _is_heading(view: View, line: Span) -> bool:
    text = view.plain[slice(*line)]
    return (
        line[1] - line[0] <= LONGEST_HEADING
        and len(re.findall("[\u4e00-\u9fff]", text)) >= 4
        and not re.search("[。;!?,:、]$|[。;]", text)
    )


def chapter_lines(view: View, stop: int) -> tuple[Span, ...]:
    """The headings straight above the first item of a plan without numbers."""
    found: list[Span] = []
    for line in reversed(list(paragraphs(view, max(0, stop - 200), stop))):
        if not _is_heading(view, line):
            break
        found.insert(0, line)
    return tuple(found[-2:])


def headings_above(view: View, start: int, stop: int, above: tuple[Span, ...]) -> tuple[Span, ...]:
    """The headings without numbers that stand above an item: those just before it, or before."""
    fresh = [line for line in paragraphs(view, start, stop) if _is_heading(view, line)]
    kept = above[: -len(fresh)] if len(fresh) < len(above) else ()
    return (*kept, *fresh) if fresh else above
