"""Errors that carry a sentence for the person who met them."""

from collections.abc import Mapping, Sequence


class RuleBroken(Exception):
    """The wish is understood but a rule forbids it; nothing was changed.

    `sentence` says what happened and what to do next, in the reader's language. Pages show it
    beside the form, the API answers 409 with it.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        return str(self.sentence)


class Invalid(RuleBroken):
    """Something written cannot be taken; `faults` has sentences for each field that is wrong.

    Pages show them at the fields, the API answers 400 with them.
    """

    def __init__(self, faults: Mapping[str, str | Sequence[str]]) -> None:
        self.faults = {
            name: [told] if isinstance(told, str) else list(told) for name, told in faults.items()
        }
        super().__init__(" ".join(each for told in self.faults.values() for each in told))


class Stale(RuleBroken):
    """Somebody else changed the thing since the caller looked at it."""
