"""The pictures of a file, each on the line in which it lies: which of them become evidence."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from django.conf import settings

from reports.services import MOST_FILES, PICTURES
from sheets.book import Book, Picture
from sheets.checks.lines import Line, Trouble
from sheets.reader.address import parse
from sheets.rules import Level

# Somebody merged the cells of one line, not the whole sheet.
TALLEST_LINE = 50
# So many cells are named where pictures lie beside all lines.
NAMED = 10
Place = tuple[int, int]


class Pictures:
    """What was found in one file. Lines ask for their own; what is left lies on none of them."""

    def __init__(self, book: Book, *, folder: str, name: str) -> None:
        self._folder = folder
        self._name = name
        pages = {page.name: number for number, page in enumerate(book.pages)}
        self._tall = {pages[page.name]: list(_tall(page.merges)) for page in book.pages}
        self._names = [page.name for page in book.pages]
        self._by_line: dict[Place, list[Picture]] = {}
        # Where pictures would prove nothing.
        self._unused = 0 if folder else len(book.pictures)
        for picture in book.pictures if folder else ():
            line = self._line_of(pages[picture.sheet], *parse(picture.cell))
            self._by_line.setdefault(line, []).append(picture)

    def __bool__(self) -> bool:
        return bool(self._by_line)

    def _line_of(self, page: int, row: int, column: int) -> Place:
        for (top, left), (bottom, right) in self._tall[page]:
            if top <= row <= bottom and left <= column <= right:
                return page, top
        return page, row

    def lie_on(self, line: Line) -> bool:
        return (line.page, line.row) in self._by_line

    def taken(self, line: Line, known: Sequence[str]) -> tuple[list[dict[str, Any]], list[Trouble]]:
        """What the line's report gets, and why it does not get the others.

        `known` are the prints of the files that the report has already.
        """
        kept: dict[str, dict[str, Any]] = {}
        troubles = []
        for picture in self._by_line.pop((line.page, line.row), ()):
            if picture.sha256 and (picture.sha256 in known or picture.sha256 in kept):
                continue
            fault = _fault(picture, len(known) + len(kept))
            if fault:
                troubles.append({"cell": picture.cell, **fault, "level": Level.NOTE.value})
            else:
                kept[picture.sha256] = self._evidence(picture, kept.values())
        return list(kept.values()), troubles

    def _evidence(self, picture: Picture, others: Collection[dict[str, Any]]) -> dict[str, Any]:
        beside = sum(other["cell"] == picture.cell for other in others)
        at = f"{picture.cell}-{beside + 1}" if beside else picture.cell
        return {
            "cell": picture.cell,
            "file": f"{self._folder}/{picture.file}",
            "name": f"{self._name} {at}{PICTURES[picture.kind]}",
            "size": picture.bytes,
            "sha256": picture.sha256,
        }

    def left(self) -> list[dict[str, str]]:
        """What is to be said of those that no line has asked for; a note for each worksheet."""
        if self._unused:
            return [{"code": "pictures_unused", "found": str(self._unused)}]
        cells: dict[int, list[str]] = {}
        for (page, _row), pictures in sorted(self._by_line.items()):
            cells.setdefault(page, []).extend(picture.cell for picture in pictures)
        return [
            {
                "code": "picture_no_line",
                "found": str(len(found)),
                "cells": ", ".join(found[:NAMED]) + ("…" if len(found) > NAMED else ""),
                "page": self._names[page],
            }
            for page, found in cells.items()
        ]


def closed(kept: Sequence[dict[str, Any]]) -> list[Trouble]:
    """That a report which takes nothing now takes no pictures either."""
    level = Level.NOTE.value
    return [
        {"cell": each["cell"], "code": "picture_closed", "found": "", "level": level}
        for each in kept
    ]


def _fault(picture: Picture, files: int) -> dict[str, str]:
    """Why the picture cannot be kept; empty where it can."""
    if not picture.part or not picture.bytes:
        return {"code": "picture_missing", "found": ""}
    if picture.kind not in PICTURES:
        kinds = " ".join(PICTURES.values())
        return {"code": "picture_kind", "found": picture.kind.upper(), "wanted": kinds}
    if picture.bytes > settings.UPLOAD_LIMIT:
        limit = settings.UPLOAD_LIMIT // 2**20
        return {
            "code": "picture_big",
            "found": str(-(-picture.bytes // 2**20)),
            "wanted": str(limit),
        }
    if not picture.file:
        return {"code": "picture_room", "found": ""}
    if files >= MOST_FILES:
        return {"code": "picture_many", "found": "", "wanted": str(MOST_FILES)}
    return {}


def _tall(merges: Sequence[str]) -> Iterator[tuple[Place, Place]]:
    """The merges that go over more than one row, but not over the table."""
    for merge in merges:
        first, _, last = merge.partition(":")
        top_left, bottom_right = parse(first), parse(last)
        if 0 < bottom_right[0] - top_left[0] < TALLEST_LINE:
            yield top_left, bottom_right
