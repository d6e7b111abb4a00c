"""A leader gives an instruction about something, or ticks it as read."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from core import audit
from core.calendar import end_of, shift
from core.errors import Invalid
from core.working_days import working_calendar
from instructions.access import Thing, leaders_of, require_leader
from instructions.models import Instruction, Tick
from instructions.rules import Wish, faults_of, usual_day
from instructions.services.steps import GIVE, record_step
from instructions.wording import words
from units.models import User


@transaction.atomic
def give_instruction(
    *, about: Thing, wish: Wish, by: User, now: datetime, follows: Instruction | None = None
) -> Instruction:
    """The supervision office has it from now on. The same words sent twice are one instruction."""
    require_leader(by)
    on = timezone.localtime(now).date()
    if faults := faults_of(wish, on=on):
        raise Invalid({name: words.fault(name, code) for name, code in faults.items()})
    # Whoever sends the same a second time waits here, and finds it.
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    leader = leaders_of(by)[0]
    if same := _same(about, wish, leader, on=on):
        return same
    facts: dict[str, Any] = {"follows": follows, "given_at": now, "since": now}
    made = Instruction.objects.create(
        leader_id=leader,
        plan=about.plan,
        target=about.target,
        task=about.task,
        subject=about.subject[:300],
        text=wish.text.strip(),
        urgency=wish.urgency.value,
        due_on=wish.due_on or usual_day(wish.urgency, on=on, works=working_calendar().works),
        **facts,
    )
    record_step(made, GIVE, by=by, now=now)
    return made


@transaction.atomic
def tick_as_read(*, about: Thing, by: User, now: datetime) -> Tick:
    """Once a day is enough; it asks nothing of anybody."""
    require_leader(by)
    wish = {
        "leader_id": leaders_of(by)[0],
        "plan": about.plan,
        "target": about.target,
        "task": about.task,
    }
    on = timezone.localtime(now).date()
    tick, is_new = Tick.objects.get_or_create(**wish, on=on, defaults={"at": now})
    if is_new:
        audit.record("tick.set", tick, by=by, now=now)
    return tick


def _same(about: Thing, wish: Wish, leader: int, *, on: date) -> Instruction | None:
    today = Instruction.objects.filter(given_at__gte=end_of(shift(on, -1)), given_at__lt=end_of(on))
    mine = today.about(about.itself).owed().filter(leader=leader, text=wish.text.strip())
    return mine.order_by("pk").first()
