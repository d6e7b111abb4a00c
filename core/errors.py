"""Errors that carry a sentence for the person who met them."""


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


class Stale(RuleBroken):
    """Somebody else changed the thing since the caller looked at it."""
