"""What became of the lines of a sheet."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, F, Func, IntegerField, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from sheets.models import Choice, Outcome, Sheet, SheetLine
from sheets.rules import Level
from units.models import Unit

GAP = Q(troubles__contains=[{"level": Level.GAP.value}])
LEFT = Q(choice=Choice.LEAVE)
# A conflict is written only where somebody said so; what else differs, unless somebody said no.
WRITES = Q(outcome__in=[Outcome.NEW, Outcome.CHANGED]) | Q(
    outcome=Outcome.CONFLICT, choice=Choice.TAKE
)
# An unchanged draft is not written again, but it is sent along when the rest is.
SENDS = WRITES | Q(outcome=Outcome.SAME, was_draft=True) & ~Q(content={})
UNEXPLAINED = ~Q(doubts={}) & (
    Q(content__explanation=None) | Q(content__explanation="") | ~Q(content__has_key="explanation")
)
# How many pictures a line has.
SHOWN = Func(F("pictures"), function="jsonb_array_length", output_field=IntegerField())
EXPLAIN = """
    UPDATE sheets_sheetline SET explained = %(text)s,
        content = content || jsonb_build_object('explanation', %(text)s::text)
    WHERE id = ANY(%(lines)s)
"""


@dataclass(frozen=True)
class Tally:
    """How many lines there are of each sort, among those that were not left out."""

    new: int
    changed: int
    same: int
    conflict: int
    refused: int
    left: int
    # Conflicts that nobody has decided.
    undecided: int
    # Lines that saving drafts would write, and that sending would send.
    drafts: int
    sends: int
    # Of those that would be sent: what lacks something, and what looks doubtful without a word.
    incomplete: int
    unexplained: int
    # Pictures that become evidence of what drafts would write.
    pictures: int

    @property
    def lines(self) -> int:
        return self.new + self.changed + self.same + self.conflict + self.refused


def tally(sheet: Sheet) -> Tally:
    """One statement."""
    kept = ~LEFT
    found = sheet.lines.aggregate(
        **{outcome.value: Count("pk", filter=Q(outcome=outcome)) for outcome in Outcome},
        left=Count("pk", filter=LEFT),
        undecided=Count("pk", filter=Q(outcome=Outcome.CONFLICT, choice="")),
        drafts=Count("pk", filter=WRITES & kept),
        sends=Count("pk", filter=SENDS & kept),
        incomplete=Count("pk", filter=SENDS & kept & GAP),
        unexplained=Count("pk", filter=SENDS & kept & UNEXPLAINED),
        pictures=Coalesce(Sum(SHOWN, filter=WRITES & kept), 0),
    )
    return Tally(**found)


def lines_to_save(sheet: Sheet, *, submit: bool) -> QuerySet[SheetLine]:
    """What a confirmation writes, or wrote."""
    return sheet.lines.filter(SENDS if submit else WRITES).exclude(LEFT)


def lines_of(sheet: Sheet, *, shown: str) -> QuerySet[SheetLine]:
    """The lines of one outcome, those that wait for a word (`doubtful`, `incomplete`), or all."""
    sent = SENDS & ~LEFT
    sorts = {"doubtful": sent & UNEXPLAINED, "incomplete": sent & GAP, "left": LEFT}
    if shown in Outcome.values:
        return sheet.lines.filter(outcome=shown)
    return sheet.lines.filter(sorts[shown]) if shown in sorts else sheet.lines.all()


def unexplained(sheet: Sheet) -> QuerySet[SheetLine]:
    return sheet.lines.filter(UNEXPLAINED).exclude(content={})


def explain(lines: QuerySet[SheetLine], text: str) -> int:
    """Give every one of these lines the same explanation; how many."""
    with connection.cursor() as cursor:
        pks = list(lines.values_list("pk", flat=True))
        cursor.execute(EXPLAIN, {"text": text, "lines": pks})
        return int(cursor.rowcount)


def uploads_of(units: Iterable[Unit]) -> QuerySet[Sheet]:
    """The sheets of these units, whoever uploaded them; the newest first."""
    sheets = Sheet.objects.filter(unit__in=[unit.pk for unit in units]).order_by("-pk")
    return sheets.with_people()
