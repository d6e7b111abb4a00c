"""The cells of a line of the office's sheets, read column by column."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sheets.checks.lines import Line, Trouble
from sheets.columns import Column, Unreadable
from sheets.rules import Level
from sheets.rules.cells import Around, Nothing


@dataclass
class Told:
    """The values of a line by key, and everything that is to be said about its cells."""

    line: Line
    kind: str
    fields: dict[str, Any] = field(default_factory=dict)
    troubles: list[Trouble] = field(default_factory=list)

    @property
    def is_refused(self) -> bool:
        return any(each["level"] == Level.ERROR for each in self.troubles)

    def text(self, key: str) -> str:
        return str(self.fields.get(key) or "")

    def refuse(self, key: str, code: str, found: str = "", wanted: str = "") -> None:
        self.troubles.append(self.line.trouble(key, code, found, wanted=wanted))

    def note(self, key: str, code: str, found: str = "", wanted: str = "") -> None:
        trouble = self.line.trouble(key, code, found, wanted=wanted, level=Level.NOTE)
        self.troubles.append(trouble)

    def take(self, column: Column, around: Around) -> None:
        """Read one cell; what cannot be read is said, and never stops the others."""
        key = column.key
        try:
            reading = column.taken(self.line.cells.get(key), around)
        except Unreadable as error:
            self.troubles.append(self.line.unreadable(key, error))
            return
        if reading.nothing is Nothing.SAME_AS_ABOVE:
            self.refuse(key, "same_as_above", reading.raw)
            return
        for doubt in reading.doubts:
            self.note(key, doubt.code, doubt.found, doubt.wanted)
        # 无 and — say as little as an empty cell does.
        value = None if reading.nothing else reading.value
        if value is None or value == "" or value == ():
            if column.required:
                self.refuse(key, "required", wanted=f"{self.kind}.{key}")
            return
        self.fields[key] = value

    def limit(self, limits: Mapping[str, int]) -> None:
        """Refuse texts that are longer than what the portal keeps."""
        for key, longest in limits.items():
            length = len(self.text(key))
            if length > longest:
                self.refuse(key, "too_long", str(length), str(longest))


def says_nothing(line: Line, columns: Mapping[str, Column]) -> bool:
    return not any(key in columns for key in line.cells)
