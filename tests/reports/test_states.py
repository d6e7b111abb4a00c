"""What may happen to a report: by the table, and on the database by every verb of every person."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from itertools import product

import pytest
from django.db import transaction
from django.utils.translation import override

from core.errors import RuleBroken
from core.models import AuditEntry
from reports import rules, services
from reports.models import Report, ReportingRule, Submission
from reports.rules import Actor, Content, Need, ReportState, ReviewSteps, Verb
from tests import make
from units.models import User
from units.rules import Role

# Everything that may happen, written down a second time on purpose: state, verb, where it leads
# with two reviews, who may, what it takes.
TABLE = """
open       save      draft       reporter                          running_plan open_period
draft      save      draft       reporter                          running_plan open_period
returned   save      returned    reporter                          running_plan open_period
open       submit    submitted   reporter                          running_plan open_period whole
draft      submit    submitted   reporter                          running_plan open_period whole
returned   submit    submitted   reporter                          running_plan open_period whole
submitted  approve   forwarded   reviewer                          second_person
submitted  return    returned    reviewer       running_plan open_period reason second_person
forwarded  approve   approved    inspector office_head lead        second_person
forwarded  return    returned    inspector office_head lead
                                                running_plan open_period reason second_person
approved   correct   correcting  reporter                          running_plan whole reason
correcting approve   approved    inspector office_head             second_person
correcting return    approved    inspector office_head             second_person reason
open       waive     waived      inspector office_head job         reason
draft      waive     waived      inspector office_head job         reason
returned   waive     waived      inspector office_head job         reason
open       withdraw  withdrawn   inspector office_head job
draft      withdraw  withdrawn   inspector office_head job
returned   withdraw  withdrawn   inspector office_head job
waived     restore   -           inspector office_head job
withdrawn  restore   -           inspector office_head job
draft      recall    -           reporter                          running_plan open_period
returned   recall    -           reporter                          running_plan open_period
submitted  recall    -           reporter                          running_plan open_period unseen
forwarded  recall    -           reporter                          running_plan open_period unseen
"""


def written_down():
    for line in TABLE.replace("\n     ", " ").strip().splitlines():
        state, verb, to, *words = line.split()
        who = {Actor(word) for word in words if word in set(Actor)}
        needs = {Need(word) for word in words if word in set(Need)}
        yield (state, verb), (None if to == "-" else to, who, needs)


ALLOWED = dict(written_down())


@pytest.mark.parametrize(("state", "verb"), list(product(ReportState, Verb)))
def test_what_is_not_in_the_table_is_refused(state: ReportState, verb: Verb) -> None:
    found = rules.TRANSITIONS.get((state, verb))
    told = found and (found.to, set(found.who), set(found.needs))
    assert told == ALLOWED.get((state.value, verb.value))


@pytest.mark.parametrize(
    ("steps", "submit", "approve"),
    [
        ("none", "approved", "approved"),
        ("unit", "submitted", "approved"),
        ("office", "forwarded", "forwarded"),
        ("both", "submitted", "forwarded"),
    ],
)
def test_who_reviews_decides_where_sending_and_approving_lead(steps, submit, approve) -> None:
    chosen = ReviewSteps(steps)
    assert rules.after(ReportState.DRAFT, Verb.SUBMIT, steps=chosen) == submit
    assert rules.after(ReportState.SUBMITTED, Verb.APPROVE, steps=chosen) == approve
    assert rules.after(ReportState.FORWARDED, Verb.APPROVE, steps=chosen) == "approved"
    assert rules.after(ReportState.FORWARDED, Verb.RETURN, steps=chosen) == "returned"


@pytest.mark.parametrize("steps", ReviewSteps)
def test_parts_of_assisting_units_always_come_to_the_lead(steps: ReviewSteps) -> None:
    chosen = rules.OF_PARTS[steps]
    assert rules.after(ReportState.SUBMITTED, Verb.APPROVE, steps=chosen) == "forwarded"
    assert rules.after(ReportState.DRAFT, Verb.SUBMIT, steps=chosen) != "approved"


@pytest.mark.parametrize("state", list(ReportState))
def test_what_was_excused_goes_back_to_where_it_was(state: ReportState) -> None:
    assert rules.after(ReportState.WAIVED, Verb.RESTORE, back_to=state) == state


def test_what_is_unsent_is_what_may_be_written() -> None:
    assert set(rules.UNSENT) == {state for state in ReportState if rules.is_writable(state)}
    assert set(rules.states_before(Verb.SAVE)) == set(rules.UNSENT)


def test_each_state_is_unsent_waiting_counting_or_excused() -> None:
    groups = (rules.UNSENT, rules.WAITING, rules.COUNTING, rules.EXCUSED)
    assert {state for group in groups for state in group} == set(ReportState)
    assert rules.who_may(ReportState.APPROVED, Verb.SAVE) == frozenset()


# --- On the database ---

GOOD = Content(percent=Decimal(60), progress="已完成入库评审。")
# Verbs of people on one report; waiving and withdrawing are tested with the rhythm.
VERBS = (Verb.SAVE, Verb.SUBMIT, Verb.APPROVE, Verb.RETURN, Verb.CORRECT)


@dataclass
class Desk:
    """A lead's report and the part of its assisting unit, with somebody for every role."""

    reports: dict[str, Report]
    people: dict[tuple[str, Actor], User]
    writer: User
    now: object


