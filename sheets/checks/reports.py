"""What becomes of each line about a report. Decides everything, saves nothing."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from reports import queries
from reports.queries import Standing
from reports.rules import (
    EXCUSED,
    WAITING,
    WORDS,
    Content,
    Fault,
    Subject,
    bare,
    doubts,
    is_writable,
    validate,
)
from sheets.checks.contents import in_percent, read
from sheets.checks.lines import Judged, Line, Trouble
from sheets.checks.pictures import Pictures, closed
from sheets.columns import FIGURES, OPEN, seen_of, texts
from sheets.rules import Level, Outcome
from sheets.rules.cells import Around

EMPTY = Content()
NOTHING = {about: texts(EMPTY, about) for about in Subject}
# What keeps a line from being sent, not from being saved.
MISSING = frozenset({Fault.PROGRESS_MISSING, Fault.PERCENT_MISSING, Fault.VALUE_MISSING})
# How much of what was found is told.
LONGEST_FOUND = 40


class Claim(NamedTuple):
    """Which report a line says it is about; `trouble` where nobody can tell.

    `revision` is what its writer had seen, where the portal made the workbook, and `seen` a print
    of the content that stood in the line.
    """

    line: Line
    report_id: int | None = None
    revision: int | None = None
    seen: str = ""
    trouble: Trouble | None = None
    # Column of what the line was recognised by, to which what concerns the whole line is said.
    key: str = "mark"


class ReportJudge:
    """Judges the lines of one sheet, batch by batch; remembers what the sheet has said so far."""

    def __init__(
        self,
        *,
        unit_id: int | None,
        ends_on: date | None,
        today: date,
        around: Around,
        pictures: Pictures | None = None,
    ) -> None:
        self.unit_id = unit_id
        self.ends_on = ends_on
        self.today = today
        self.around = around
        self.pictures = pictures
        # The texts of the line before, for 同上.
        self.above: dict[str, str] = {}
        # Unit, closing date and bare text -> the report that says it and what that is about.
        self.said: dict[tuple[int, date, str], tuple[int, str]] = {}
        self.asked: set[tuple[int, date]] = set()

    def judge(self, claims: Sequence[Claim]) -> list[Judged]:
        """One outcome for each line that says something, in the order of the sheet."""
        ids = {claim.report_id for claim in claims if claim.report_id is not None}
        known = queries.standings(ids, today=self.today)
        self._ask_what_is_said(known.values())
        proofs = self._proofs(claims)
        found = []
        for claim in claims:
            if is_note(claim):
                continue
            judged = Judged(claim.line)
            notes: list[Trouble] = []
            if self.pictures:
                has = proofs.get(claim.report_id or 0, ())
                judged.pictures, notes = self.pictures.taken(claim.line, has)
            self._judge(judged, claim, known)
            judged.troubles += notes
            found.append(judged)
        return found

    def _proofs(self, claims: Sequence[Claim]) -> dict[int, list[str]]:
        """What proves the reports of lines with pictures already."""
        if not self.pictures:
            return {}
        shown = [claim.report_id for claim in claims if self.pictures.lie_on(claim.line)]
        reports = [pk for pk in shown if pk is not None]
        return queries.proofs_of(reports) if reports else {}

    def _judge(self, judged: Judged, claim: Claim, known: dict[int, Standing]) -> None:
        if claim.report_id is None:
            assert claim.trouble is not None  # else it would be a note
            judged.refuse(claim.trouble)
            return
        standing = known.get(claim.report_id)
        stranger = self._stranger(standing)
        if standing is None or stranger:
            # Another unit's report is not even named here.
            judged.refuse(claim.line.trouble(claim.key, stranger))
            return
        judged.about_id, judged.subject = standing.report_id, standing.subject
        judged.revision = standing.revision
        self._compare(judged, claim, standing)

    def _stranger(self, standing: Standing | None) -> str:
        if standing is None:
            return "gone"
        if self.unit_id is not None and standing.unit_id != self.unit_id:
            return "other_unit_line"
        return "other_period_line" if standing.ends_on != self.ends_on else ""

    def _compare(self, judged: Judged, claim: Claim, standing: Standing) -> None:
        line = in_percent(claim.line, standing)
        told = read(line, standing, above=self.above, around=self.around)
        self.above = {key: told.fields[key] for key in WORDS if told.fields.get(key)}
        judged.troubles = told.troubles
        if told.is_refused:
            return
        content = self._content(judged, claim, standing, told.content)
        if content is None:
            judged.outcome = Outcome.SAME
            return
        _hold_against(judged, content, standing)
        faults = validate(content, about=standing.about, submit=True, is_part=standing.is_part)
        gaps = {key: fault for key, fault in faults.items() if fault in MISSING}
        wrong = [
            line.trouble(key, fault, _found(content, key))
            for key, fault in faults.items()
            if fault not in MISSING
        ]
        if judged.before and not wrong:
            wrong = _closed(claim, standing)
        if wrong:
            judged.refuse(*wrong)
            return
        judged.outcome = self._outcome(judged, claim, standing)
        if judged.outcome is Outcome.SAME and not standing.is_draft:
            # Nothing of it is written or sent, so nobody is asked for anything.
            return
        judged.troubles += [line.trouble(key, gap, level=Level.GAP) for key, gap in gaps.items()]
        self._look_twice(judged, content, standing)

    def _content(
        self, judged: Judged, claim: Claim, standing: Standing, told: Content
    ) -> Content | None:
        """What the line writes; None where it says nothing, or nothing new."""
        if judged.pictures and _closed(claim, standing):
            judged.troubles += closed(judged.pictures)
            judged.pictures = []
        if told != EMPTY and not _is_untouched(told, claim, standing):
            return told
        # What somebody wrote on the page meanwhile stays; a picture alone is added to it.
        return (standing.content or EMPTY) if judged.pictures else None

    def _outcome(self, judged: Judged, claim: Claim, standing: Standing) -> Outcome:
        if standing.content is None:
            return Outcome.NEW
        if not judged.before:
            return Outcome.CHANGED if judged.pictures else Outcome.SAME
        return Outcome.CONFLICT if _is_overtaken(claim, standing) else Outcome.CHANGED

    def _look_twice(self, judged: Judged, content: Content, standing: Standing) -> None:
        known = standing.background
        place = standing.unit_id, standing.ends_on, bare(content.progress)
        other = self.said.setdefault(place, (standing.report_id, standing.subject))
        if other[0] != standing.report_id:
            known = known._replace(elsewhere={content.progress: other[1]})
        if judged.pictures:
            known = known._replace(has_evidence=True)
        found = doubts(content, known)
        judged.doubts = {doubt.value: facts for doubt, facts in found.items()}

    def _ask_what_is_said(self, standings: Iterable[Standing]) -> None:
        """What the units have sent already about other things for the same closing dates."""
        places = {(each.unit_id, each.ends_on) for each in standings} - self.asked
        if not places:
            return
        self.asked |= places
        units, days = {unit for unit, _day in places}, {day for _unit, day in places}
        for saying in queries.sayings(units, days):
            place = saying.unit_id, saying.ends_on, bare(saying.progress)
            self.said.setdefault(place, (saying.report_id, saying.subject))


def is_note(claim: Claim) -> bool:
    """A note or a blank line of their own, about nothing that the portal knows."""
    if claim.report_id is not None:
        return False
    nowhere = claim.trouble is not None and claim.trouble["code"] == "no_token"
    return claim.trouble is None or (nowhere and not says_something(claim.line))


def _hold_against(judged: Judged, content: Content, standing: Standing) -> None:
    """What the line would write, and what of that differs from what stands."""
    judged.content = texts(content, standing.about)
    held = standing.content
    before = texts(held, standing.about) if held else NOTHING[standing.about]
    judged.before = {
        key: before.get(key, "")
        for key in before.keys() | judged.content.keys()
        if before.get(key, "") != judged.content.get(key, "")
    }
    judged.was_draft = standing.is_draft


def _is_overtaken(claim: Claim, standing: Standing) -> bool:
    return claim.revision is not None and claim.revision != standing.revision


def _is_untouched(content: Content, claim: Claim, standing: Standing) -> bool:
    """Whether the line says what it said when it was downloaded, and the portal says more."""
    if not claim.seen or not _is_overtaken(claim, standing):
        return False
    return claim.seen == seen_of(texts(content, standing.about))


def says_something(line: Line) -> bool:
    """Whether any of the cells that people fill in holds something."""
    cells = (line.cells.get(column.key) for column in OPEN)
    return any(bool(cell.strip()) if isinstance(cell, str) else cell is not None for cell in cells)


def _closed(claim: Claim, standing: Standing) -> list[Trouble]:
    """Why the report takes nothing now."""
    if not standing.plan_running:
        code = "plan_closed"
    elif not standing.period_open:
        code = "period_closed"
    elif is_writable(standing.state):
        return []
    elif standing.state in WAITING:
        code = "closed_submitted"
    else:
        code = "closed_excused" if standing.state in EXCUSED else "closed_approved"
    return [claim.line.trouble(claim.key, code)]


def _found(content: Content, key: str) -> str:
    value = getattr(content, key)
    if key in FIGURES:
        return (
            "" if value is None else f"{value.normalize():f}" if value.is_finite() else str(value)
        )
    return str(value)[:LONGEST_FOUND]
