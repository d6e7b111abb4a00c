"""Eighteen months of a small city, day by day, against a memory that keeps everything in a dict.

Reports come, are sent, sent back and sent again; deadlines move, people change post, fall ill of
their mail, and whole machines are away for days. What the portal told is held against what plain
Python says it should have: each step once for each person, nothing that is settled, one letter a
day.
"""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

import pytest
from django.db.models import Model

from core.calendar import OFFICE_TIME, ONE_DAY, Works, end_of, working_days_between
from core.working_days import fill_calendar, working_calendar
from notices.models import Message, Notice
from notices.rules import CHAIN, Matter, Party, Preset, preset, reached
from notices.services import deliver_letters, find_waiting, plan_letters
from notices.transport import Line
from reports.models import Report, ReportState
from reports.rules import UNSENT
from tasks.models import Task
from tests import make
from units.models import Membership, Unit, User
from units.rules import Role

FIRST, LAST = date(2025, 7, 1), date(2026, 12, 31)
LADDER = preset(Preset.USUAL)
Told = tuple[Matter, int, datetime, int, int]


class Post(NamedTuple):
    unit: int
    role: str
    person: int


@dataclass
class City:
    """What happens, and what plain Python makes of it."""

    chance: random.Random
    units: list[Unit]
    office: Unit
    works: Works
    # Everything that should have been told: matter, thing, deadline, person, step.
    told: set[Told] = field(default_factory=set)
    highest: dict[tuple[Matter, int, datetime, int], int] = field(default_factory=dict)
    # Notices that went out with a letter.
    posted: set[int] = field(default_factory=set)

    def waiting(self) -> Iterator[tuple[Matter, int, datetime, int]]:
        unsent = Report.objects.filter(state__in=UNSENT)
        for pk, state, due_at, unit in unsent.values_list("pk", "state", "due_at", "unit"):
            back = state == ReportState.RETURNED
            yield Matter.RETURN if back else Matter.REPORT, pk, due_at, unit
        tasks = Task.objects.filter(state="in_progress")
        for pk, due_on, unit in tasks.values_list("pk", "due_on", "assignments__unit"):
            assert due_on is not None
            yield Matter.TASK, pk, end_of(due_on), unit

    def answering(self, posts: list[Post], unit: int, to: frozenset[Party]) -> set[int]:
        """Who is told: whoever holds the wanted roles, and the next one up where nobody must."""
        holders: dict[str, set[int]] = {}
        for post in posts:
            if post.unit in (unit, self.office.pk):
                holders.setdefault(post.role, set()).add(post.person)
        acting = next(holders[role] for role in CHAIN if holders.get(role))
        return acting.union(*(holders.get(party, set()) for party in to))

    def expect(self, now: datetime) -> None:
        """What a sweep at this moment must have told by its end."""
        today = now.astimezone(OFFICE_TIME).date()
        held = Membership.objects.live().values_list("unit", "role", "user")
        posts = [Post(*post) for post in held]
        for matter, thing, due_at, unit in self.waiting():
            due_on = (due_at - timedelta(microseconds=1)).astimezone(OFFICE_TIME).date()
            days = working_days_between(due_on, today, works=self.works)
            step = reached(LADDER, matter, days)
            for person in self.answering(posts, unit, step.to) if step else ():
                if self.highest.get((matter, thing, due_at, person), -99) < step.days:
                    self.highest[matter, thing, due_at, person] = step.days
                    self.told.add((matter, thing, due_at, person, step.days))

    # What happens on a day.

    def live(self, day: date) -> None:
        self._people()
        for report in keys(Report, state__in=UNSENT):
            if self.chance.random() < 0.06:
                Report.objects.filter(pk=report).update(state=ReportState.APPROVED)
            elif self.chance.random() < 0.01:
                self._move(report, day)
        for report in keys(Report, state=ReportState.APPROVED):
            if self.chance.random() < 0.004:
                due_at = end_of(day + self.chance.randrange(2, 6) * ONE_DAY)
                Report.objects.filter(pk=report).update(state="returned", due_at=due_at)
        for task in keys(Task, state="in_progress"):
            if self.chance.random() < 0.003:
                Task.objects.filter(pk=task).update(state="completed")
            elif self.chance.random() < 0.003:  # an extension is granted
                Task.objects.filter(pk=task).update(due_on=day + 40 * ONE_DAY)

    def _move(self, report: int, day: date) -> None:
        due_at = end_of(day + self.chance.randrange(-2, 15) * ONE_DAY)
        Report.objects.filter(pk=report).update(due_at=due_at)

    def _people(self) -> None:
        """Somebody leaves a post, which may stay empty for a while; somebody takes one."""
        if self.chance.random() < 0.02:
            post = self.chance.choice(keys(Membership, unit__in=self.units, ended_on=None))
            Membership.objects.filter(pk=post).update(ended_on=FIRST)
        if self.chance.random() < 0.03:
            unit = self.chance.choice(self.units)
            role = self.chance.choice([Role.REPORTER, Role.REVIEWER, Role.HEAD])
            make.user(f"new{User.objects.count()}", (unit, role))


