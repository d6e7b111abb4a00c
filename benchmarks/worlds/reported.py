"""What was reported: rules, periods, and for each thing and period a report with its versions.

How a report fares follows from its own numbers, so that every run of the generator says the same:
2 % of past reports are missing, 3 % were returned once, 5 % came late; of the month that has just
ended a quarter is missing, and some wait for review.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from benchmarks.worlds import words
from benchmarks.worlds.copying import BATCH, Table
from benchmarks.worlds.places import OFFICE, reporter_of, reviewer_of
from benchmarks.worlds.promises import Part, Promise, bounds_of, mixed
from benchmarks.worlds.sizes import BEFORE, BEGINS_ON, NOW, PLANS_END_ON
from core.calendar import OFFICE_TIME, end_of
from core.copying import NULL, line
from core.working_days import calendar_of, library_days
from indicators.models import Measurement
from reports.models import Frequency, Period, Report, ReportingRule, Submission
from reports.queries.courses import Course
from reports.rules import Rule, Span

MISSING, WAITING, RETURNED, LATE, PUNCTUAL = range(5)
# The state that a report is in, and how often it was changed.
OUTCOMES = {
    MISSING: ("open", 0),
    WAITING: ("submitted", 1),
    RETURNED: ("approved", 4),
    LATE: ("approved", 2),
    PUNCTUAL: ("approved", 2),
}
# Not passed on: forwarded_at, forwarded_by and the deadline of that moment.
UNSEEN = f"{NULL}\t{NULL}\t{NULL}"
# Days that offices have closed already: all that ended so long before now.
CLOSED_AFTER = timedelta(days=60)
MOMENTS = 24
# One report in so many tells of a place.
NAMES_A_SITE = 8
# Percent of the way that has been gone after so many of the months.
MONTHS = 48


@dataclass(frozen=True)
class Instance:
    """A span that has opened, with the moments at which units sent and reviewed, as text."""

    span: Span
    number: int
    month: int
    due_at: str
    is_newest: bool
    punctual: list[tuple[str, str]]
    late: list[tuple[str, str]]


class Fate(NamedTuple):
    kind: int
    sent: str
    reviewed: str


def instances(frequency: Frequency) -> list[Instance]:
    """Every period of a rhythm that opened before tonight, as the portal itself dates them."""
    works = calendar_of((day.on, day.works) for day in library_days()).works
    rule = Rule(frequency=frequency)  # type: ignore[arg-type]  # the same words
    course = Course(rule, since=BEGINS_ON, until=PLANS_END_ON)
    known = [span for span in course.spans(works) if span.opens_on < NOW.date()]
    return [_instance(number, span) for number, span in enumerate(known)]


def _instance(number: int, span: Span) -> Instance:
    month = (span.ends_on.year - BEGINS_ON.year) * 12 + span.ends_on.month - BEGINS_ON.month + 1
    due_at = end_of(span.due_on)
    # Who is asked by the 5th sends around the closing date; of the newest period before tonight.
    first = end_of(span.ends_on) - timedelta(days=4)
    return Instance(
        span=span,
        number=number,
        month=month,
        due_at=due_at.isoformat(),
        is_newest=due_at > BEFORE,
        punctual=[_moments(first, timedelta(hours=3 * n)) for n in range(MOMENTS)],
        late=[_moments(due_at, timedelta(hours=5 * n)) for n in range(1, MOMENTS + 1)],
    )


def _moments(since: datetime, later: timedelta) -> tuple[str, str]:
    sent = since.astimezone(OFFICE_TIME) + later
    return sent.isoformat(), (sent + timedelta(hours=4)).isoformat()


def fate(seed: int, instance: Instance) -> Fate:
    """What became of the report of a part or target about that period."""
    chance = mixed(seed, instance.number) % 1000
    moment = chance % MOMENTS
    if chance < (250 if instance.is_newest else 20):
        return Fate(MISSING, "", "")
    if instance.is_newest:
        return Fate(WAITING if chance < 350 else PUNCTUAL, *instance.punctual[moment])
    if chance < 100:
        return Fate(RETURNED if chance < 50 else LATE, *instance.late[moment])
    return Fate(PUNCTUAL, *instance.punctual[moment])


def share(seed: int, month: int) -> float:
    """How far it has come after so many months: some are ahead of time, most a little behind."""
    pace = 0.6 + seed % 700 / 1000
    return min(0.99, pace * month / MONTHS)


def newest_percent(part: Part, known: list[Instance]) -> tuple[str, str] | None:
    """The newest approved percentage of a lead, and the closing date that it is about."""
    for instance in reversed(known):
        if fate(part.seed, instance).kind >= RETURNED:
            return f"{share(part.seed, instance.month) * 100:.2f}", str(instance.span.ends_on)
    return None


class Reported:
    """The tables of reports; their keys count on from plan to plan."""

    def __init__(self) -> None:
        self.monthly, self.quarterly = instances(Frequency.MONTH), instances(Frequency.QUARTER)
        self.rules = Table(ReportingRule, "id", "plan_id", "frequency")
        self.periods = Table(
            Period,
            *("id", "plan_id", "rule_id", "starts_on", "ends_on", "opens_on", "due_at"),
            *("opened_at", "closed_at", "closed_by_id"),
        )
        self.reports = Table(
            Report,
            *("id", "period_id", "unit_id", "assignment_id", "target_id", "state", "due_at"),
            "revision",
        )
        self.submissions = Table(
            Submission,
            *("report_id", "version", "percent", "value", "progress", "problems", "next_steps"),
            *("saved_at", "written_by_id", "submitted_at", "forwarded_at", "forwarded_by_id"),
            *("was_due_at", "reviewed_at", "reviewed_by_id", "decision", "reason"),
        )
        self.measurements = Table(
            Measurement, "target_id", "period_ends_on", "value", "origin", "recorded_at"
        )
        self.texts = words.progress_texts()
        self.period = self.report = 0

    def of(self, plan: Promise) -> list[Instance]:
        return self.monthly if plan.is_monthly else self.quarterly

    def add(self, plan: Promise) -> None:
        frequency = Frequency.MONTH if plan.is_monthly else Frequency.QUARTER
        self.rules.lines.append(line(plan.pk, plan.pk, frequency.value))
        for instance in self.of(plan):
            self.period += 1
            self.periods.lines.append(_period(self.period, plan, instance))
            for part in plan.parts:
                self._report(part, instance, NULL if part.task is None else part.pk, NULL)
            for position, part in enumerate(plan.targets, 1):
                self._report(part, instance, NULL, part.pk, bounds_of(part, position))
        for table in self._tables():
            table.flush(at_least=BATCH)

    def flush(self) -> None:
        for table in self._tables():
            table.flush()

    def _report(
        self,
        part: Part,
        instance: Instance,
        task: int | str,
        target: int | str,
        bounds: tuple[int, int] | None = None,
    ) -> None:
        """One report with its versions, written out at once: there are millions of them."""
        self.report += 1
        told = fate(part.seed, instance)
        state, revision = OUTCOMES[told.kind]
        self.reports.lines.append(
            f"{self.report}\t{self.period}\t{part.unit}\t{task}\t{target}\t{state}"
            f"\t{instance.due_at}\t{revision}"
        )
        if told.kind == MISSING:
            return
        gone, percent, value = share(part.seed, instance.month), NULL, NULL
        if bounds is None:
            percent = f"{gone * 100:.2f}"
        else:
            value = f"{bounds[0] + (bounds[1] - bounds[0]) * gone:.2f}"
        content = f"{percent}\t{value}\t{self._words(part.seed, instance)}"
        self._versions(part, instance, told, content)
        if bounds is not None and told.kind != WAITING:
            self.measurements.lines.append(
                f"{target}\t{instance.span.ends_on}\t{value}\treport {self.report}\t{told.reviewed}"
            )

    def _versions(self, part: Part, instance: Instance, told: Fate, content: str) -> None:
        """Who came back once has a first version with a reason; only what waits has no review."""
        lines, report, version = self.submissions.lines, self.report, 1
        writer, reviewer = reporter_of(part.unit), reviewer_of(part.unit)
        if told.kind == RETURNED:
            sent, back = instance.punctual[report % MOMENTS]
            reason = words.RETURNED[report % len(words.RETURNED)]
            lines.append(
                f"{report}\t1\t{content}\t{sent}\t{writer}\t{sent}\t{UNSEEN}"
                f"\t{back}\t{reviewer}\treturned\t{reason}"
            )
            version = 2
        seen = f"{UNSEEN}\t{NULL}\t{NULL}\t\t"
        if told.kind != WAITING:
            passed = f"{told.reviewed}\t{reviewer}"
            seen = f"{passed}\t{instance.due_at}\t{passed}\tapproved\t"
        lines.append(f"{report}\t{version}\t{content}\t{told.sent}\t{writer}\t{told.sent}\t{seen}")

    def _words(self, seed: int, instance: Instance) -> str:
        chance = mixed(seed, instance.number, 3)
        progress = self.texts[chance % len(self.texts)]
        problems = words.PROBLEMS[chance // 512 % len(words.PROBLEMS)]
        following = words.NEXT[chance // 8192 % len(words.NEXT)]
        if chance % NAMES_A_SITE == 0:
            site = words.SITES[mixed(chance) % len(words.SITES)]
            progress = f"{site}：{progress}"
        return f"{progress}\t{problems}\t{following}"

    def _tables(self) -> tuple[Table, ...]:
        return (self.rules, self.periods, self.reports, self.submissions, self.measurements)


def _period(pk: int, plan: Promise, instance: Instance) -> str:
    span = instance.span
    opened_at = end_of(span.opens_on - timedelta(days=1)) + timedelta(minutes=10)
    closed_at = closed_by = None
    if span.ends_on < (NOW - CLOSED_AFTER).date():
        closed_at = end_of(span.due_on) + timedelta(days=10)
        closed_by = reviewer_of(plan.county.units[OFFICE])
    dates = (span.starts_on, span.ends_on, span.opens_on, instance.due_at)
    return line(pk, plan.pk, plan.pk, *dates, opened_at, closed_at, closed_by)
