"""A person decides about lines and confirms the sheet; a worker then saves it."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.errors import RuleBroken
from reports.rules import text_fault
from sheets import queries, wording
from sheets.models import Choice, Outcome, Sheet, SheetLine
from sheets.rules import Verb
from sheets.services.copies import forget_copies
from sheets.services.moving import lock_for, queue
from units.models import User


@transaction.atomic
def confirm_sheet(
    *, sheet_id: int, submit: bool, only_good: bool = False, by: User, now: datetime
) -> Sheet:
    """Let the lines be saved as drafts, or saved and submitted. The caller rings the bell.

    With `only_good`, refused lines stay behind; without, they hold up the whole sheet. Raises
    RuleBroken while a line waits for a decision, or there is nothing to save.
    """
    sheet = lock_for(sheet_id, Verb.CONFIRM)
    # Only reports are sent to somebody; everything else is saved and that is that.
    submit = submit and sheet.columns == "reports"
    counts = queries.tally(sheet)
    if counts.refused and not only_good:
        raise RuleBroken(
            _("Some lines are refused, so nothing was saved. Correct them, or save only the rest.")
        )
    if counts.undecided:
        raise RuleBroken(
            _("Some lines were changed by somebody else meanwhile. Decide which text counts first.")
        )
    if not (counts.sends if submit else counts.drafts):
        raise RuleBroken(_("Nothing in this sheet differs from what the portal knows."))
    if submit and counts.incomplete:
        raise RuleBroken(
            _("Some lines are not complete. Complete them, leave them out, or save drafts.")
        )
    if submit and counts.unexplained:
        raise RuleBroken(
            _("Some lines look doubtful. Write a word of explanation, or leave them out.")
        )
    facts = {"submit": submit, "confirmed_by": by, "confirmed_at": now, "refusal": {}}
    queue(sheet, Verb.CONFIRM, now=now, **facts)
    details = {"lines": counts.sends if submit else counts.drafts, "submitted": int(submit)}
    audit.record("sheet.confirmed", sheet, by=by, now=now, details=details)
    return sheet


@transaction.atomic
def decide_lines(
    *,
    sheet_id: int,
    choices: Mapping[int, Choice] | None = None,
    explanations: Mapping[int, str] | None = None,
    explain_all: str = "",
    by: User,
    now: datetime,
) -> int:
    """Take or leave lines, and explain what looks doubtful in them. How many lines changed.

    `explain_all` goes to every doubtful line that has no explanation yet. Nothing else about a
    line can be changed here: figures and texts are mended in the sheet itself.
    """
    sheet = lock_for(sheet_id, Verb.CONFIRM)
    told = {**(explanations or {}), 0: explain_all}
    if fault := next((fault for text in told.values() if (fault := text_fault(text))), None):
        raise RuleBroken(wording.explanation_fault(fault))
    changed = _choose(sheet, choices or {}) + _explain(sheet, explanations or {})
    if explain_all.strip():
        changed += queries.explain(queries.unexplained(sheet), explain_all.strip())
    if changed:
        forget_copies(sheet)
        audit.record("sheet.decided", sheet, by=by, now=now, details={"lines": changed})
    return changed


def _choose(sheet: Sheet, choices: Mapping[int, Choice]) -> int:
    """Refused lines cannot be taken: there is nothing in them."""
    lines = sheet.lines.exclude(outcome=Outcome.REFUSED)
    changed = 0
    for choice in Choice:
        wanted = [pk for pk, chosen in choices.items() if chosen == choice]
        changed += lines.filter(pk__in=wanted).exclude(choice=choice).update(choice=choice)
    return changed


def _explain(sheet: Sheet, explanations: Mapping[int, str]) -> int:
    lines: list[SheetLine] = list(sheet.lines.filter(pk__in=explanations).exclude(content={}))
    changed = []
    for line in lines:
        text = explanations[line.pk].strip()
        if text != line.content.get("explanation", ""):
            line.content["explanation"] = line.explained = text
            changed.append(line)
    SheetLine.objects.bulk_update(changed, ["content", "explained"])
    return len(changed)
