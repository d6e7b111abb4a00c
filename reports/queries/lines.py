"""One report with what a person must know to write or to judge it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from core.calendar import Works, end_of
from core.working_days import working_calendar
from reports import rules, wording
from reports.models import Decision, Report, Submission
from reports.queries.known import as_it_stood, versions_as_they_stood, versions_known
from reports.rules import Fresh


@dataclass(frozen=True)
class Line:
    """One report with what a person must know to write or to judge it."""

    report: Report
    # The last version that was sent, and the last one that stands about an earlier period.
    newest: Submission | None
    previous: Submission | None
    left: str
    late: bool
    # The last version that was approved: its figures count.
    counting: Submission | None = None
    # A version of it left the unit after its deadline.
    sent_late: bool = False

    @property
    def pick(self) -> str:
        """How a tick box names the report and what was seen of it."""
        return f"{self.report.pk}:{self.report.revision}"

    @property
    def returned(self) -> Submission | None:
        """The version that the unit has to mend."""
        return None if self.report.state in rules.COUNTING else self._sent_back

    @property
    def due_again(self) -> str:
        """Until when what was returned is to be sent; empty where nobody said so."""
        asked_on = self.returned.again_on if self.returned else None
        return wording.due_again(asked_on, due_on=self.report.due_on) if asked_on else ""

    @property
    def not_corrected(self) -> Submission | None:
        """The correction that the office returned, where it is the last that happened."""
        return self._sent_back if self.report.state in rules.COUNTING else None

    @property
    def _sent_back(self) -> Submission | None:
        is_returned = self.newest is not None and self.newest.decision == Decision.RETURNED
        return self.newest if is_returned else None

    @property
    def shown(self) -> Submission | None:
        """What lists show as reported: what counts, else what was sent last."""
        return self.counting or self.newest

    @property
    def doubts(self) -> list[str]:
        """What looked doubtful when the last version was sent."""
        return wording.doubts(self.newest.warnings) if self.newest else []

    @property
    def is_told(self) -> bool:
        """Whether the unit has passed a version on and stands by it."""
        newest = self.newest
        told = newest is not None and newest.forwarded_at is not None
        return told and self._sent_back is None

    @property
    def fresh(self) -> list[Fresh]:
        """The progress, with the sentences marked that last period's report did not have."""
        before = self.previous.progress if self.previous else ""
        return rules.fresh_sentences(self.newest.progress if self.newest else "", before=before)

    @property
    def says_nothing_new(self) -> bool:
        # A report that has a figure and no words repeats none.
        told = bool(self.fresh) and self.previous is not None
        return told and not any(sentence.new for sentence in self.fresh)

    @property
    def change(self) -> Decimal | None:
        """By how much the figure moved since last period; None without anything to compare."""
        now, before = self.figure, self.previous.figure if self.previous else None
        return None if now is None or before is None else now - before

    @property
    def figure(self) -> Decimal | None:
        return self.newest.figure if self.newest else None


def lines(
    reports: Iterable[Report],
    *,
    now: datetime,
    works: Works | None = None,
    on: date | None = None,
    compared: bool = True,
) -> list[Line]:
    """The lines of one page in four statements. Drafts are nobody's business but the writer's.

    Whoever has the working calendar already hands on its `works`, and who does not compare with
    earlier periods does without two of the statements. Of a past day `on` the reports
    come with what was known (`as_known_on`); they are told and judged as of its end.
    """
    page = list(reports)
    if not page:
        return []
    if on is not None:
        now = end_of(on)
        page = [as_it_stood(report) for report in page]
    pks = [report.pk for report in page]
    versions = _versions(pks, on)
    before = previous_versions(pks, on=on) if compared else {}
    today = on or timezone.localtime(now).date()
    works = works or working_calendar().works
    return [
        _line(
            report,
            versions.get(report.pk, []),
            previous=before.get(report.pk),
            left=wording.days_left(report.due_on, on=today, works=works),
            late=report.due_at < now and report.state in rules.UNSENT,
        )
        for report in page
    ]


def _versions(pks: Sequence[int], on: date | None) -> dict[int, list[Submission]]:
    sent = versions_known(on=on).filter(report__in=pks).order_by("version")
    sent = sent.select_related("written_by", "forwarded_by", "reviewed_by")
    versions: dict[int, list[Submission]] = {}
    for version in sent if on is None else versions_as_they_stood(sent):
        versions.setdefault(version.report_id, []).append(version)
    return versions


def _line(
    report: Report,
    versions: Sequence[Submission],
    *,
    previous: Submission | None,
    left: str,
    late: bool,
) -> Line:
    approved = [version for version in versions if version.decision == Decision.APPROVED]
    return Line(
        report=report,
        newest=versions[-1] if versions else None,
        previous=previous,
        left=left,
        late=late,
        counting=approved[-1] if approved else None,
        sent_late=any(version.was_late for version in versions),
    )


def previous_versions(pks: Sequence[int], *, on: date | None = None) -> dict[int, Submission]:
    """For each report the newest version about an earlier date by which its unit stands.

    As it was known at the end of the past day `on`.
    """
    earlier = Submission.objects.standing(on=on).filter(
        report__period__ends_on__lt=OuterRef("period__ends_on")
    )
    newest = earlier.order_by("-report__period__ends_on", "-version").values("pk")
    on_task = newest.filter(report__assignment=OuterRef("assignment"))
    on_target = newest.filter(report__target=OuterRef("target"))
    found = Coalesce(Subquery(on_task[:1]), Subquery(on_target[:1]))
    pairs = dict(Report.objects.filter(pk__in=pks).annotate(was=found).values_list("pk", "was"))
    versions = Submission.objects.select_related("report__period", "written_by").in_bulk(
        [was for was in pairs.values() if was]
    )
    return {pk: versions[was] for pk, was in pairs.items() if was}