@pytest.fixture
def desk(report, period, task, north, south, anna, rita, vera, ines, otto, now) -> Desk:
    part = make.report(period, task.assignments.get(role="assist"))
    office = {Actor.INSPECTOR: ines, Actor.OFFICE_HEAD: otto}
    victor = make.user("victor", (south, Role.REVIEWER))
    of_lead = {Actor.REPORTER: anna, Actor.REVIEWER: rita, **office}
    of_part = {Actor.REPORTER: vera, Actor.REVIEWER: victor, Actor.LEAD: anna, **office}
    people = {("report", actor): user for actor, user in of_lead.items()}
    people |= {("part", actor): user for actor, user in of_part.items()}
    writer = make.user("wanda", (north, Role.REPORTER), (south, Role.REPORTER))
    return Desk({"report": report, "part": part}, people, writer, now)


def put(report, state, writer, now):
    """A report in that state, with what must have happened before."""
    Report.objects.filter(pk=report.pk).update(state=state, revision=7)
    if state == "open":
        return
    sent = None if state == "draft" else now - timedelta(days=2)
    left = sent if state in {"forwarded", "approved", "correcting"} else None
    reason = "更正" if state == "correcting" else ""
    Submission.objects.create(
        report=report, version=1, saved_at=now, submitted_at=sent, forwarded_at=left, percent=60,
        written_by=writer, correction_reason=reason, progress="已完成评审。",
    )  # fmt: skip


def act(verb, report, by, now):
    seen = {"report_id": report.pk, "revision": 7, "by": by, "now": now}
    if verb is Verb.SAVE:
        services.save_draft(**seen, content=GOOD)
    elif verb is Verb.SUBMIT:
        services.submit_report(**seen, content=GOOD)
    elif verb is Verb.APPROVE:
        services.approve_report(**seen)
    elif verb is Verb.RETURN:
        services.return_report(**seen, reason="请补充。")
    else:
        services.correct_report(**seen, content=GOOD, reason="统计口径更正。")


def facts(report):
    now = Report.objects.values_list("state", "revision", "due_at").get(pk=report.pk)
    versions = Submission.objects.order_by("pk").values_list("pk", "decision", "submitted_at")
    return now, list(versions), AuditEntry.objects.count()


def wanted(state, verb, kind, actor, steps):
    transition = rules.TRANSITIONS.get((state, verb))
    if transition is None or actor not in transition.who:
        return None
    chosen = rules.OF_PARTS[steps] if kind == "part" else steps
    return rules.after(state, verb, steps=chosen)


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("state", ReportState)
def test_everybody_does_what_the_table_says_and_nothing_else(state, verb, desk) -> None:
    for steps, ((kind, actor), person) in product(ReviewSteps, desk.people.items()):
        with transaction.atomic(), override("en"):
            ReportingRule.objects.update(review=steps)
            report = desk.reports[kind]
            put(report, state, desk.writer, desk.now)
            to, before = wanted(state, verb, kind, actor, steps), facts(report)
            if to is None:
                with pytest.raises(RuleBroken):
                    act(verb, report, person, desk.now)
                assert facts(report) == before
            else:
                act(verb, report, person, desk.now)
                assert facts(report)[0][:2] == (to, 8), (kind, actor, steps)
            transaction.set_rollback(True)
