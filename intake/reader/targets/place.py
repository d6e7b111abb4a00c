"""One number in its clause, with the words around it that nothing else has taken."""

from dataclasses import dataclass
from functools import cached_property

from intake.reader.dates import find_mentions
from intake.reader.lines import View
from intake.reader.numbers import Quantity

from .found import Found, Scope, make_found
from .indicators import Noun, Words, words_before


@dataclass(frozen=True)
class Place:
    """`claimed` is where the words end that an earlier number took, `left` where the words directly
    before this one begin (behind the last date), `limit` the next number or the clause's end."""

    view: View
    scope: Scope
    quantity: Quantity
    claimed: int
    left: int
    limit: int

    @cached_property
    def taken(self) -> Words:
        """The words directly before the number."""
        return words_before(self.view, self.left, self.quantity.start)

    @cached_property
    def before_date(self) -> Words:
        """The words before the last date: 数据调用量每年不低于100万次."""
        return words_before(self.view, self.claimed, self._date_start)

    @property
    def _date_start(self) -> int:
        scope = self.scope
        inside = find_mentions(
            self.view.plain, self.claimed, self.left, year=scope.year, since=scope.since
        )
        return next((m.start for m in inside if m.end == self.left), self.claimed)

    def found(
        self, noun: Noun, taken: Words, *, end: int | None = None, quantity: Quantity | None = None
    ) -> list[Found]:
        """What the number promises of the noun; nothing where the noun is none."""
        quantity = quantity or self.quantity
        stop = quantity.end if end is None else end
        item = make_found(self.view, self.claimed, stop, noun, taken, quantity, self.scope)
        return [item] if item else []
