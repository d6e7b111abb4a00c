"""From what the checking page sends to the services that correct a draft."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Self

from django.forms import Form
from django.http import Http404
from django.utils import timezone

from intake import forms, queries, rules, services
from intake.models import Draft
from intake.queries import Sheet, Stranger
from intake.rules import Json
from intake.services import UnitChoice
from units.models import User

HEAD, UNITS = "head", "units"
KINDS = (HEAD, UNITS, *rules.FIELDS)
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

    @classmethod
    def of(cls, post: Mapping[str, Any]) -> Self:
        """What a form of the page asks for. Raises Http404 for what none of them sends."""
        kind, do = post.get("entry", ""), post.get("do", "save")
        if kind not in KINDS or do not in {"save", "add", "remove", "restore"}:
            raise Http404
        if kind not in rules.FIELDS and do != "save":
            raise Http404
        return cls(kind, post.get("item", ""), do, revision_of(post))

    @classmethod
    def asked(cls, query: Mapping[str, Any]) -> Self:
        """`?edit=tasks-t3` opens an entry's form, `?line=tasks-t3` shows it without."""
        do = "edit" if "edit" in query else "line"
        kind, _dash, item = query.get(do, "").partition("-")
        return cls(kind, item, do) if kind in KINDS else cls()

    def done(self) -> Self:
        """The entry as it stands afterwards, with its form closed."""
        return replace(self, do="saved")

    @property
    def anchor(self) -> str:
        if self.kind == HEAD or self.do in {"add", "remove"}:
            return self.kind
        return f"{self.kind}-{self.item}"

    @property
    def partial(self) -> str:
        """The part of the page that htmx swaps."""
        if self.do == "saved":
            return "saved"
        return {HEAD: "head", UNITS: "strangers"}.get(self.kind, "line")


def revision_of(post: Mapping[str, Any]) -> int:
    text = post.get("revision", "")
    return int(text) if text.isdecimal() and len(text) < 19 else UNKNOWN_REVISION


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
    if wish.do in {"remove", "restore"}:
        return None
    if wish.kind == HEAD:
        return forms.HeadForm(post)
    if wish.kind == UNITS:
        return forms.StrangerForm(post, issuer=draft.document.issuer, on=on)
    return forms.fields_for(wish.kind, post, rules.corrected(draft.reading, draft.corrections))


def form_for(sheet: Sheet, wish: Wish) -> Form | None:
    """The form that `?edit=` opens, filled with what stands now; None for a closed entry."""
    if wish.do != "edit":
        return None
    if wish.kind == HEAD:
        return forms.HeadForm(initial=sheet.head)
    if wish.item == NEW:
        return forms.form_of(wish.kind, {"op": "at_least"}, sheet.reading)
    line = sheet.line(wish.kind, wish.item)
    return forms.form_of(wish.kind, line.item, sheet.reading) if line else None


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
    if wish.kind in {HEAD, UNITS}:
        return {}
    line = sheet.line(wish.kind, wish.item)
    if line is None:
        raise Http404
    return {"line": line}


def carry_out(draft: Draft, wish: Wish, form: Form | None, *, by: User, now: datetime) -> Draft:
    fields = form.cleaned_data if form else {}
    common: Json = {"draft_id": draft.pk, "revision": wish.revision, "by": by, "now": now}
    if wish.kind == HEAD:
        return services.correct_head(fields=fields, **common)
    if wish.kind == UNITS:
        return services.choose_unit(name=wish.item, choice=fields["choice"], **common)
    if wish.do == "add":
        return services.add_item(kind=wish.kind, fields=fields, **common)
    if wish.do == "save":
        return services.correct_item(kind=wish.kind, item=wish.item, fields=fields, **common)
    verb = services.remove_item if wish.do == "remove" else services.restore_item
    return verb(kind=wish.kind, item=wish.item, **common)
