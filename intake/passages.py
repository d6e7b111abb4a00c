"""Words that an official chose in the source, and what the reader can tell from them.

The reader knows whole documents. So the words are put into a small one, behind the plan's own
title and a heading that says what they are, and what it reads there is carried back to their place.
"""

import re
from typing import Any

from intake import rules
from intake.reader import read_text
from intake.rules import Json, Span

# A due date may stand earlier in the same clause; more than this before the words governs nothing.
LONGEST_CONTEXT = 1500
LONGEST_WORDS = 2000
CLAUSE_END = re.compile("[,，。;；:：!！?？\n]")
BETWEEN_NAMES = re.compile("[、,，;；。\\s]+")
# Words chosen a little too early begin with what ended the clause before.
JOINTS = " \n,，。;；:：!！?？、"
NUMBERED = re.compile(r"\s*(?:\d+\s*[.、．]|[(（]?[一二三四五六七八九十]+[)）、]|[①-⑳])")


def span_of(text: str, place: str) -> Span | None:
    """`12-40` as a place in the text without white space at its ends; None for nonsense."""
    start, _dash, end = place.partition("-")
    if not (start.isdecimal() and end.isdecimal() and len(start) < 10 and len(end) < 10):
        return None
    if int(end) > len(text):
        return None
    first, last = rules.trimmed(text, (int(start), int(end)))
    return (first, last) if 0 < last - first <= LONGEST_WORDS else None


def target_in(reading: Json, span: Span) -> Json:
    """The fields of a target as far as these words tell them."""
    start, end = span
    words = reading["text"][start:end]
    task = rules.task_at(reading, start)
    fields: Json = {"indicator": _first_clause(words), "op": "at_least"}
    if (found := _read_target(reading, span)) is not None:
        fields = {name: found[name] for name in rules.FIELDS["targets"]}
    return fields | {"task_id": task["id"] if task else None} | _place(words, span)


def task_in(reading: Json, span: Span) -> Json:
    """The fields of a task as far as these words tell them."""
    start, end = span
    words = reading["text"][start:end].lstrip(JOINTS)
    fields: Json = {"title": _first_clause(NUMBERED.sub("", words, count=1))}
    before = _opening(reading, "重点任务") + ("" if NUMBERED.match(words) else "1.")
    tasks = read_text(f"{before}{words}\n").as_json()["tasks"]
    if tasks and tasks[0]["title"]:
        fields = {name: tasks[0][name] for name in rules.FIELDS["tasks"]}
        fields["number"] = fields["number"] if NUMBERED.match(words) else None
    return fields | _place(reading["text"][start:end], span)


def unit_marks(text: str, span: Span, role: str) -> list[Json]:
    """The names between two places, each with where it stands."""
    start, end = span
    names = (name for name in BETWEEN_NAMES.split(text[start:end]) if name)
    marks, place = list[Json](), start
    for name in names:
        place = text.index(name, place)
        marks.append({"name": name, "role": role, "start": place, "end": place + len(name)})
        place += len(name)
    return marks


def marks_of_units(text: str, span: Span, fields: Json) -> list[Json]:
    """Where the words of a new task name its units."""
    marks = []
    for role in ("lead", "assist"):
        for name in fields[f"{role}_units"]:
            found = rules.find_words(text[slice(*span)], name)
            if found:
                first, last = (span[0] + place for place in found)
                marks.append({"name": name, "role": role, "start": first, "end": last})
    return marks


def _read_target(reading: Json, span: Span) -> dict[str, Any] | None:
    """The target that has most of the words, read with what stands before them in the clause."""
    start, end = span
    text = reading["text"]
    first = max(_own_start(reading, start), start - LONGEST_CONTEXT)
    stop = CLAUSE_END.search(text, end, end + 30)
    opening = _opening(reading, "主要目标")
    context = text[first : stop.start() if stop else end]
    moved = len(opening) - first
    found = read_text(opening + context).as_json()["targets"]

    def shared(target: Json) -> int:
        return min(target["end"], end + moved) - max(target["start"], start + moved)

    best: dict[str, Any] | None = max(found, key=shared, default=None)
    return best if best and shared(best) > 0 else None


def _own_start(reading: Json, place: int) -> int:
    """Where the words behind the heading of the clause around a place begin."""
    clause = rules.clause_at(reading, place)
    if clause is None:
        return 0
    heading = reading["text"].find(clause["heading"], clause["start"], clause["end"])
    start = heading + len(clause["heading"]) if clause["heading"] and heading >= 0 else -1
    return start if clause["start"] <= start <= place else int(clause["start"])


def _opening(reading: Json, chapter: str) -> str:
    """What the small document begins with: its year stands in the title."""
    return f"{reading['title'] or '行动计划'}\n\n一、{chapter}\n\n"


def _first_clause(words: str) -> str:
    return CLAUSE_END.split(words.lstrip(JOINTS), maxsplit=1)[0].strip()


def _place(words: str, span: Span) -> Json:
    return {"quote": words, "place": f"{span[0]}-{span[1]}"}
