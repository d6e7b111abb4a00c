"""What an official should look at, and what must be mended before publishing."""

from dataclasses import dataclass

from intake.rules.shapes import Span

# A field that is less sure than this wants a look, even where the reader has no reason to name.
UNCERTAIN_BELOW = 0.75
# Where nobody gave a number, a doubt stands in the middle of those that have one.
MIDDLE = 0.5


@dataclass(frozen=True)
class Doubt:
    """Something that an official should look at: where, and which of `intake.wording`'s codes."""

    code: str
    kind: str
    item: str
    field: str = ""
    # How sure the reader is of the field all the same, from 0 to 1.
    confidence: float | None = None
    # The entry that this one contradicts, as its kind and id.
    other: tuple[str, str] | None = None
    # The words to compare, where they stand in the source.
    places: tuple[Span, ...] = ()

    @property
    def blocks(self) -> bool:
        """Whether it must be mended; everything else may be confirmed."""
        return False

    @property
    def key(self) -> str:
        """By this a confirmation is remembered: another doubt of the same entry stays open."""
        return ":".join(filter(None, (self.code, self.field, *(self.other or ()))))

    @property
    def weight(self) -> float:
        """The smaller, the sooner it is looked at."""
        return MIDDLE if self.confidence is None else self.confidence


@dataclass(frozen=True)
class Fault(Doubt):
    """What is missing, or cannot hold."""

    @property
    def blocks(self) -> bool:
        return True

    @property
    def weight(self) -> float:
        return -1


@dataclass(frozen=True)
class Contradiction(Doubt):
    """Two places of the document, or of the corrected reading, that do not go together."""
