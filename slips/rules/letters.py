"""A slip as it is printed: every word of it, kept as it was approved. Plain Python."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Letter:
    """In the order in which the words stand on the paper.

    `mark` names colour and grade; `number` and `day` are empty until the approval, as is `issued`,
    the day in the imprint. Slips from before there was an imprint have none.
    """

    name: str
    mark: str
    colour: str
    number: str
    addressee: str
    paragraphs: tuple[str, ...]
    office: str
    day: str
    copies: str = ""
    issued: str = ""

    @property
    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"paragraphs": list(self.paragraphs)}


def letter_from(kept: dict[str, Any]) -> Letter:
    return Letter(**kept | {"paragraphs": tuple(kept["paragraphs"])})
