"""Title, issuer, document number, date, period and superior plans."""

import re
from dataclasses import dataclass, field
from datetime import date

from intake.reader.chapters import chapter_kind as chapter_kind
from intake.reader.dates import first_year
from intake.reader.lines import Span, View
from intake.reader.outline import Outline, paragraphs

from .dating import find_issued
from .frame import read_frame
from .issuers import find_issuer, find_number
from .periods import find_period
from .superiors import find_superiors


@dataclass(frozen=True)
class Head:
    """What a document says about itself. `marks` are places in the view, by field."""

    title: str | None = None
    issuer: str | None = None
    doc_number: str | None = None
    issued_on: date | None = None
    start: date | None = None
    end: date | None = None
    based_on: tuple[str, ...] = ()
    explains: bool = False
    since: int | None = None
    marks: dict[str, Span] = field(default_factory=dict)

    @property
    def evidence(self) -> dict[str, str]:
        """How each field was told: see confidence.toml."""
        printed = ("issuer", "doc_number", "issued_on")
        return {
            "title": "heading" if self.title else "none",
            **{name: "printed" if name in self.marks else "none" for name in printed},
            "period": "title" if self.start else "goals" if self.end else "none",
            "based_on": "said" if self.based_on else "none",
        }

    @property
    def year(self) -> int | None:
        """The document's own year, for 年底前; None where nothing tells it."""
        return _year(self.issued_on, self.doc_number) or (self.start.year if self.start else None)


def _year(issued_on: date | None, doc_number: str | None) -> int | None:
    """The year of issue."""
    if issued_on:
        return issued_on.year
    found = re.search(r"(?:19|20)\d\d", doc_number or "")
    return int(found[0]) if found else None


def _names(view: View, span: Span) -> str:
    """Bodies that sign on lines of their own stay apart."""
    return " ".join(view.words(*line) for line in paragraphs(view, *span))


def read_head(view: View, outline: Outline) -> Head:
    """Everything that is not in the chapters themselves."""
    frame = read_frame(view, outline)
    title, issuer, number = frame.title, find_issuer(frame), find_number(frame)
    issued = find_issued(frame)
    issued_on = issued[0] if issued else None
    doc_number = view.words(*number) if number else None
    period = find_period(frame, _year(issued_on, doc_number))
    superiors = find_superiors(frame)
    places = {
        "title": title.span if title else None,
        "issuer": issuer,
        "doc_number": number,
        "issued_on": issued[1] if issued else None,
        "period": period.mark,
        "based_on": superiors[0][1] if superiors else None,
    }
    return Head(
        title=title.text if title else None,
        issuer=_names(view, issuer) if issuer else None,
        doc_number=doc_number,
        issued_on=issued_on,
        start=period.start,
        end=period.end,
        based_on=tuple(name for name, _ in superiors),
        explains=bool(title and title.explains),
        since=first_year(view.plain),
        marks={name: place for name, place in places.items() if place},
    )