def keys(model: type[Model], **wanted: object) -> list[int]:
    return list(model._default_manager.filter(**wanted).order_by("pk").values_list("pk", flat=True))


@pytest.fixture
def town(city, office) -> City:
    fill_calendar(now=make.NOW)
    units = [make.unit(f"市第{number}局", parent=city, scope=city) for number in "一二三四"]
    for number, unit in enumerate(units):
        for role in (Role.REPORTER, Role.REVIEWER, Role.HEAD)[: 3 - number % 2]:
            make.user(f"{role.value}{number}", (unit, role))
    for name in ("ines", "igor"):
        make.user(name, (office, Role.INSPECTOR))
    return City(random.Random(20260101), units, office, works=working_calendar().works)


@pytest.fixture
def plan_of_the_town(city, town: City):
    plan = make.plan(city, starts_on=FIRST, ends_on=LAST)
    for number, unit in enumerate(town.units * 2):
        due_on = FIRST + ONE_DAY * (60 + 55 * number)
        task = make.task(plan, unit, due_on=due_on, state="in_progress")
        task.assignments.update(received_at=make.NOW)
    return plan


def months(plan) -> Iterator[tuple[date, date]]:
    day = FIRST
    while day < LAST:
        following = (day + 31 * ONE_DAY).replace(day=1)
        yield day, following - ONE_DAY
        day = following


def open_month(plan, starts_on: date, ends_on: date) -> None:
    period = make.period(
        plan, starts_on=starts_on, ends_on=ends_on, opens_on=starts_on,
        opened_at=datetime.combine(starts_on, time.min, tzinfo=OFFICE_TIME),
        due_at=end_of(ends_on + 5 * ONE_DAY),
    )  # fmt: skip
    for task in plan.tasks.all():
        make.report(period, task.assignments.get())


@dataclass
class Machines:
    """Which of them run today: the scheduler, the workers, the mail server."""

    chance: random.Random
    away: Counter[str] = field(default_factory=Counter)

    def next_day(self) -> None:
        for name in ("beat", "workers", "mail"):
            if self.away[name]:
                self.away[name] -= 1
            elif self.chance.random() < 0.03:
                self.away[name] = self.chance.randrange(1, 9)

    def run(self, name: str) -> bool:
        return not self.away[name]


def sweep(town: City, now: datetime) -> None:
    for _twice in range(town.chance.choice([1, 1, 2])):  # two beats double everything
        find_waiting(now=now)
        plan_letters(now=now)
    town.expect(now)


def deliver(town: City, now: datetime) -> None:
    """All that is due; what goes out must be true at this moment."""
    waiting = {(matter, thing, due_at) for matter, thing, due_at, _unit in town.waiting()}
    with Line() as line:
        while deliver_letters(line=line, now=now):
            pass
    packed = Notice.objects.filter(message__sent_at=now, settled_at=None)
    went = set(packed.values_list("pk", flat=True))
    assert not went & town.posted
    town.posted |= went
    for notice in packed.filter(matter__in=[Matter.REPORT, Matter.RETURN, Matter.TASK]):
        assert (Matter(notice.matter), notice.thing_id, notice.due_at) in waiting
    assert not Message.objects.filter(sent_at=now).exclude(pk__in=packed.values("message")).exists()


def test_each_step_is_told_once_nothing_settled_and_one_letter_a_day(
    town: City, plan_of_the_town, mail_server
) -> None:
    machines, opening = Machines(town.chance), dict(months(plan_of_the_town))
    day = FIRST
    while day <= LAST:
        if day in opening:
            open_month(plan_of_the_town, day, opening[day])
        machines.next_day()
        mail_server.answers = {} if machines.run("mail") else {"GREETING": None}
        for hour in sorted(town.chance.sample([3, 7, 9, 11, 14, 19], 2)):
            now = datetime.combine(day, time(hour, 30), tzinfo=OFFICE_TIME)
            if machines.run("beat"):
                sweep(town, now)
            town.live(day)  # also in the minutes between a sweep and its letters
            if machines.run("workers"):
                deliver(town, now + timedelta(minutes=5))
        day += ONE_DAY
    _hold_against(town, mail_server)


def _hold_against(town: City, mail_server) -> None:
    told = Notice.objects.filter(matter__in=[Matter.REPORT, Matter.RETURN, Matter.TASK])
    rows = told.values_list("matter", "thing_id", "due_at", "person_id", "step")
    assert Counter((Matter(row[0]), *row[1:]) for row in rows) == Counter(town.told)
    assert len(town.told) > 1000
    # Longer than this nobody was away, machine or holiday.
    waiting = Notice.objects.filter(goes_out=True, settled_at=None).exclude(pk__in=town.posted)
    assert not waiting.filter(written_at__lt=end_of(LAST) - timedelta(days=30)).exists()
    sent = [
        (message.person_id, message.sent_at.astimezone(OFFICE_TIME))
        for message in Message.objects.exclude(sent_at=None).filter(is_urgent=False)
    ]
    by_day = Counter((person, moment.date()) for person, moment in sent)
    assert max(by_day.values()) == 1
    assert all(town.works(moment.date()) and 9 <= moment.hour < 18 for _person, moment in sent)
    assert len(sent) == len(mail_server.letters) > 200
