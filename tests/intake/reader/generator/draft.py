"""A document while it is written: its parts, and what they say."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from . import counts, notes
from .aims import dues, promised
from .cast import ASIDES, Parties, Work, parties
from .counts import Count
from .noise import Damage, Script
from .notes import Notes

OPENED, CLOSED = "\ue000", "\ue001"  # around the text of an item, until its quote is cut out
Json = dict[str, Any]
Chapter = tuple[str, str, list[Work]]  # the printed number and the heading, and the works below it


@dataclass(frozen=True)
class Layout:
    """One way in which documents are written.

    `heading` is what stands between an item's heading and its text; None where items have no
    heading. `script` and `damage` are what happens to the document afterwards.
    """

    name: str
    write: Callable[["Draft", list[Chapter]], None]
    chapters: Count = counts.HAN
    areas: Count = counts.HAN_BRACKET
    items: Count = counts.ARABIC
    heading: str | None = "。"
    notes: Notes | None = notes.LABELS
    letter: bool = False
    preamble: str = ""
    script: tuple[Script, ...] = ()
    damage: tuple[Damage, ...] = ()


@dataclass
class Draft:
    """Targets stand in the order of their words; the quote of each is the number of its words."""

    layout: Layout
    random: Random
    level: str
    first: int
    last: int
    parts: list[str] = field(default_factory=list)
    tasks: list[Json] = field(default_factory=list)
    targets: list[Json] = field(default_factory=list)
    promises: int = 0

    @property
    def place(self) -> str:
        return "云岭" + self.level

    def line(self, *words: str) -> None:
        self.parts.append("".join(words) + "\n")

    def who(self) -> tuple[str, Parties]:
        """The words of a note, and whom it names."""
        if self.layout.notes is None:
            return "", Parties((), ())
        return self.layout.notes.written(parties(self.random, self.level))

    def paragraph(self, work: Work, *, task: str | None) -> str:
        """Deadlines and promises: a deadline governs what follows it in the paragraph."""
        random, due, text = self.random, None, ""
        for aim in random.sample(work.aims, random.randint(1, len(work.aims))):
            if due is None and random.random() < 0.9:
                words, due = dues(random, self.first, self.last)
                text += words + random.choice(("，", ""))
            clause, entries = promised(aim, random)
            self.targets += [
                entry | {"due": due, "task": task, "quote": self.promises} for entry in entries
            ]
            self.promises += 1
            # What recurs is said by itself: 每年 may hold for what a comma joins to it.
            text += clause + ("。" if aim.recurs else random.choice("，；。"))
        return text[:-1] + "。"

    def text(self, work: Work) -> tuple[str, str]:
        """The title of an item, and its text: what is to be done, and what is promised."""
        headed = self.layout.heading is not None
        title = work.heading if headed else work.about.split("，")[0]
        aside = self.random.choice(ASIDES) + "。" if headed and self.random.random() < 0.3 else ""
        promises = self.paragraph(work, task=title)
        # A first sentence would be read as a heading: an item without one goes on behind a comma.
        return title, f"{work.about}{'。' if headed else '，'}{aside}{promises}"

    def item(self, work: Work, mark: str, number: str | None, path: list[str]) -> None:
        """One item with its note of units, wherever the layout puts it."""
        note, who = self.who()
        title, text = self.text(work)
        heading = "" if self.layout.heading is None else title + self.layout.heading
        at = self.layout.notes.at if self.layout.notes else "behind"
        words = {
            "heading": f"{heading.rstrip()}{note}\n{text}",
            "before": f"{heading}{note}{text}",
            "below": f"{heading}{text}\n{note}",
            "behind": f"{heading}{text}{note}",
        }[at]
        self.line(mark, OPENED, words, CLOSED)
        self.task(title, who, number, path)

    def task(
        self,
        title: str,
        who: Parties,
        number: str | None,
        path: list[str],
        due: str | None = None,
    ) -> None:
        self.tasks.append(
            {
                "number": number,
                "title": title,
                "path": path,
                "lead_units": list(who.lead),
                "assist_units": list(who.assist),
                "due": due,
            }
        )
