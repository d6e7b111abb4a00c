"""What a task is while it is being read, and how it gets its title."""

import re
from dataclasses import dataclass
from datetime import date

from intake.reader.lines import Span, View
from intake.reader.outline import Clause, Outline
from intake.reader.units.parties import Parties

WHO = re.compile("牵头|负责|配合|单位|部门")
# A clause that only says under what circumstances the work is done; the next one says the work.
CIRCUMSTANCE = re.compile("^(?:针对|根据|按照|结合|鉴于|对照|为了)")
# A sentence with commas and a deadline, a rhythm or a number in it is no heading.
TIMED = re.compile(r"\d|每[年月季]|[年月]底前|前完成")
LONGEST_TITLE = 200  # what has no end is no title, and every target of the task repeats it
LONGEST_SENTENCE_TITLE = 34
LONGEST_LINE_TITLE = 60


@dataclass(frozen=True)
class Due:
    """A task's own deadline, where it is printed, and how it was told."""

    on: date
    span: Span
    how: str


@dataclass(frozen=True)
class Work:
    """One item of work. Spans are places in the view; `text_end` is where its words end."""

    clause: Clause | None
    number: str | None
    title: Span
    path: tuple[Span, ...]
    span: Span
    parties: Parties
    text_end: int
    due: Due | None = None
    number_span: Span | None = None

    @property
    def marks(self) -> dict[str, Span]:
        """The places of its fields that are printed."""
        places = {"number": self.number_span, "title": self.title}
        places["due"] = self.due.span if self.due else None
        return {name: span for name, span in places.items() if span}

    @property
    def evidence(self) -> dict[str, str]:
        """How each field was told: see confidence.toml."""
        headed = self.clause is None or self.title[1] >= self.clause.heading[1]
        return {
            **({"number": "printed"} if self.number else {}),
            "title": "heading" if headed else "clause",
            "due": self.due.how if self.due else "none",
        }


def task_title(view: View, heading: Span, end: int) -> Span:
    """The heading; where the item has none, its first clause."""
    start, stop = heading[0], min(heading[1], heading[0] + LONGEST_TITLE)
    stop = start + len(without_note(view.plain[start:stop]))
    text = view.plain[start:stop]
    alone = view.plain[stop : stop + 1] in ("\n", "\t", "")
    if alone and len(text) <= LONGEST_LINE_TITLE:
        return view.trim(start, stop, "。;:")
    headed = not ("," in text and TIMED.search(text))
    if headed and len(text) <= LONGEST_SENTENCE_TITLE and text_follows(view, heading[1], end):
        return view.trim(start, stop, "。;:")
    clauses = split_clauses(view.plain, start, stop)
    first = clauses[0]
    if len(clauses) > 1 and CIRCUMSTANCE.match(text):
        first = clauses[1]
    return view.trim(*first, "。;:")


def without_note(text: str) -> str:
    """A heading less the brackets at its end that say who answers (州委农办(州农业农村局)牵头)."""
    if text[-1:] not in tuple(")）】]"):
        return text
    depth = 0
    for at in range(len(text) - 1, -1, -1):
        depth += (text[at] in ")）】]") - (text[at] in "(（【[")
        if depth == 0:
            return text[:at].rstrip() if WHO.search(text, at) else text
    return text


def text_follows(view: View, start: int, end: int) -> bool:
    """Whether there is more to the item than its heading."""
    return len(re.findall("[\u4e00-\u9fff]", view.plain[start : min(end, start + 200)])) > 6


def split_clauses(text: str, start: int, end: int) -> list[Span]:
    """What stands between commas outside quotes and brackets."""
    spans, depth, begin = [], 0, start
    for at in range(start, end):
        char = text[at]
        depth += (char in "“《(") - (char in "”》)")
        if depth <= 0 and char in ",;:":
            spans.append((begin, at))
            begin = at + 1
    return [*spans, (begin, end)]


def whole(clause: Clause) -> tuple[int, int, int]:
    """The places of an item that has no note: its words end where its sub-items begin."""
    return clause.heading[0], clause.own_end, clause.end


def numbered_work(
    view: View, outline: Outline, clause: Clause, places: tuple[int, int, int], parties: Parties
) -> Work:
    """A numbered item: where it begins, where its words end and its note begins, where it ends."""
    start, words_end, end = places
    title = task_title(view, clause.heading, words_end)
    path, number = path_of(outline, clause), (clause.start, clause.start + len(clause.number))
    span = (start, end)
    return Work(clause, clause.number, title, path, span, parties, words_end, number_span=number)


def path_of(outline: Outline, clause: Clause | None) -> tuple[Span, ...]:
    """The headings above a clause, outermost first."""
    above = outline.ancestors(clause) if clause else []
    return tuple((parent.start, parent.heading[1]) for parent in above)
