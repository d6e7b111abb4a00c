"""Places in a document's text: where words stand, and what was read from them."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from intake.rules.shapes import FIELDS, Json, Span, mark_of, span_of

BLANK = re.compile(r"\s+")


@dataclass(frozen=True)
class Passage:
    """Words of the source; `entry` is the anchor of what was read from them, or empty."""

    text: str
    entry: str = ""


def passages(reading: Json, within: Span) -> list[Passage]:
    """The text between two places, cut wherever something else was read from it.

    Of entries that lie in one another the innermost has the words: a target in its task.
    """
    start, end = within
    text = reading["text"]
    if end <= start:
        return []
    return [
        Passage(text[first:last], entry)
        for first, last, entry in _pieces(_read_spans(reading), start, end)
    ]


def _read_spans(reading: Json) -> Iterator[tuple[int, int, str]]:
    for kind in FIELDS:
        for item in reading[kind]:
            span = span_of(item)
            if span:
                title = mark_of(item, "title") or span
                yield span[0], max(span[1], title[1]), f"{kind}-{item['id']}"
            for mark in item.get("unit_marks") or []:
                yield mark["start"], mark["end"], f"{kind}-{item['id']}"


def _pieces(
    spans: Iterable[tuple[int, int, str]], start: int, end: int
) -> Iterator[tuple[int, int, str]]:
    """From start to end without gaps, each with the entry that began last and still runs."""
    inside = [
        (max(first, start), min(last, end), entry)
        for first, last, entry in sorted(spans, key=lambda each: (each[0], -each[1]))
        if first < end and start < last and first < last
    ]
    cuts = sorted({start, end, *(place for span in inside for place in span[:2])})
    waiting = inside[::-1]
    running: list[tuple[int, str]] = []
    for first, last in pairwise(cuts):
        running = [each for each in running if each[0] > first]
        while waiting and waiting[-1][0] <= first:
            _start, until, entry = waiting.pop()
            running.append((until, entry))
        yield first, last, running[-1][1] if running else ""


def find_words(text: str, words: str, *, near: int = 0) -> Span | None:
    """Where these words stand, the nearest place of several; line breaks and spaces may differ.

    None where they do not stand in the text.
    """
    letters = BLANK.sub("", words)
    if not letters:
        return None
    pattern = r"\s*".join(re.escape(letter) for letter in letters)
    return min(
        (match.span() for match in re.finditer(pattern, text)),
        key=lambda span: abs(span[0] - near),
        default=None,
    )


def trimmed(text: str, span: Span) -> Span:
    """The same place without white space at its ends, and inside the text."""
    start, end = max(0, min(span)), min(len(text), max(span))
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def clause_at(reading: Json, place: int) -> Json | None:
    """The innermost clause around a place."""
    around = [clause for clause in reading["clauses"] if clause["start"] <= place < clause["end"]]
    return max(around, key=lambda clause: (clause["level"], clause["start"]), default=None)


def task_at(reading: Json, place: int) -> Json | None:
    """The task in whose text a place stands: the last one that begins before it.

    A chapter that begins between them ends the task.
    """
    tasks = [task for task in reading["tasks"] if task["start"] is not None]
    tasks.sort(key=lambda task: int(task["start"]))
    index = bisect_right([task["start"] for task in tasks], place)
    if not index:
        return None
    task: Json = tasks[index - 1]
    clause = next((each for each in reading["clauses"] if each["id"] == task["clause"]), None)
    return task if clause is None or place < clause["end"] else None
