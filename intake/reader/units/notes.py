"""Passages that name units (labels, brackets, dashes) → notes of who leads and who assists."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from intake.reader.lines import Span, View, within

from .names import Name, is_body
from .parties import FIRST_LEADS, RULES, Note
from .roles import LABEL, ROLE, label_role, parse_list

LEADS_BEFORE = re.compile(RULES["leads_before"])
MARKS = RULES["marks"]
DASHED = re.compile("(?<=[。;])[—-]{2}(?P<names>[^\\n。]{3,300})(?=。?\\n|。?$)")
LONGEST_LIST = 600
LONGEST_BRACKET = 700
BETWEEN = re.compile(r"[;,。、.0 \n\t()（）【】\[\]]*")


def find_notes(view: View, stops: list[int], end: int) -> list[Note]:
    """All notes with a label or in brackets. `stops` are the places where clauses begin."""
    labelled = _labelled(view, stops, end)
    taken = [(note.start, note.end) for note in labelled]
    notes = [*labelled, *_bracketed(view, taken, end), *_dashed(view, end)]
    notes = _restored(sorted(notes, key=lambda note: note.start))
    said = LEADS_BEFORE.search(view.plain)
    return [_split_at(view, note, MARKS[said["mark"]]) for note in notes] if said else notes


def _split_at(view: View, note: Note, mark: str) -> Note:
    """逗号前为牵头单位: those before the first such mark lead, the others assist."""
    at = view.plain.find(mark, note.start, note.end)
    if note.lead or at < 0:
        return note
    lead = tuple(name for name in note.responsible if name.start < at)
    rest = tuple(name for name in note.responsible if name.start >= at)
    return replace(note, lead=lead, responsible=rest)


# ---------------------------------------------------------------- labels


def _labelled(view: View, stops: list[int], end: int) -> list[Note]:
    notes: list[Note] = []
    rules = [found.span() for found in FIRST_LEADS.finditer(view.plain, 0, end)]
    labels = [
        found for found in LABEL.finditer(view.plain, 0, end) if not within(rules, found.start())
    ]
    for index, found in enumerate(labels):
        following = labels[index + 1].start() if index + 1 < len(labels) else end
        role = label_role(found)
        span = _list_span(view.plain, found, min(following, _next_stop(stops, found.start(), end)))
        note = parse_list(view, found.start(), span, role)
        touching = notes and _touches(view.plain, notes[-1].end, note.start, stops)
        if role == "content" or (role == "other" and not touching):
            continue
        if role == "other":
            notes[-1] = replace(notes[-1], end=max(notes[-1].end, span[1]))
        elif touching:
            notes[-1] = notes[-1].plus(note)
        elif note.names:
            notes.append(note)
    return [note for note in notes if note.names]


def _next_stop(stops: list[int], after: int, end: int) -> int:
    index = bisect_right(stops, after)
    return min(stops[index] if index < len(stops) else end, end)


def _list_span(text: str, label: re.Match[str], limit: int) -> Span:
    """From the label to the end of its list: a full stop, a line, or the bracket around it."""
    start = label.end()
    while start < limit and text[start] in " \t\n":
        start += 1
    limit, depth = min(limit, start + LONGEST_LIST), 0
    for at in range(start, limit):
        char = text[at]
        if char in "(（[【":
            depth += 1
        elif char in ")）]】":
            depth -= 1
            if depth < 0:
                return start, at
        elif char in "。\n\t" and depth <= 0:
            return start, at
    return start, limit


def _touches(text: str, end: int, start: int, stops: list[int]) -> bool:
    """Whether nothing but punctuation and no new clause stands between two parts of a note."""
    between = BETWEEN.match(text, end, start)
    return (
        between is not None
        and between.end() == start
        and _next_stop(stops, end - 1, start) >= start
    )


# ---------------------------------------------------------------- brackets


def _bracketed(view: View, taken: list[Span], end: int) -> list[Note]:
    notes = []
    for start, stop in _pairs(view.plain, end):
        if any(start < other and first < stop for first, other in _near(taken, start, stop)):
            continue
        inside = (start + 1, stop - 1)
        words_of_role = ROLE.search(view.plain, *inside)
        note = parse_list(view, start, inside, None, stop)
        if FIRST_LEADS.search(view.plain, *inside) and note.names:
            words_of_role = words_of_role or FIRST_LEADS.search(view.plain, *inside)
        offices = any(name.how == "body" for name in note.names)
        if offices if words_of_role else _is_bare_list(view.plain, start, stop, note):
            notes.append(note)
    return notes


def _dashed(view: View, end: int) -> Iterator[Note]:
    """…1200套。——区人社局、区总工会: a list behind a dash at the end of an item."""
    for found in DASHED.finditer(view.plain, 0, end):
        note = parse_list(view, found.start(), found.span("names"), None, found.end())
        if note.names and all(name.how == "body" for name in note.names):
            yield note


def _near(taken: list[Span], start: int, stop: int) -> list[Span]:
    index = bisect_right(taken, (start, stop))
    return taken[max(0, index - 1) : index + 1]


def _pairs(text: str, end: int) -> list[Span]:
    """Outermost brackets, in order; one that never closes is skipped."""
    pairs, begin, depth = [], 0, 0
    for found in re.finditer(r"[()\[\]【】\n]", text[:end]):
        char, at = found[0], found.start()
        if depth and (
            at - begin > LONGEST_BRACKET or (char == "\n" and at - begin > LONGEST_BRACKET // 2)
        ):
            depth = 0
        if char in "([【":
            begin = at if depth == 0 else begin
            depth += 1
        elif char in ")]】" and depth:
            depth -= 1
            if depth == 0:
                pairs.append((begin, at + 1))
    return pairs


def _is_bare_list(text: str, start: int, stop: int, note: Note) -> bool:
    """(市科技局、市财政局) behind a full stop, with nothing in it but names."""
    before, after = text[start - 1 : start], text[stop : stop + 1]
    if before not in ("。", ";", "!") and (
        before not in ("\n", "”", "") or after not in ("", "\n", "。")
    ):
        return False
    separators = sum(text[start:stop].count(char) for char in "、,;")
    every = all(name.how == "body" for name in note.names)
    return bool(note.names) and every and len(note.names) >= separators


# ---------------------------------------------------------------- letters lost in the copy


def _restored(notes: list[Note]) -> list[Note]:
    """市经济和信息化 is completed where the document prints exactly one longer name elsewhere."""
    known = Counter(name.text for note in notes for name in note.names)
    bodies = [text for text in known if is_body(text)]
    whole = {}
    for text in known:
        if not is_body(text) and len(text) >= 4:
            longer = [
                body for body in bodies if body.startswith(text) and len(body) - len(text) <= 2
            ]
            if len(longer) == 1:
                whole[text] = longer[0]
    if not whole:
        return notes

    def fix(names: tuple[Name, ...]) -> tuple[Name, ...]:
        return tuple(
            replace(name, text=whole[name.text], how="restored") if name.text in whole else name
            for name in names
        )

    return [
        replace(
            note, lead=fix(note.lead), responsible=fix(note.responsible), assist=fix(note.assist)
        )
        for note in notes
    ]
