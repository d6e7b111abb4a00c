"""The steps of a sheet from stage to stage, each by the table and with its audit entry."""

from datetime import datetime
from typing import Any

from django.db import transaction

from core import audit
from core.errors import RuleBroken, Stale
from core.work import WorkState
from sheets import rules, wording
from sheets.models import Sheet, Stage
from sheets.rules import Verb, after
from sheets.services.copies import forget_copies
from sheets.services.decisions import keep_decisions
from sheets.services.pictures import tidy_pictures
from units.models import User

# What a worker's step into a stage is called in the audit trail.
DONE = {
    Stage.CHECKED: "sheet.read",
    Stage.REFUSED: "sheet.refused",
    Stage.ASKING: "sheet.asked",
    Stage.SAVED: "sheet.saved",
}


@transaction.atomic
def finish(sheet: Sheet, stage: Stage, *, now: datetime, **facts: Any) -> bool:
    """A worker is done with the sheet; False when another one has taken it over."""
    done = sheet.finish(stage=stage, **facts)
    if done:
        refusal = facts.get("refusal") or {}
        details = {name: str(fact) for name, fact in refusal.items()}
        audit.record(DONE[stage], sheet, by=None, now=now, details=details)
    return done


def held(sheet: Sheet) -> Sheet | None:
    """The locked row while this worker has it: one that slept must not mix its lines into those of
    another worker, nor into a sheet that somebody has broken off.
    """
    mine: Sheet | None = Sheet.objects.select_for_update(of=("self",)).held_by(sheet).first()
    return mine


def lock_for(sheet_id: int, verb: Verb) -> Sheet:
    """The locked sheet; raises RuleBroken where its stage does not allow the act, Stale where
    somebody has confirmed it already.

    Two people press the button at once: the second waits here and finds what the first did.
    """
    sheet: Sheet = Sheet.objects.select_for_update(of=("self",)).get(pk=sheet_id)
    if after(rules.Stage(sheet.stage), verb) is None:
        faster = sheet.stage in (Stage.SAVING, Stage.SAVED)
        raise (Stale if faster else RuleBroken)(wording.forbidden(sheet, verb))
    return sheet


def queue(sheet: Sheet, verb: Verb, *, now: datetime, **facts: Any) -> None:
    """Give the sheet to the workers, for the stage that `verb` leads to. The caller rings."""
    stage = after(rules.Stage(sheet.stage), verb)
    assert stage is not None  # lock_for asked
    if stage is rules.Stage.READING:
        keep_decisions(sheet)
        facts = {"lines_read": 0, "lines_total": 0, "started_at": None} | facts
        forget_copies(sheet)
    _write(
        sheet,
        stage=stage,
        work_state=WorkState.QUEUED,
        attempts=0,
        not_before=now,
        work_error="",
        leased_until=None,
        **facts,
    )


def rest(sheet: Sheet, verb: Verb, *, work_state: WorkState = WorkState.DONE, **facts: Any) -> None:
    """Bring the sheet into the stage that `verb` leads to, where no worker has to do with it."""
    stage = after(rules.Stage(sheet.stage), verb)
    assert stage is not None  # lock_for asked
    if stage is rules.Stage.CANCELLED:
        keep_decisions(sheet)
    _write(sheet, stage=stage, work_state=work_state, leased_until=None, **facts)


def _write(sheet: Sheet, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(sheet, name, value)
    sheet.save(update_fields=list(fields))


@transaction.atomic
def read_again(*, sheet_id: int, by: User, now: datetime) -> Sheet:
    """Compare the sheet anew with what the portal knows by now. The caller rings the bell."""
    sheet = lock_for(sheet_id, Verb.READ_AGAIN)
    if sheet.stage == Stage.READING and sheet.is_working:
        raise RuleBroken(wording.forbidden(sheet, Verb.READ_AGAIN))
    queue(sheet, Verb.READ_AGAIN, now=now, refusal={})
    audit.record("sheet.queued_again", sheet, by=by, now=now)
    return sheet


@transaction.atomic
def cancel_sheet(*, sheet_id: int, by: User, now: datetime) -> Sheet:
    """Break off what a worker does with the sheet, or give it up; nothing is saved by it."""
    sheet = lock_for(sheet_id, Verb.CANCEL)
    saving = sheet.stage == Stage.SAVING
    rest(sheet, Verb.CANCEL, work_state=WorkState.DONE if saving else WorkState.CANCELLED)
    tidy_pictures(sheet)
    audit.record("sheet.cancelled", sheet, by=by, now=now)
    return sheet
