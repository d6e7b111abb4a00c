"""What lies on people's desks today: requests, stages, waivers, decisions of the last weeks.

Each act of samples/desks.toml goes through the service that a person's click would have called. The
plans have fixed years and the demonstration loads on any day: what that day does not allow, such
as asking for a later date when the date is over, is left out.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from config.demo.files import read
from core.errors import RuleBroken
from indicators import services as indicators
from indicators.models import Target
from indicators.rules.amendments import AmendmentVerb, Promise
from plans.models import Plan
from reports import services as reports
from reports.models import Period, Report, ReviewSteps
from reports.queries.courses import Scope
from reports.rules import Content, Frequency, Rule
from tasks import services as tasks
from tasks.models import Assignment, AssignmentRole, Task
from tasks.rules import TaskVerb
from tasks.rules.extensions import Wish
from tasks.rules.milestones import StageLine
from tasks.services import Papers, coordinating, extending, staging
from units import services as units
from units.models import Membership, Unit, User
from units.rules import Role


def receive_tasks(plan: Plan) -> None:
    """Units confirmed receipt the day after publication, those without people were deemed to."""
    assert plan.published_at is not None
    parts = Assignment.objects.filter(task__plan=plan).to_receive().order_by("task", "order", "pk")
    reporters = Membership.objects.live().filter(role=Role.REPORTER).select_related("user")
    by_unit: dict[int | None, User] = {each.unit_id: each.user for each in reporters}
    for part in parts:
        if by := by_unit.get(part.unit_id):
            with suppress(RuleBroken):
                tasks.receive_part(
                    assignment_id=part.pk, by=by, now=plan.published_at + timedelta(days=1)
                )
    while tasks.deem_received(now=plan.published_at + timedelta(days=14)):
        pass


def lay_on_desks(plans: dict[str, Plan], *, now: datetime) -> list[str]:
    """Everything of samples/desks.toml that this day allows, in its order; why it did not allow
    the rest.
    """
    left_out = []
    for facts in read("desks")["act"]:
        try:
            ACTS[facts["verb"]](Desk(plans, facts, now=now))
        except RuleBroken as broken:
            left_out.append(f"{facts['verb']} {facts['plan']}: {broken.sentence}")
    return left_out


class Desk:
    """One act: who does what about what, and when."""

    def __init__(self, plans: dict[str, Plan], facts: dict[str, Any], *, now: datetime) -> None:
        self.facts = facts
        self.plan = next(plan for title, plan in plans.items() if facts["plan"] in title)
        self.today = timezone.localtime(now).date()
        self.now = self._moment(now)

    def _moment(self, now: datetime) -> datetime:
        """Mid-morning so many days ago, or before the task's due date where the act says so."""
        if "before_due" in self.facts:
            due_on = self.task.due_on
            assert due_on is not None
            day = min(due_on - timedelta(days=self.facts["before_due"]), self.today)
        else:
            day = self.today - timedelta(days=self.facts["ago"])
        then = timezone.make_aware(datetime.combine(day, time(10, 20)))
        return min(then, now)

    @property
    def task(self) -> Task:
        return self.plan.tasks.get(number=self.facts["task"])

    @property
    def target(self) -> Target:
        start = self.plan.source_text.index(self.facts["target"])
        end = start + len(self.facts["target"])
        touching = self.plan.targets.filter(quote_start__lt=end, quote_end__gt=start)
        return max(touching, key=lambda target: min(end, target.quote_end or 0) - start)

    @property
    def unit(self) -> Unit:
        return Unit.objects.get(name=self.facts["unit"])

    def person(self, name: str = "by") -> User:
        return User.objects.get(username=self.facts[name])

    def day(self, name: str) -> date:
        return self.today + timedelta(days=self.facts[name])

    @property
    def act(self) -> dict[str, Any]:
        return self.acting("by")

    def acting(self, name: str, **later: int) -> dict[str, Any]:
        """Who acts next, so much later."""
        return {"by": self.person(name), "now": self.now + timedelta(**later)}


def _review_by_both(desk: Desk) -> None:
    own = desk.plan.reporting_rules.get(task=None, target=None, unit=None, ended_at=None)
    reports.set_rule(scope=Scope(desk.plan), rule=own.as_rule, review=ReviewSteps.BOTH, **desk.act)


def _rule_of_target(desk: Desk) -> None:
    rule = Rule(Frequency(desk.facts["frequency"]))
    reports.set_rule(scope=Scope(desk.plan, target=desk.target), rule=rule, **desk.act)


def _plan_stages(desk: Desk) -> None:
    task = desk.task
    lines = [
        StageLine(stage["title"], stage["due_on"], Decimal(stage["weight"]))
        for stage in desk.facts["stages"]
    ]
    seen = staging.seen_as(list(task.milestones.all()))
    planned = staging.plan_stages(task_id=task.pk, seen=seen, lines=lines, **desk.act)
    seen, reviewer = staging.seen_as(planned), desk.acting("approved_by", hours=3)
    staging.approve_stages(task_id=task.pk, seen=seen, **reviewer)
    for stage, line in zip(planned, desk.facts["stages"], strict=True):
        if "proof" in line:
            reached = {"done_on": line["done_on"], "proof": line["proof"]}
            staging.reach_stage(milestone_id=stage.pk, **reached, **desk.act)


