"""What the corrections of a draft teach about the way in which an office writes. Pure.

An official who corrects a reading has often met a word that the reader does not know. Three kinds
of words can be learned, each with the place where it is printed:

- a label (包抓单位) in front of units that the official turned into lead or assisting units;
- a unit of measure (标段) behind the number of a target that the official completed or added;
- another name of a unit, where the official replaced a printed name by one that is not printed.

These are proposals: people accept or decline them. A word that the reader knows already, with
whatever meaning, is none, and neither is one of a shape that no such word has.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from intake.reader.vocabulary import known_words
from intake.rules.corrections import corrected
from intake.rules.shapes import Json, Span, find

HAN = "\u4e00-\u9fff"
SHAPES = {
    "label": re.compile(f"[{HAN}]{{2,8}}"),
    "measure": re.compile(f"[{HAN}]{{1,4}}"),
    "unit_name": re.compile(f"[{HAN}()（）]{{2,20}}"),
}
# A label at the beginning of a line, sentence or bracket, and what stands between it and a name.
LABEL = re.compile(
    f"(?:^|[\\n。；;，,、（(【\\[\\s])(?P<label>[{HAN}]{{2,8}})[ \u3000]*[:：]"
    "(?P<names>[^:：\\n。]*)$"
)
BETWEEN = re.compile("[、，,；;和及与\\s\u3000]+|以及")
NUMBER = "[0-9０-９.．一二三四五六七八九十百千两]+"
MULTIPLE = "[ \u3000]*(?:万亿|百万|千万|[百千万亿])?"
PREFIX = re.compile("^(?:万亿|百万|千万|[千万亿])(?=.)")
# How far behind the words of a target its measure may stand.
NEAR = 60


class LessonKind(StrEnum):
    UNIT_NAME = "unit_name"
    MEASURE = "measure"
    LABEL = "label"


@dataclass(frozen=True)
class Lesson:
    """A word with what it means, and where in the text it was met.

    The meaning is a role for a label, `count` for a measure, and a known name for a unit.
    """

    kind: LessonKind
    text: str
    meaning: str
    start: int
    end: int


def lessons(reading: Json, corrections: Json) -> list[Lesson]:
    """What can be learned, each word once, in the order of the text."""
    after = corrected(reading, corrections)
    found = [
        *_labels(reading, corrections, after),
        *_measures(reading, corrections, after),
        *_unit_names(reading, corrections),
    ]
    once: dict[tuple[LessonKind, str], Lesson] = {}
    for lesson in sorted(found, key=lambda each: (each.start, each.text)):
        if is_sane(lesson.kind, lesson.text):
            once.setdefault((lesson.kind, lesson.text), lesson)
    return list(once.values())


def is_sane(kind: LessonKind, text: str) -> bool:
    """Whether a word may become a rule at all."""
    if not SHAPES[kind].fullmatch(text):
        return False
    return kind is LessonKind.UNIT_NAME or text not in known_words()


# --- Labels ---------------------------------------------------------------------------------------


def _labels(reading: Json, corrections: Json, after: Json) -> Iterator[Lesson]:
    roles: defaultdict[str, Counter[str]] = defaultdict(Counter)
    places: dict[str, Span] = {}
    for task in _touched(corrections, after, "tasks"):
        before = find(reading, "tasks", task["id"]) or {"lead_units": [], "assist_units": []}
        for role in ("lead", "assist"):
            new = [name for name in task[f"{role}_units"] if name not in before[f"{role}_units"]]
            for name in new:
                for label, place in _labels_before(reading, task, name, units=_units(before, task)):
                    roles[label][role] += 1
                    places.setdefault(label, place)
    for label, counted in roles.items():
        # A label whose names got both roles says neither.
        if len(counted) == 1:
            yield Lesson(LessonKind.LABEL, label, next(iter(counted)), *places[label])


def _units(*tasks: Json) -> list[str]:
    return [name for task in tasks for name in [*task["lead_units"], *task["assist_units"]]]


def _labels_before(
    reading: Json, task: Json, name: str, *, units: Iterable[str]
) -> Iterator[tuple[str, Span]]:
    """The label under which a unit is printed in the text of its task."""
    start, end = _extent(reading, task)
    text, at = reading["text"], reading["text"].find(name, start, end)
    said = LABEL.search(text[start:at]) if at >= 0 else None
    if said is not None and _is_list(said["names"], units):
        label_start = start + said.start("label")
        yield said["label"], (label_start, label_start + len(said["label"]))


def _is_list(words: str, names: Iterable[str]) -> bool:
    """Whether nothing but units and what stands between them is printed here."""
    for name in sorted(names, key=len, reverse=True):
        words = words.replace(name, "")
    return not BETWEEN.sub("", words)


def _extent(reading: Json, task: Json) -> tuple[int, int]:
    """From the task's first word to the end of its clause, or to the next task."""
    if task["start"] is None:
        return 0, 0
    clause = next((c for c in reading["clauses"] if c["id"] == task["clause"]), None)
    end = clause["end"] if clause else task["end"]
    following = [t["start"] for t in reading["tasks"] if t["start"] > task["start"]]
    return task["start"], min([max(end, task["end"]), *following])


# --- Units of measure -----------------------------------------------------------------------------


def _measures(reading: Json, corrections: Json, after: Json) -> Iterator[Lesson]:
    text = reading["text"]
    for target in _touched(corrections, after, "targets"):
        measure = PREFIX.sub("", (target["unit"] or "").strip())
        if not measure or target["start"] is None:
            continue
        number = re.escape(target["value"]) if target["value"] else NUMBER
        printed = re.compile(f"{number}{MULTIPLE}(?P<measure>{re.escape(measure)})")
        said = printed.search(text, target["start"], target["end"] + NEAR)
        if said:
            yield Lesson(LessonKind.MEASURE, measure, "count", *said.span("measure"))


# --- Names of units -------------------------------------------------------------------------------


def _unit_names(reading: Json, corrections: Json) -> Iterator[Lesson]:
    for task_id, change in corrections.get("tasks", {}).items():
        before, fields = find(reading, "tasks", task_id), change.get("fields")
        if before is None or not fields:
            continue
        old, new = _units(before), _units(fields)
        gone = [name for name in old if name not in new]
        come = [name for name in new if name not in old]
        if len(gone) != len(come):
            continue
        start, end = _extent(reading, before)
        for printed, meant in zip(gone, come, strict=True):
            at = reading["text"].find(printed, start, end)
            # Somebody who chose another printed name corrected the reading, not the name.
            if at >= 0 and reading["text"].find(meant, start, end) < 0:
                yield Lesson(LessonKind.UNIT_NAME, printed, meant, at, at + len(printed))


def _touched(corrections: Json, after: Json, kind: str) -> list[Json]:
    """The entries that an official corrected or added, as they are now."""
    changed = {item for item, change in corrections.get(kind, {}).items() if change.get("fields")}
    changed |= {item["id"] for item in corrections.get("added", {}).get(kind, [])}
    return [item for item in after[kind] if item["id"] in changed]
