"""Who will be told what, if nothing changes until then: the ladders held against a later day.

Asks the sweep's own statements, and writes nothing.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple

from django.db import connection
from django.db.models import Count, Prefetch, Q, QuerySet
from django.db.models.functions import TruncMinute

from core.calendar import OFFICE_TIME, ONE_DAY
from core.work import WorkState
from core.working_days import working_calendar
from notices.models import Message, Outlet
from notices.queries.fresh import GOES_OUT, fresh
from notices.queries.ladders import manner
from notices.rules import Matter, daily_slot
from units.models import Membership, User

REHEARSE = """
SELECT person_id, NULL::bigint, count(*), count(*) FILTER (WHERE {goes_out}), bool_or(urgent)
FROM fresh WHERE {on_the_day} GROUP BY person_id
UNION ALL
SELECT NULL, outlet_id, count(*), count(*), bool_or(urgent)
FROM fresh_outlets WHERE {on_the_day} GROUP BY outlet_id
"""
# Today and until the next letters go: whatever was not told yet. Later on: what reaches its step
# on that very day, because what reached it on the days before will have been told by then.
ANY_DAY, VERY_DAY = "true", "number = step"
# A page may look so far ahead; plans are made for longer, but nothing stays unchanged so long.
FURTHEST = ONE_DAY * 400
SLOTS = 4


class Rehearsed(NamedTuple):
    """What one person or outlet would be told of one matter."""

    person_id: int | None
    outlet_id: int | None
    matter: Matter
    number: int
    going_out: int
    is_urgent: bool


@dataclass
class Told:
    """One person or outlet with all that it would be told; `who` is filled in for a page."""

    person_id: int | None
    outlet_id: int | None
    counts: list[tuple[Matter, int]] = field(default_factory=list)
    going_out: int = 0
    is_urgent: bool = False
    who: User | Outlet | None = None

    @property
    def number(self) -> int:
        return sum(number for _matter, number in self.counts)


@dataclass(frozen=True)
class Rehearsal:
    """Everybody who would be told something on a day; `at` is the hour of that day's letters."""

    on: date
    at: datetime
    works: bool
    found: Sequence[Rehearsed] = ()

    @cached_property
    def lines(self) -> list[Told]:
        """Whoever would be told most comes first."""
        told: dict[tuple[int | None, int | None], Told] = {}
        for each in self.found:
            key = each.person_id, each.outlet_id
            line = told.setdefault(key, Told(*key))
            line.counts.append((each.matter, each.number))
            line.going_out += each.going_out
            line.is_urgent |= each.is_urgent
        by_key = sorted(told.values(), key=lambda line: (line.person_id or 0, line.outlet_id or 0))
        return sorted(by_key, key=lambda line: line.number, reverse=True)

    @cached_property
    def matters(self) -> list[tuple[Matter, int, int]]:
        """Matter, to how many people it would be told, and how many notices that makes."""
        people = Counter(each.matter for each in self.found)
        notices: Counter[Matter] = Counter()
        for each in self.found:
            notices[each.matter] += each.number
        return [(matter, people[matter], notices[matter]) for matter in Matter if people[matter]]

    @property
    def notices(self) -> int:
        return sum(each.number for each in self.found)

    @property
    def people(self) -> int:
        return sum(line.person_id is not None for line in self.lines)

    @property
    def written_to(self) -> list[int]:
        """The people to whom a letter would go out."""
        return [line.person_id for line in self.lines if line.person_id and line.going_out]


def rehearse(*, on: date, now: datetime) -> Rehearsal:
    """What would be told on a day from today on. Writes nothing; one statement for each matter."""
    works, hours = working_calendar().works, manner().hours
    at = max(datetime.combine(on, hours.daily_at, tzinfo=OFFICE_TIME), now)
    soon = at <= daily_slot(now, hours, works=works)
    if not soon and not works(on):
        return Rehearsal(on, at, works=False)
    found = []
    then = REHEARSE.format(goes_out=GOES_OUT, on_the_day=ANY_DAY if soon else VERY_DAY)
    with connection.cursor() as cursor:
        for sql, facts in fresh(at=at, then=then):
            matter = Matter(facts["matter"])
            # Periods off pace are counted by verdicts to come, which nobody knows.
            if soon or matter is not Matter.PACE:
                cursor.execute(sql, facts)
                found += [
                    Rehearsed(person, outlet, matter, number, going_out, is_urgent)
                    for person, outlet, number, going_out, is_urgent in cursor.fetchall()
                ]
    return Rehearsal(on, at, works=works(on), found=found)


def named(lines: Iterable[Told]) -> list[Told]:
    """One page of a rehearsal with names. Three queries."""
    lines = list(lines)
    posts = Prefetch("memberships", Membership.objects.live().select_related("unit"))
    keys = [line.person_id for line in lines if line.person_id]
    people = User.objects.prefetch_related(posts).in_bulk(keys)
    outlets = Outlet.objects.in_bulk([line.outlet_id for line in lines if line.outlet_id])
    for line in lines:
        line.who = people.get(line.person_id or 0) or outlets.get(line.outlet_id or 0)
    return lines


class Slot(NamedTuple):
    """Messages that wait for the same minute."""

    at: datetime
    people: int
    outlets: int


def planned() -> list[Slot]:
    """The next minutes at which messages go out that are planned already. One query."""
    slots = _unsent().annotate(at=TruncMinute("not_before")).values("at").order_by("at")
    counted = slots.annotate(
        people=Count("person", distinct=True), outlets=Count("outlet", distinct=True)
    )
    return [Slot(**row) for row in counted[:SLOTS]]


def next_hour(*, now: datetime) -> datetime:
    """When the next daily letters go out."""
    return daily_slot(now, manner().hours, works=working_calendar().works)


def next_letters(*, now: datetime) -> Slot:
    """The next letters of the office's hour: those planned, and what the sweep adds until then."""
    at = next_hour(now=now)
    added = rehearse(on=at.date(), now=now)
    until = _unsent().filter(not_before__lte=at)
    known = until.aggregate(
        people=Count("person", distinct=True), outlets=Count("outlet", distinct=True)
    )
    people = added.written_to
    both = until.filter(person__in=people).aggregate(number=Count("person", distinct=True))
    return Slot(at, known["people"] + len(people) - both["number"], known["outlets"])


def _unsent() -> QuerySet[Message]:
    states = Q(work_state__in=[WorkState.QUEUED, WorkState.RUNNING])
    return Message.objects.filter(states, is_trial=False)