def _ask_for_extension(desk: Desk) -> None:
    facts = desk.facts
    wish = Wish(facts["asked_due_on"], facts["reason"], facts["progress"])
    asked = extending.request_extension(task_id=desk.task.pk, wish=wish, **desk.act)
    for verb, name in (
        (extending.sign_extension, "signed_by"),
        (extending.check_extension, "checked_by"),
    ):
        if name in facts:
            asked = verb(
                extension_id=asked.pk,
                revision=asked.revision,
                **desk.acting(name, hours=2),
            )
    if "granted_by" in facts:
        extending.grant_extension(
            extension_id=asked.pk,
            revision=asked.revision,
            granted_due_on=facts["asked_due_on"],
            **desk.acting("granted_by", days=1),
        )


def _ask_for_coordination(desk: Desk) -> None:
    facts = desk.facts
    asked = tasks.ask_for_coordination(
        task_id=desk.task.pk, unit=desk.unit, text=facts["text"], **desk.act
    )
    if "handed_to" in facts:
        coordinating.hand_on(
            coordination_id=asked.pk,
            revision=asked.revision,
            to=Unit.objects.get(name=facts["handed_to"]),
            text=facts["note"],
            **desk.acting("handed_by", days=1),
        )


def _complete(desk: Desk) -> None:
    """Ask for completion, and what followed as far as the act tells."""
    facts, task = desk.facts, desk.task
    proof = ContentFile(facts["proof"].encode(), name=facts["proof_name"])
    papers = Papers(reason=facts["reason"], done_on=desk.day("done"), files=(proof,))
    tasks.move(task_id=task.pk, verb=TaskVerb.REQUEST_COMPLETION, papers=papers, **desk.act)
    if "completed_by" in facts:
        decided = desk.acting("completed_by", days=2)
        papers = Papers(done_on=desk.day("done"))
        tasks.move(task_id=task.pk, verb=TaskVerb.COMPLETE, papers=papers, **decided)
    if "struck_off_by" in facts:
        struck = desk.acting("struck_off_by", days=5)
        papers = Papers(verification=facts["verification"])
        tasks.move(task_id=task.pk, verb=TaskVerb.CLOSE, papers=papers, **struck)


def _hand_out(desk: Desk) -> None:
    """A task beside those of the document, and a refusal where the act tells of one."""
    facts, lead = desk.facts, desk.unit
    wish = tasks.NewTask(
        title=facts["title"],
        number=facts["number"],
        due_on=desk.day("due"),
        parts=(tasks.Part(AssignmentRole.LEAD, lead.name, unit=lead),),
    )
    (task,) = tasks.add_tasks(plan=desk.plan, wishes=[wish], **desk.act)
    if "refused_by" in facts:
        tasks.move(
            task_id=task.pk,
            verb=TaskVerb.REFUSE,
            papers=Papers(reason=facts["reason"]),
            **desk.acting("refused_by", hours=4),
        )


def _amend(desk: Desk) -> None:
    facts, target = desk.facts, desk.target
    promise = Promise(Decimal(facts["value"]), target.value_high, target.due_on)
    asked = indicators.request_amendment(
        target_id=target.pk,
        promise=promise,
        doc_number=facts["document"],
        reason=facts["reason"],
        **desk.act,
    )
    if "approved_by" in facts:
        indicators.decide_amendment(
            amendment_id=asked.pk,
            verb=AmendmentVerb.APPROVE,
            note="",
            **desk.acting("approved_by", days=1),
        )


def _override(desk: Desk) -> None:
    indicators.override_verdict(
        target_id=desk.target.pk, band=desk.facts["band"], reason=desk.facts["reason"], **desk.act
    )


def _waive(desk: Desk) -> None:
    scope = Scope(desk.plan, task=desk.task, unit=desk.unit)
    first = desk.today.replace(day=1)
    reports.give_waiver(scope=scope, starts_on=first, reason=desk.facts["reason"], **desk.act)


def _close_periods(desk: Desk) -> None:
    """All but those whose reports may still come in."""
    closed = Period.objects.opened().filter(plan=desk.plan, due_at__lt=desk.now)
    for period in closed.order_by("ends_on")[: max(closed.count() - 1, 0)]:
        reports.close_period(period_id=period.pk, **desk.act)


def _correct(desk: Desk) -> None:
    """A figure of a closed period was wrong."""
    of_target = Report.objects.filter(target=desk.target, period__closed_at__isnull=False)
    report = of_target.order_by("-period__ends_on").first()
    if report is None:  # the plan's years are over
        return
    content = Content(value=Decimal(desk.facts["value"]), progress=desk.facts["progress"])
    reports.correct_report(
        report_id=report.pk,
        revision=report.revision,
        content=content,
        reason=desk.facts["reason"],
        **desk.act,
    )


def _stand_in(desk: Desk) -> None:
    absence = units.Absence(
        unit=desk.unit,
        principal=desk.person("principal"),
        deputy=desk.person("deputy"),
        starts_on=desk.today,
        ends_on=desk.day("until"),
        reason=desk.facts["reason"],
    )
    units.give_stand_in(absence, **desk.act)
    units.keep_stand_ins(now=desk.now)


ACTS: dict[str, Callable[[Desk], None]] = {
    "review_by_both": _review_by_both,
    "rule_of_target": _rule_of_target,
    "plan_stages": _plan_stages,
    "ask_for_extension": _ask_for_extension,
    "ask_for_coordination": _ask_for_coordination,
    "complete": _complete,
    "hand_out": _hand_out,
    "amend": _amend,
    "override": _override,
    "waive": _waive,
    "close_periods": _close_periods,
    "correct": _correct,
    "stand_in": _stand_in,
}
