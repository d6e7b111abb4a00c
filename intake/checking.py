"""From what the checking page sends to the services that correct a draft."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from typing import Any, Self

from django.forms import Form
from django.http import Http404
from django.utils import timezone

from core.keys import key_in
from intake import forms, passages, queries, rules, services
from intake.models import Draft
from intake.queries import Sheet, Stranger
from intake.rules import Json
from intake.services import UnitChoice
from units.models import User

HEAD, UNITS, LOST = "head", "units", "lost"
# What may be done to each kind of entry.
VERBS: Mapping[str, frozenset[str]] = {
    HEAD: frozenset({"save", "confirm"}),
    UNITS: frozenset({"save", "accept"}),
    LOST: frozenset({"restore", "remove"}),
    "tasks": frozenset({"save", "add", "remove", "restore", "confirm", "lead", "assist"}),
    "targets": frozenset({"save", "add", "remove", "restore", "confirm"}),
}
# After others the whole board looks different.
SMALL = frozenset({"save", "confirm"})
NEW = "new"
# A revision that no draft ever has: what doesn't say which one it saw is stale.
UNKNOWN_REVISION = -1


@dataclass(frozen=True)
class Wish:
    """Which entry of the page somebody wants to see, edit or change, and how."""

    kind: str = ""
    item: str = ""
    do: str = ""
    revision: int = UNKNOWN_REVISION
    # Words chosen in the source, as the address names a place.
    place: str = ""

    @classmethod
    def of(cls, post: Mapping[str, Any]) -> Self:
        """What a form of the page asks for. Raises Http404 for what none of them sends."""
        kind, do = post.get("entry", ""), post.get("do", "save")
        if do not in VERBS.get(kind, ()):
            raise Http404
        place = post.get("place", "") if do in {"lead", "assist"} else ""
        return cls(kind, post.get("item", ""), do, revision_of(post), place)

    @classmethod
    def asked(cls, query: Mapping[str, Any]) -> Self:
        """`?edit=tasks-t3` opens an entry's form, `?line=tasks-t3` shows it without.

        `?edit=tasks-new&from=12-40` opens a new entry with what these words tell.
        """
        do = "edit" if "edit" in query else "line"
        kind, _dash, item = query.get(do, "").partition("-")
        shown = kind in {HEAD, UNITS, *rules.FIELDS}
        return cls(kind, item, do, place=query.get("from", "")) if shown else cls()

    def done(self) -> Self:
        """The entry as it stands afterwards, with its form closed."""
        return replace(self, do="saved")

    @property
    def small(self) -> bool:
        """Whether afterwards only the entry, and what counts entries, looks different."""
        return self.do in SMALL

    def about(self, draft: Draft) -> Self:
        """The same with the entry that it has just added."""
        if self.do != "add":
            return self
        return replace(self, item=draft.corrections["added"][self.kind][-1]["id"])

    @property
    def anchor(self) -> str:
        """Where the entry stands on the page."""
        if self.kind in {HEAD, UNITS, LOST}:
            return {HEAD: "head", UNITS: "strangers", LOST: "lost"}[self.kind]
        return self.kind if self.item == NEW else f"{self.kind}-{self.item}"

    @property
    def partial(self) -> str:
        """The part of the page that htmx swaps."""
        if self.do == "saved":
            return "saved"
        if self.do not in {"edit", "line", *SMALL}:
            return "board"
        if self.item == NEW:
            return "new"
        return {HEAD: "head", UNITS: "strangers"}.get(self.kind, "line")


def revision_of(post: Mapping[str, Any]) -> int:
    return _number(post.get("revision"))


def _number(text: str | None) -> int:
    number = key_in(text)
    return UNKNOWN_REVISION if number is None else number


def unit_choices(draft: Draft, *, now: datetime) -> dict[str, UnitChoice]:
    """What the page shows as chosen, by an official or by suggestion, for each unknown name."""
    reading = rules.corrected(draft.reading, draft.corrections)
    on = timezone.localtime(now).date()
    return {
        stranger.name: UnitChoice.from_json(stranger.choice)
        for stranger in queries.strangers(draft, reading, on=on)
        if stranger.choice
    }


def bound_form(draft: Draft, wish: Wish, post: Mapping[str, Any], *, on: date) -> Form | None:
    """The form with what was typed; None where the wish needs no typing."""
    if wish.do not in {"save", "add"}:
        return None
    if wish.kind == HEAD:
        return forms.HeadForm(post)
    if wish.kind == UNITS:
        return forms.StrangerForm(post, issuer=draft.document.issuer, on=on)
    reading = rules.corrected(draft.reading, draft.corrections)
    return forms.fields_for(wish.kind, post, reading, new=wish.do == "add")


def form_for(sheet: Sheet, wish: Wish) -> Form | None:
    """The form that `?edit=` opens, filled with what stands now; None for a closed entry."""
    if wish.do != "edit" or wish.kind == UNITS:
        return None
    if wish.kind == HEAD:
        return forms.HeadForm(initial=sheet.head)
    if wish.item == NEW:
        return forms.form_of(wish.kind, _missed(sheet, wish), sheet.reading, new=True)
    line = sheet.line(wish.kind, wish.item)
    if line is None:
        return None
    return forms.form_of(wish.kind, line.item, sheet.reading, first=line.doubtful)


def _missed(sheet: Sheet, wish: Wish) -> Json:
    """What the chosen words tell about an entry that the reader missed."""
    span = passages.span_of(sheet.reading["text"], wish.place)
    if span is None:
        return {"op": "at_least"}
    read = passages.task_in if wish.kind == "tasks" else passages.target_in
    return read(sheet.reading, span)


def stranger_forms(
    sheet: Sheet, wish: Wish, typed: Form | None, *, on: date
) -> list[tuple[Stranger, Form]]:
    """Each unknown name with its form; the one that was just sent keeps what was typed."""
    issuer = sheet.draft.document.issuer

    def form(stranger: Stranger) -> Form:
        if typed is not None and wish.kind == UNITS and wish.item == stranger.name:
            return typed
        prefix = {"auto_id": f"{stranger.anchor}-%s"}
        return forms.StrangerForm(initial=stranger.initial, issuer=issuer, on=on, **prefix)

    return [(stranger, form(stranger)) for stranger in sheet.strangers]


def entry(sheet: Sheet, wish: Wish) -> Json:
    """What the part of the page that shows one entry needs. Raises Http404 where it is gone."""
    if wish.kind not in rules.FIELDS or wish.partial in {"board", "new"}:
        return {"kind": wish.kind}
    line = sheet.line(wish.kind, wish.item)
    if line is None:
        raise Http404
    return {"line": line}


def carry_out(draft: Draft, wish: Wish, form: Form | None, *, by: User, now: datetime) -> Draft:
    """Raises RuleBroken where the draft is not, or no longer, what the wish was about."""
    act = _acts(draft, wish, form.cleaned_data if form else {}, now=now)[wish.kind, wish.do]
    return act(draft_id=draft.pk, revision=wish.revision, by=by, now=now)


def _acts(
    draft: Draft, wish: Wish, fields: Json, *, now: datetime
) -> Mapping[tuple[str, str], Callable[..., Draft]]:
    """What can be done, each as a service that only lacks who does it to which draft."""
    entry: Json = {"kind": wish.kind, "item": wish.item}
    named: Json = {"task": wish.item, "marks": _marks(draft, wish)}
    lost: Json = {"number": _number(wish.item)}
    acts: dict[tuple[str, str], Callable[..., Draft]] = {
        (HEAD, "save"): partial(services.correct_head, fields=fields),
        (HEAD, "confirm"): partial(services.confirm, kind=HEAD, item=""),
        (UNITS, "save"): partial(
            services.choose_units, choices={wish.item: fields.get("choice", {})}
        ),
        (UNITS, "accept"): partial(services.choose_units, choices=_proposals(draft, wish, now=now)),
        (LOST, "restore"): partial(services.settle_lost, keep=True, **lost),
        (LOST, "remove"): partial(services.settle_lost, keep=False, **lost),
        ("tasks", "lead"): partial(services.name_units, **named),
        ("tasks", "assist"): partial(services.name_units, **named),
    }
    for kind in rules.FIELDS:
        acts |= {
            (kind, "save"): partial(services.correct_item, fields=fields, **entry),
            (kind, "add"): partial(services.add_item, kind=kind, fields=fields),
            (kind, "remove"): partial(services.remove_item, **entry),
            (kind, "restore"): partial(services.restore_item, **entry),
            (kind, "confirm"): partial(services.confirm, **entry),
        }
    return acts


def _marks(draft: Draft, wish: Wish) -> list[Json]:
    """The units that the chosen words name; none for every other wish.

    Raises Http404 for words that no form of the page can have chosen.
    """
    if wish.do not in {"lead", "assist"}:
        return []
    text = draft.reading["text"]
    span = passages.span_of(text, wish.place)
    marks = passages.unit_marks(text, span, wish.do) if span else []
    if not marks:
        raise Http404
    return marks


def _proposals(draft: Draft, wish: Wish, *, now: datetime) -> Json:
    """What was proposed for one name, or for all that have a proposal."""
    if wish.do != "accept":
        return {}
    reading = rules.corrected(draft.reading, draft.corrections)
    return {
        stranger.name: stranger.proposal
        for stranger in queries.strangers(draft, reading, on=timezone.localtime(now).date())
        if stranger.choice is None and stranger.proposal and wish.item in {"", stranger.name}
    }
