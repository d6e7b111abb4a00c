"""Correcting a reading before it becomes a plan.

Every change names the revision that its author saw; after somebody else's change it is stale.
"""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.errors import RuleBroken, Stale
from core.work import WorkState
from intake import rules
from intake.models import Document, Draft
from intake.rules import Json
from units.models import User


def correct_head(*, draft_id: int, revision: int, fields: Json, by: User, now: datetime) -> Draft:
    """What the plan says about itself; `fields` are all of rules.HEAD_FIELDS."""
    return _change(
        lambda draft: rules.with_head(draft.corrections, fields),
        "draft.head_corrected",
        draft_id=draft_id,
        revision=revision,
        by=by,
        now=now,
        details=fields,
    )


def correct_item(
    *, draft_id: int, revision: int, kind: str, item: str, fields: Json, by: User, now: datetime
) -> Draft:
    """A task or a target; `fields` are all of rules.FIELDS[kind]. It counts as checked then."""

    def corrections(draft: Draft) -> Json:
        _require_entry(draft, kind, item)
        return rules.with_item(draft.corrections, draft.reading, kind, item, fields)

    return _change(
        corrections,
        "draft.item_corrected",
        draft_id=draft_id,
        revision=revision,
        by=by,
        now=now,
        details={"item": item} | fields,
    )


def add_item(
    *, draft_id: int, revision: int, kind: str, fields: Json, by: User, now: datetime
) -> Draft:
    """A task or a target that the reader missed, with its quote and place where there is one."""
    return _change(
        lambda draft: rules.with_new_item(draft.corrections, kind, fields)[0],
        "draft.item_added",
        draft_id=draft_id,
        revision=revision,
        by=by,
        now=now,
        details={"kind": kind} | fields,
    )


def name_units(
    *, draft_id: int, revision: int, task: str, marks: list[Json], by: User, now: datetime
) -> Draft:
    """Units of a task that the reader missed; each mark is a name, a role, and where it stands."""

    def corrections(draft: Draft) -> Json:
        _require_entry(draft, "tasks", task)
        changed = draft.corrections
        for mark in marks:
            changed = rules.with_named_unit(changed, draft.reading, task, mark)
        return changed

    return _change(
        corrections,
        "draft.units_named",
        draft_id=draft_id,
        revision=revision,
        by=by,
        now=now,
        details={"item": task, "units": marks},
    )


def confirm(
    *, draft_id: int, revision: int, kind: str, item: str, by: User, now: datetime
) -> Draft:
    """The entry is right as it is: its doubts are settled, except what blocks publishing."""

    def corrections(draft: Draft) -> Json:
        reading = rules.corrected(draft.reading, draft.corrections)
        about = [d for d in rules.to_settle(reading) if (d.kind, d.item) == (kind, item)]
        keys = [doubt.key for doubt in about if not doubt.blocks]
        return rules.with_confirmed(draft.corrections, kind, item, keys)

    return _change(
        corrections,
        "draft.confirmed",
        draft_id=draft_id,
        revision=revision,
        by=by,
        now=now,
        details={"kind": kind, "item": item},
    )


def remove_item(
    *, draft_id: int, revision: int, kind: str, item: str, by: User, now: datetime
) -> Draft:
    """No part of the plan; what was read can be brought back by `restore_item`."""
    return _change(
        lambda draft: rules.without_item(draft.corrections, draft.reading, kind, item),
        "draft.item_removed",
        draft_id=draft_id,
        revision=revision,
        by=by,
        now=now,
        details={"item": item},
    )


def restore_item(
    *, draft_id: int, revision: int, kind: str, item: str, by: User, now: datetime
) -> Draft:
    return _change(
        lambda draft: rules.with_item_back(draft.corrections, kind, item),
        "draft.item_restored",
        draft_id=draft_id,
        revision=revision,
        by=by,
        now=now,
        details={"item": item},
    )


