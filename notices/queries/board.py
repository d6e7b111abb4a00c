"""The chasing board of the office: what waits too long, and who was told what about it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from core.keys import key_in
from core.work import WorkState
from notices import mail_files
from notices.models import Matter, Message, Notice, NoticeQuerySet
from plans.models import Plan
from units.models import Unit


@dataclass(frozen=True)
class BoardLine:
    """A thing that waits, and all that was told about it in this round, the oldest first."""

    first: Notice
    notices: list[Notice] = field(default_factory=list)

    @property
    def due_on(self) -> date:
        return self.first.due_on


def chased(asked: Mapping[str, str]) -> NoticeQuerySet:
    """One notice for each thing that somebody was told about and that still waits.

    `?matter=`, `?unit=`, `?plan=` and `?failed=1` narrow it; what has waited longest comes first.
    """
    notices = Notice.objects.filter(settled_at=None)
    if asked.get("matter") in Matter.values:
        notices = notices.filter(matter=asked["matter"])
    for name in ("unit", "plan"):
        if (key := key_in(asked.get(name, ""))) is not None:
            notices = notices.filter(**{name: key})
    if asked.get("failed"):
        notices = notices.filter(message__work_state=WorkState.FAILED)
    things = ("due_at", "matter", "thing_id")
    firsts = notices.order_by(*things, "pk").distinct(*things)
    return firsts.select_related("plan", "unit").defer("plan__source_text")


def board_lines(firsts: Iterable[Notice]) -> list[BoardLine]:
    """One page of `chased` as lines of the board. One query."""
    lines = {(each.matter, each.thing_id, each.due_at): BoardLine(each) for each in firsts}
    things = Q(pk=None)
    for matter, thing, due_at in lines:
        things |= Q(matter=matter, thing_id=thing, due_at=due_at)
    told = Notice.objects.filter(things).select_related("person", "outlet", "message")
    for notice in told.order_by("written_at", "step", "pk"):
        lines[notice.matter, notice.thing_id, notice.due_at].notices.append(notice)
    return list(lines.values())


def chased_units() -> QuerySet[Unit, tuple[int, str]]:
    """Units with something on the board, for its filter: keys with names."""
    chased = Notice.objects.filter(settled_at=None, unit=OuterRef("pk"))
    return Unit.objects.filter(Exists(chased)).in_protocol_order().values_list("pk", "name")


def chased_plans() -> QuerySet[Plan, tuple[int, str]]:
    """Plans with something on the board, for its filter: keys with titles."""
    chased = Notice.objects.filter(settled_at=None, plan=OuterRef("pk"))
    return Plan.objects.filter(Exists(chased)).order_by("title", "pk").values_list("pk", "title")


def failed_messages() -> QuerySet[Message]:
    """Messages that did not arrive, the newest first."""
    failed = Message.objects.filter(work_state=WorkState.FAILED, is_trial=False)
    return failed.select_related("person", "outlet").order_by("-slot_at", "-pk")


@dataclass(frozen=True)
class MailFile:
    name: str
    letters: list[mail_files.Letter]


def mail_lines(names: Iterable[str]) -> list[MailFile]:
    """One page of mail files with what they hold."""
    return [MailFile(name, mail_files.read(name)) for name in names]
