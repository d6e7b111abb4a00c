"""Page-shaped reads: the list of documents, and the page where a reading is checked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from core.work import WorkState
from indicators.models import Comparator, Recurrence
from intake import rules, wording
from intake.access import visible_documents
from intake.models import Document, Draft
from intake.rules import Json
from units.models import Unit, UnitName, User
from units.queries import Match, match_names, scope_of
from units.rules import is_collective, likely_kind, may_abbreviate

# What the list can be narrowed to.
STATES = {
    "waiting": Q(work_state__in=[WorkState.QUEUED, WorkState.RUNNING]),
    "failed": Q(work_state=WorkState.FAILED),
    "to_check": Q(work_state=WorkState.DONE, draft__plan=None),
    "published": Q(draft__plan__isnull=False),
}


def document_list(user: User, query: Mapping[str, str]) -> QuerySet[Document]:
    """Newest first, with all that a line shows."""
    documents = visible_documents(user).select_related("issuer", "uploaded_by", "draft__plan")
    if (state := query.get("state", "")) in STATES:
        documents = documents.filter(STATES[state])
    # Readings are large, and a line shows nothing of them.
    return documents.defer("draft__reading", "draft__corrections").order_by("-uploaded_at", "-pk")


def mark_of(start: int | None, end: int | None) -> str:
    return "" if start is None or end is None else f"{start}-{end}"


@dataclass(frozen=True)
class Source:
    """A document's text around the words that an address marks."""

    before: str
    marked: str
    after: str


def source(text: str, mark: str) -> Source:
    """The whole text before the mark where the address names none or nonsense."""
    # Browsers drop carriage returns, which would move every place behind one.
    text = text.replace("\r", " ")
    start, _dash, end = mark.partition("-")
    if not (start.isdecimal() and end.isdecimal()):
        return Source(text, "", "")
    return Source(
        text[: int(start)], text[int(start) : int(end)], text[max(int(start), int(end)) :]
    )


@dataclass(frozen=True)
class Remark:
    """A sentence beside an entry; one that blocks must be dealt with before publishing."""

    sentence: str
    kind: str
    item: str
    # The entry's title, for a list in which it doesn't stand beside the entry.
    about: str
    blocks: bool


@dataclass(frozen=True)
class Line:
    """A target or a task on the checking page."""

    kind: str
    item: Json
    remarks: tuple[Remark, ...]

    @property
    def anchor(self) -> str:
        return f"{self.kind}-{self.item['id']}"

    @property
    def title(self) -> str:
        return _title(self.kind, self.item)

    @property
    def mark(self) -> str:
        """Where its words stand in the source; empty for what was added by hand."""
        return mark_of(self.item["start"], self.item["end"])

    @property
    def due_on(self) -> date | None:
        return rules.day(self.item["due"])

    @property
    def leads(self) -> list[tuple[str, str]]:
        """The lead units' names, each with the place where it is printed."""
        return self._units("lead")

    @property
    def assists(self) -> list[tuple[str, str]]:
        return self._units("assist")

    def _units(self, role: str) -> list[tuple[str, str]]:
        printed = self.item.get("unit_marks") or []
        places = {unit["name"]: mark_of(unit["start"], unit["end"]) for unit in printed}
        return [(name, places.get(name, "")) for name in self.item[f"{role}_units"]]

    @property
    def op(self) -> str:
        return str(Comparator(self.item["op"]).label)

    @property
    def every(self) -> str:
        return str(Recurrence(self.item["every"]).label) if self.item["every"] else ""


@dataclass(frozen=True)
class Stranger:
    """A name of the document that the portal doesn't know, and what may be done about it.

    `choice` was saved by an official or suggested; None where a person has to decide.
    """

    number: int
    name: str
    nearest: tuple[Unit, ...]
    choice: Json | None
    chosen: Unit | None = None

    @property
    def anchor(self) -> str:
        return f"units-{self.number}"

    @property
    def initial(self) -> Json:
        """What the form of this name shows at first."""
        likely = self.chosen or next(iter(self.nearest), None)
        blank = {"verb": "", "kind": likely_kind(self.name), "unit": likely.name if likely else ""}
        return blank | (self.choice or {})


