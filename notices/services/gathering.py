"""Events are found where they are written down anyway: nobody below has to know of programs.

Acts stand in the trail of acts. Whoever writes there holds the chain's lock until the commit, so
the keys of entries are in the order of commits, and a cursor that moves over them misses none.
Lamps that are shown are kept as standings, and compared with those of which programs know.
Reports are late by the clock.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Max

from core.models import AuditEntry
from notices import rules
from notices.models import Delivery, Event, EventCursor, Subscription
from notices.rules import EventKind
from reports.models import Report, ReportQuerySet
from slips.models import Slip

# So many entries of the trail, or events, go through memory at once.
BATCH = 1_000
# Nobody was told for so long: what happened before is no news any more.
FORGOTTEN = rules.REPLAYED
# A report that was written down while the last sweep ran may have been late already.
OVERLAP = timedelta(hours=1)

# Things whose shown lamp is another one than programs know; they know it from then on.
LAMPS = """
WITH changed AS (
    SELECT standing.{thing}_id AS thing, standing.plan_id, standing.unit_id, standing.closing_on,
        standing.lamp, told.lamp AS was
    FROM {table} AS standing
    LEFT JOIN notices_told{thing}lamp AS told ON told.{thing}_id = standing.{thing}_id
    WHERE told.lamp IS DISTINCT FROM standing.lamp
    ORDER BY standing.{thing}_id
), known AS (
    INSERT INTO notices_told{thing}lamp ({thing}_id, lamp) SELECT thing, lamp FROM changed
    ON CONFLICT ({thing}_id) DO UPDATE SET lamp = excluded.lamp
)
INSERT INTO notices_event (kind, source, thing_id, plan_id, unit_id, at, facts)
SELECT %(kind)s, thing || ' ' || %(now)s, thing, plan_id, unit_id, %(now)s::timestamptz,
    jsonb_build_object('lamp', lamp, 'was', was, 'closing_on', closing_on)
-- The first lamp of a thing is no change of it.
FROM changed WHERE was IS NOT NULL AND %(told)s
RETURNING id
"""


@transaction.atomic
def gather_events(*, now: datetime) -> int:
    """Write down what happened since the last time, for those who asked; how much that was.

    While nobody asks, nothing is written; who asks first is told of the last days' acts.
    """
    if not Subscription.objects.told().exists():
        return 0
    cursor = EventCursor.objects.select_for_update(skip_locked=True).first()
    if cursor is None and EventCursor.objects.exists():
        return 0  # somebody else is at it
    Event.objects.filter(at__lt=now - rules.KEPT).delete()
    stale = cursor is None or cursor.moved_at < now - FORGOTTEN
    since = now - FORGOTTEN if cursor is None or stale else cursor.moved_at
    reached, made = _acts(_first_after(since) if cursor is None or stale else cursor.entry_id)
    made += _late(since=since, now=now)
    made += _lamps(now=now, told=not stale)
    EventCursor.objects.update_or_create(
        pk=cursor.pk if cursor else 1, defaults={"entry_id": reached, "moved_at": now}
    )
    send_on(made)
    return len(made)


def send_on(events: Sequence[int], *, only: Subscription | None = None) -> int:
    """Have these delivered to everybody who asked for them, or to one; once each."""
    asked = [only] if only else list(Subscription.objects.told().prefetch_related("plans"))
    wanted = [(each, {plan.pk for plan in each.plans.all()}) for each in asked]
    number = 0
    for at in range(0, len(events), BATCH):
        found = Event.objects.filter(pk__in=events[at : at + BATCH]).order_by("pk")
        fresh = [
            Delivery(subscription=each, event=event, not_before=event.at)
            for event in found
            for each, plans in wanted
            if rules.wants(each.kinds, plans, kind=event.kind, plan=event.plan_id)
        ]
        Delivery.objects.bulk_create(fresh, ignore_conflicts=True, batch_size=BATCH)
        number += len(fresh)
    return number


def _first_after(moment: datetime) -> int:
    older = AuditEntry.objects.filter(at__lt=moment).aggregate(last=Max("pk"))["last"]
    return older or 0


def _acts(after: int) -> tuple[int, list[int]]:
    """Events of the entries after this one; the last entry, and the events."""
    made: list[int] = []
    while entries := list(AuditEntry.objects.filter(pk__gt=after).order_by("pk")[:BATCH]):
        after = entries[-1].pk
        made += _written(_events_of([each for each in entries if each.verb in rules.ACTS]))
    return after, made


def _events_of(entries: Iterable[AuditEntry]) -> list[Event]:
    found = list(entries)
    reports = Report.objects.select_related("period", "assignment").in_bulk(
        _things(found, "reports.report")
    )
    slips = Slip.objects.in_bulk(_things(found, "slips.slip"))
    events = []
    for entry in found:
        event = Event(
            kind=entry.verb, source=f"entry {entry.pk}", thing_id=entry.object_id, at=entry.at
        )
        if entry.object_type == "reports.report" and (report := reports.get(entry.object_id)):
            _about_report(event, report)
        elif entry.object_type == "slips.slip" and (slip := slips.get(entry.object_id)):
            event.plan_id, event.unit_id = slip.plan_id, slip.unit_id
        events.append(event)
    return events


def _with_places() -> ReportQuerySet:
    return Report.objects.select_related("period", "assignment")


def _things(entries: Iterable[AuditEntry], kind: str) -> set[int]:
    return {entry.object_id for entry in entries if entry.object_type == kind}


def _about_report(event: Event, report: Report) -> None:
    event.plan_id, event.unit_id = report.period.plan_id, report.unit_id
    event.facts = {
        "ends_on": report.period.ends_on.isoformat(),
        "target": report.target_id,
        "task": report.assignment.task_id if report.assignment else None,
    }


def _late(*, since: datetime, now: datetime) -> list[int]:
    overdue = _with_places().overdue(now=now).filter(due_at__gt=since - OVERLAP)
    events = []
    for report in (
        overdue.select_related("period", "assignment").order_by("pk").iterator(chunk_size=BATCH)
    ):
        event = Event(
            kind=EventKind.REPORT_LATE,
            # A return moves the deadline: late again is another event.
            source=f"{report.pk} {report.due_at.isoformat()}",
            thing_id=report.pk,
            at=report.due_at,
        )
        _about_report(event, report)
        events.append(event)
    return _written(events)


def _written(events: Sequence[Event]) -> list[int]:
    """The keys of those that are new."""
    sources = {event.source for event in events}
    known = set(Event.objects.filter(source__in=sources).values_list("kind", "source"))
    fresh = [event for event in events if (event.kind, event.source) not in known]
    return [event.pk for event in Event.objects.bulk_create(fresh, batch_size=BATCH)]


def _lamps(*, now: datetime, told: bool) -> list[int]:
    tables = {
        "target": ("indicators_targetstanding", EventKind.TARGET_LAMP),
        "task": ("tasks_taskstanding", EventKind.TASK_LAMP),
    }
    made: list[int] = []
    with connection.cursor() as cursor:
        for thing, (table, kind) in tables.items():
            facts: dict[str, Any] = {"kind": kind.value, "now": now.isoformat(), "told": told}
            cursor.execute(LAMPS.format(thing=thing, table=table), facts)
            made += [row[0] for row in cursor.fetchall()]
    return made
