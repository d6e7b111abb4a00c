"""The numbers that Word prints before paragraphs and does not store in their text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from .counting import printed
from .ooxml import on, value, w, whole

BULLET = "●"
# Styles that are based on one another may form a ring in a damaged file.
LONGEST_LINE = 30


@dataclass(frozen=True)
class Level:
    """One level of a list: how it counts and what it prints (%1 stands for the first level)."""

    kind: str
    text: str
    start: int
    restart: int | None
    legal: bool
    suffix: str
    style: str | None

    @classmethod
    def of(cls, element: etree._Element) -> "Level":
        """The level as its element describes it."""
        restart = value(element, "lvlRestart")
        return cls(
            kind=value(element, "numFmt") or "decimal",
            text=value(element, "lvlText") or "",
            start=whole(value(element, "start"), 1),
            restart=None if restart is None else whole(restart, 0),
            legal=on(element.find(w("isLgl"))),
            suffix=value(element, "suff") or "tab",
            style=value(element, "pStyle"),
        )

    def restarts_after(self, depth: int) -> bool:
        """Whether it counts from its start again below a paragraph of that higher level."""
        return self.restart is None or depth < self.restart


@dataclass(frozen=True)
class List:
    """What a paragraph's list number refers to; lists of one family count on together."""

    family: str
    levels: dict[int, Level]
    begins_anew: frozenset[int]


class Numbering:
    """Counts the numbered paragraphs of one document, in order."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self._styles = {
            style.get(w("styleId"), ""): style
            for style in (styles.findall(w("style")) if styles is not None else ())
        }
        self._default = next(
            (
                name
                for name, style in self._styles.items()
                if style.get(w("default")) in ("1", "true") and style.get(w("type")) == "paragraph"
            ),
            "",
        )
        self._families: dict[str, etree._Element] = {}
        self._numbers: dict[str, etree._Element] = {}
        for child in numbering if numbering is not None else ():
            if child.tag == w("abstractNum"):
                self._families[child.get(w("abstractNumId"), "")] = child
            elif child.tag == w("num"):
                self._numbers[child.get(w("numId"), "")] = child
        self._lists: dict[str, List | None] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def number(self, paragraph: etree._Element) -> str:
        """What Word prints before this paragraph; nothing before a plain one."""
        number, depth = self._place(paragraph)
        found = self._list(number) if number else None
        if number is None or found is None or depth not in found.levels:
            return ""
        level, counts = found.levels[depth], self._count(number, found, depth)
        if level.kind == "bullet":
            return BULLET
        text = re.sub(
            r"%([1-9])", lambda mark: _part(found, level, counts, int(mark[1])), level.text
        )
        # 一、 and 1. stand close to their words; 第一章 and 1.1 need the space that Word prints.
        parted = level.suffix != "nothing" and text[-1:].isalnum()
        return text + " " if parted else text

    def _count(self, number: str, found: List, depth: int) -> dict[int, int]:
        counts = self._counts.setdefault(found.family, {})
        start = found.levels[depth].start
        if depth in found.begins_anew and (number, depth) not in self._begun:
            self._begun.add((number, depth))
            counts.pop(depth, None)
        counts[depth] = counts.get(depth, start - 1) + 1
        for deeper in [other for other in counts if other > depth]:
            level = found.levels.get(deeper)
            if level is None or level.restarts_after(depth):
                del counts[deeper]
        return counts

    def _place(self, paragraph: etree._Element) -> tuple[str | None, int]:
        """The paragraph's list number and its level, its own or its style's."""
        properties = paragraph.find(w("pPr"))
        own = properties.find(w("numPr")) if properties is not None else None
        number, depth = (
            (value(own, "numId"), value(own, "ilvl")) if own is not None else (None,) * 2
        )
        if number is None:
            style = value(properties, "pStyle") if properties is not None else None
            number, styled = self._style_place(style or self._default)
            depth = depth or styled
        return (None if number == "0" else number), whole(depth, 0)

    def _style_place(self, style: str) -> tuple[str | None, str | None]:
        for name, element in self._ancestry(style):
            properties = element.find(f"{w('pPr')}/{w('numPr')}")
            number = value(properties, "numId") if properties is not None else None
            if number is not None:
                found = self._list(number)
                levels = found.levels.items() if found else ()
                linked = {level.style: str(depth) for depth, level in levels if level.style}
                return number, linked.get(style) or linked.get(name) or value(properties, "ilvl")
        return None, None

    def _ancestry(self, style: str) -> Iterator[tuple[str, etree._Element]]:
        """The style and those that it is based on, nearest first."""
        name: str | None = style
        for _ in range(LONGEST_LINE):
            element = self._styles.get(name or "")
            if element is None:
                return
            yield name or "", element
            name = value(element, "basedOn")

    def _list(self, number: str) -> List | None:
        if number not in self._lists:
            self._lists[number] = None  # what it says while a ring of links is followed
            self._lists[number] = self._resolved(number)
        return self._lists[number]

    def _resolved(self, number: str) -> List | None:
        element = self._numbers.get(number)
        family = value(element, "abstractNumId") if element is not None else None
        abstract = self._families.get(family or "")
        if element is None or family is None or abstract is None:
            return None
        link = value(abstract, "numStyleLink")
        linked = self._list(self._style_place(link)[0] or "") if link else None
        if linked:
            family, levels = linked.family, dict(linked.levels)
        else:
            levels = dict(_levels(abstract.findall(w("lvl"))))
        begins_anew = set()
        for override in element.findall(w("lvlOverride")):
            depth = whole(override.get(w("ilvl")), 0)
            levels |= dict(_levels(override.findall(w("lvl"))))
            start = value(override, "startOverride")
            if start is not None and depth in levels:
                levels[depth] = replace(levels[depth], start=whole(start, 1))
                begins_anew.add(depth)
        return List(family, levels, frozenset(begins_anew))


def _levels(elements: list[etree._Element]) -> Iterator[tuple[int, Level]]:
    for element in elements:
        yield whole(element.get(w("ilvl")), 0), Level.of(element)


def _part(found: List, shown: Level, counts: dict[int, int], position: int) -> str:
    """What %1, %2 … stands for."""
    level = found.levels.get(position - 1)
    if level is None:
        return ""
    count = counts.get(position - 1, level.start)
    return printed("decimal" if shown.legal else level.kind, count)