@dataclass(frozen=True)
class Sheet:
    """Everything on the checking page."""

    draft: Draft
    reading: Json
    head: Json
    head_remarks: list[Remark]
    targets: list[Line]
    tasks: list[Line]
    removed: list[Line]
    strangers: list[Stranger]
    remarks: list[Remark]

    @property
    def blocked(self) -> bool:
        return any(remark.blocks for remark in self.remarks) or self.undecided > 0

    @property
    def undecided(self) -> int:
        return sum(stranger.choice is None for stranger in self.strangers)

    @property
    def marks(self) -> Json:
        """Field of the head -> where it is printed."""
        found = self.reading.get("marks") or {}
        return {name: mark_of(*span) for name, span in found.items() if span}

    def line(self, kind: str, item: str) -> Line | None:
        lines = self.targets if kind == "targets" else self.tasks
        return next((line for line in lines if line.item["id"] == item), None)


def sheet(draft: Draft, *, on: date) -> Sheet:
    """Two queries: the names and the groups of the issuer's government."""
    reading = rules.corrected(draft.reading, draft.corrections)
    remarks = _remarks(reading)
    return Sheet(
        draft=draft,
        reading=reading,
        head=rules.head_of(reading),
        head_remarks=[remark for remark in remarks if remark.kind == "head"],
        targets=_lines("targets", reading["targets"], remarks),
        tasks=_lines("tasks", reading["tasks"], remarks),
        removed=[
            line
            for kind in rules.FIELDS
            for line in _lines(kind, rules.removed(draft.reading, draft.corrections, kind), [])
        ],
        strangers=strangers(draft, reading, on=on),
        remarks=remarks,
    )


def strangers(draft: Draft, reading: Json, *, on: date) -> list[Stranger]:
    names = rules.unit_names(reading)
    scope = scope_of(draft.document.issuer)
    matches = match_names(names, scope=scope, on=rules.day(reading["issued_on"]) or on)
    saved = draft.corrections.get("units", {})
    chosen = Unit.objects.in_bulk({choice.get("unit_id") for choice in saved.values()} - {None})
    unknown = [(name, matches[name]) for name in names if not matches[name].found]
    return [
        Stranger(
            number=number,
            name=name,
            nearest=match.nearest,
            choice=saved.get(name) or suggestion(name, match),
            chosen=chosen.get(saved.get(name, {}).get("unit_id")),
        )
        for number, (name, match) in enumerate(unknown, start=1)
    ]


def suggestion(name: str, match: Match) -> Json | None:
    """A collective is a group, everything else new, unless it may be short for a known unit."""
    if is_collective(name):
        return {"verb": "group"}
    if any(may_abbreviate(name, unit.name) for unit in match.nearest):
        return None
    return {"verb": "create", "kind": likely_kind(name)}


def names_in_use(draft: Draft) -> list[str]:
    """Every name that an official may give as the one that is meant."""
    scope = scope_of(draft.document.issuer)
    names = UnitName.objects.filter(Q(scope=scope) | Q(unit=scope), valid_to=None)
    return list(names.order_by("name").values_list("name", flat=True).distinct())


def _title(kind: str, item: Json) -> str:
    return item["title" if kind == "tasks" else "indicator"] or ""


def _remarks(reading: Json) -> list[Remark]:
    """What blocks first, then what should be looked at, each in the document's order."""
    titles = {(kind, i["id"]): _title(kind, i) for kind in rules.FIELDS for i in reading[kind]}
    found = {
        (doubt.kind, doubt.item, doubt.code): Remark(
            sentence=wording.sentence(doubt.code),
            kind=doubt.kind,
            item=doubt.item,
            about=titles.get((doubt.kind, doubt.item), ""),
            blocks=isinstance(doubt, rules.Fault) and doubt.blocks,
        )
        for doubt in [*rules.faults(reading), *rules.doubts(reading)]
    }
    return sorted(found.values(), key=lambda remark: not remark.blocks)


def _lines(kind: str, items: Iterable[Json], remarks: Iterable[Remark]) -> list[Line]:
    by_item: dict[str, list[Remark]] = {}
    for remark in remarks:
        if remark.kind == kind:
            by_item.setdefault(remark.item, []).append(remark)
    return [Line(kind, item, tuple(by_item.get(item["id"], ()))) for item in items]
