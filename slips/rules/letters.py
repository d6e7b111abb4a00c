"""A slip as it is printed: every word of it, kept as it was approved. Plain Python."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Letter:
    """In the order in which the words stand on the paper.

    `mark` names colour and grade; `number` and `issued_on` are empty until the approval.
    """

    name: str
    mark: str
    colour: str
    number: str
    unit: str
    paragraphs: tuple[str, ...]
    office: str
    issued_on: date | None

    @property
    def as_json(self) -> dict[str, Any]:
        day = self.issued_on and self.issued_on.isoformat()
        return asdict(self) | {"paragraphs": list(self.paragraphs), "issued_on": day}


def letter_from(kept: dict[str, Any]) -> Letter:
    day = kept["issued_on"]
    issued_on = date.fromisoformat(day) if day else None
    return Letter(**kept | {"paragraphs": tuple(kept["paragraphs"]), "issued_on": issued_on})