def choose_units(*, draft_id: int, revision: int, choices: Json, by: User, now: datetime) -> Draft:
    """Name -> whom it means; carried out when the draft is published."""
    return _change(
        lambda draft: rules.with_units(draft.corrections, choices),
        "draft.units_chosen",
        draft_id=draft_id,
        revision=revision,
        by=by,
        now=now,
        details={"choices": choices},
    )


def settle_lost(
    *, draft_id: int, revision: int, number: int, keep: bool, by: User, now: datetime
) -> Draft:
    """What a later reading had no place for is added to the plan after all, or given up."""

    def corrections(draft: Draft) -> Json:
        if not 0 <= number < len(draft.corrections.get("lost", [])):
            raise RuleBroken(_("Somebody has dealt with this entry already. Load the page again."))
        settle = rules.with_lost_back if keep else rules.without_lost
        return settle(draft.corrections, number)

    return _change(
        corrections,
        "draft.lost_settled",
        draft_id=draft_id,
        revision=revision,
        by=by,
        now=now,
        details={"number": number, "keep": keep},
    )


@transaction.atomic
def read_again(*, draft_id: int, by: User, now: datetime) -> Document:
    """Queue the document for another reading; what officials changed is moved over to it.

    Raises RuleBroken for a published draft. One that waits already goes on waiting.
    """
    draft = lock_draft(draft_id)
    _require_unpublished(draft)
    document = Document.objects.select_for_update(of=("self",)).get(pk=draft.document_id)
    if document.work_state in {WorkState.DONE, WorkState.FAILED}:
        document.work_state, document.attempts, document.not_before = WorkState.QUEUED, 0, now
        document.work_error = ""
        document.save(update_fields=["work_state", "attempts", "not_before", "work_error"])
        audit.record("document.read_again", document, by=by, now=now)
    return document


@transaction.atomic
def keep_reading(document: Document, *, reading: Json) -> Draft:
    """The first reading of a document, or a later one below what officials changed meanwhile.

    A published draft stays as it was published.
    """
    known = Draft.objects.filter(document=document).values_list("pk", flat=True).first()
    if known is None:
        return Draft.objects.create(document=document, reading=reading)
    draft = lock_draft(known)
    if draft.plan_id is None:
        draft.corrections = rules.attached(draft.reading, reading, draft.corrections)
        draft.reading = reading
        draft.revision += 1
        draft.save(update_fields=["reading", "corrections", "revision"])
    return draft


def lock_draft(draft_id: int) -> Draft:
    """The draft as it stands once everybody before us is done with it.

    Nothing is joined: of a row that changed while we waited PostgreSQL reads only the locked
    table anew, and the plan that somebody has just published would still be missing.
    """
    return Draft.objects.select_for_update().get(pk=draft_id)


def require_current(draft: Draft, revision: int) -> None:
    """Raises Stale where somebody else changed the draft since `revision`."""
    if draft.revision != revision:
        raise Stale(
            _(
                "Somebody else changed this draft while you were working on it. Nothing of yours "
                "was saved yet: compare with what stands now, and confirm once more."
            )
        )


def _require_unpublished(draft: Draft) -> None:
    if draft.plan_id is not None:
        raise RuleBroken(_("This plan is published already. Its draft can no longer be changed."))


def _require_entry(draft: Draft, kind: str, item: str) -> None:
    if rules.find(rules.corrected(draft.reading, draft.corrections), kind, item) is None:
        raise RuleBroken(_("Somebody took this entry out of the plan. Load the page again."))


@transaction.atomic
def _change(
    corrections: Callable[[Draft], Json],
    verb: str,
    *,
    draft_id: int,
    revision: int,
    by: User,
    now: datetime,
    details: Json,
) -> Draft:
    draft = lock_draft(draft_id)
    _require_unpublished(draft)
    require_current(draft, revision)
    draft.corrections = corrections(draft)
    draft.revision += 1
    draft.save(update_fields=["corrections", "revision"])
    audit.record(verb, draft, by=by, now=now, details=details)
    return draft
