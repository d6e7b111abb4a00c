"""A unit writes its reports: one on a page, or all of a workbook at once."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from core import audit
from reports import queries, rules, wording
from reports.models import Decision, Report, Submission
from reports.rules import Content, Fault, Invalid, ReportState, Verb, Writing
from reports.services.counting import REVIEWED, count, lock_subjects, pass_on, settle, tell_lead
from reports.services.evidence import NO_PAPERS, Papers, attach, checked, kept_files, require_room
from reports.services.locking import Held, hold, move, require_allowed
from units.models import User

WRITTEN = (
    *rules.WORDS,
    *("percent", "value", "no_change", "warnings"),
    *("saved_at", "written_by", "origin", "submitted_at"),
    *REVIEWED,
)


def save_draft(
    *,
    report_id: int,
    revision: int,
    content: Content,
    papers: Papers = NO_PAPERS,
    by: User,
    now: datetime,
    origin: str = "page",
) -> Report:
    """Keep what was written so far; the reviewer does not see it yet."""
    writing = Writing(report_id, revision, content)
    (saved,) = apply_contents(
        items=[writing], submit=False, papers=papers, origin=origin, by=by, now=now
    )
    return saved


def submit_report(
    *,
    report_id: int,
    revision: int,
    content: Content,
    papers: Papers = NO_PAPERS,
    by: User,
    now: datetime,
    origin: str = "page",
) -> Report:
    """Send this content to whoever reviews it; what looks doubtful in it must be explained."""
    writing = Writing(report_id, revision, content)
    (sent,) = apply_contents(
        items=[writing], submit=True, explained=True, papers=papers, origin=origin, by=by, now=now
    )
    return sent


@transaction.atomic
def apply_contents(
    *,
    items: Sequence[Writing],
    submit: bool,
    explained: bool = False,
    papers: Papers = NO_PAPERS,
    origin: str,
    by: User,
    now: datetime,
) -> list[Report]:
    """Write the contents of many reports, all or nothing; the number of statements is fixed.

    Each report at most once. `origin` names where they come from (`page`, `sheet 12`, `api`).
    With `explained`, doubts about a content need a word of explanation; without, as in workbooks,
    they are only kept for the reviewer. `papers` go with each of the contents. Where nobody
    reviews, what is sent counts at once; that alone costs statements for each report.
    Raises Stale, Invalid, or RuleBroken where a report is closed or not the person's to write.
    """
    verb = Verb.SUBMIT if submit else Verb.SAVE
    held = hold([item.report_id for item in items])
    to = {
        item.report_id: require_allowed(held, item.report_id, verb, revision=item.revision, by=by)
        for item in items
    }
    contents = {item.report_id: item.content for item in items}
    require_valid(held.reports, contents, submit=submit)
    fresh, kept = checked(papers, by=by, now=now), kept_files(held.newest.values())
    for pk in contents:
        require_room(kept.get(pk, ()), papers)
    versions = [_version(held, pk, content) for pk, content in contents.items()]
    for version in versions:
        version.saved_at, version.written_by, version.origin = now, by, origin
        if submit:
            _send(version, to[version.report_id], by=by, now=now)
    if submit:
        proven = {pk for pk in contents if set(kept.get(pk, ())) - set(papers.drop) or fresh}
        look_twice(held.reports, versions, with_evidence=proven, explained=explained, now=now)
    # A draft is the one version that is written over; sent ones are never reached, because a
    # report that was sent gets the next number.
    Submission.objects.bulk_create(
        versions, update_conflicts=True, unique_fields=["report", "version"], update_fields=WRITTEN
    )
    written = [(held.reports[version.report_id], version) for version in versions]
    attach(written, kept, papers, fresh)
    _go_on(held, written, to, submit=submit, by=by, now=now)
    return [report for report, _version in written]


def _version(held: Held, pk: int, content: Content) -> Submission:
    """The version that this content becomes: the draft that is there, or the next one."""
    return Submission(
        report=held.reports[pk], version=next_version(held.newest.get(pk)), **asdict(content)
    )


def next_version(newest: Submission | None) -> int:
    return 1 if newest is None else newest.version + (newest.submitted_at is not None)


def _send(version: Submission, to: ReportState, *, by: User, now: datetime) -> None:
    version.submitted_at = now
    if to is not ReportState.SUBMITTED:
        pass_on(version.report, version, by=None, now=now)
    if to is ReportState.APPROVED:
        settle(version, Decision.APPROVED, by=by, now=now)


def look_twice(
    reports: Mapping[int, Report],
    versions: Sequence[Submission],
    *,
    with_evidence: set[int],
    explained: bool,
    now: datetime,
) -> None:
    """Keep with each version what looks doubtful in it. Raises Invalid where nobody explains it."""
    contents = {version.report_id: version.content for version in versions}
    wanted = [reports[pk] for pk in contents]
    known = queries.backgrounds(wanted, contents, with_evidence=with_evidence, now=now)
    faults = {}
    for version in versions:
        found = rules.doubts(version.content, known[version.report_id])
        version.warnings = {doubt.value: facts for doubt, facts in found.items()}
        if explained and found and not version.explanation.strip():
            faults[version.report_id] = {"explanation": Fault.EXPLANATION_MISSING}
    if faults:
        pk = next(iter(faults))
        told = {version.report_id: version.warnings for version in versions}
        sentence = wording.refusal(reports[pk], faults[pk])
        raise Invalid(sentence, faults=faults, warnings=told)


def require_valid(
    reports: Mapping[int, Report], contents: Mapping[int, Content], *, submit: bool
) -> None:
    faults = {}
    for pk, content in contents.items():
        report = reports[pk]
        found = rules.validate(content, about=report.about, submit=submit, is_part=report.is_part)
        if found:
            faults[pk] = found
    if faults:
        pk, first = next(iter(faults.items()))
        raise Invalid(wording.refusal(reports[pk], first), faults=faults)


def _go_on(
    held: Held,
    written: Sequence[tuple[Report, Submission]],
    to: Mapping[int, ReportState],
    *,
    submit: bool,
    by: User,
    now: datetime,
) -> None:
    """Bring the reports into their next states, and say so in the audit trail.

    A draft saves itself every few seconds: only when it begins or changes hands is that an act.
    """
    counting = [pair for pair in written if to[pair[0].pk] is ReportState.APPROVED]
    if counting:
        lock_subjects(report for report, _version in counting)
    moved = [(report, to[report.pk]) for report, _version in written]
    move(moved)
    tell_lead(moved, now=now)
    for report, version in counting:
        count(report, version, by=by, now=now)
    acts = [report for report, _version in written if submit or not _goes_on(held, report, by)]
    if acts:
        done = "report.submitted" if submit else "report.drafted"
        details = {"origin": written[0][1].origin}
        audit.record_each(done, acts, by=by, now=now, details=details)


def _goes_on(held: Held, report: Report, by: User) -> bool:
    last = held.newest.get(report.pk)
    return last is not None and last.submitted_at is None and last.written_by_id == by.pk
