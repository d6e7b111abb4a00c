"""Correcting a reading before it becomes a plan.

Every change names the revision that its author saw; after somebody else's change it is stale.
"""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.errors import RuleBroken, Stale
from intake import rules
from intake.models import Draft
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
        if rules.find(rules.corrected(draft.reading, draft.corrections), kind, item) is None:
            raise RuleBroken(_("Somebody took this entry out of the plan. Load the page again."))
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
    """A task or a target that the reader missed."""
    return _change(
        lambda draft: rules.with_new_item(draft.corrections, kind, fields)[0],
        "draft.item_added",
        draft_id=draft_id,
        revision=revision,
        by=by,
        now=now,
        details={"kind": kind} | fields,
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


def choose_unit(
    *, draft_id: int, revision: int, name: str, choice: Json, by: User, now: datetime
) -> Draft:
    """Whom an unknown name means; carried out when the draft is published."""
    return _change(
        lambda draft: rules.with_unit(draft.corrections, name, choice),
        "draft.unit_chosen",
        draft_id=draft_id,
        revision=revision,
        by=by,
        now=now,
        details={"name": name} | choice,
    )


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
    if draft.plan_id is not None:
        raise RuleBroken(_("This plan is published already. Its draft can no longer be changed."))
    require_current(draft, revision)
    draft.corrections = corrections(draft)
    draft.revision += 1
    draft.save(update_fields=["corrections", "revision"])
    audit.record(verb, draft, by=by, now=now, details=details)
    return draft
