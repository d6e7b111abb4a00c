"""One person's deadlines, for a calendar: what the sweep would tell, for a year ahead."""

from datetime import date, datetime
from typing import NamedTuple

from django.db import connection

from core.calendar import ONE_DAY
from notices.models import CalendarFeed
from notices.queries.waiting import FACTS, WAITING
from notices.rules import WITH_DEADLINE, Matter
from reports.models import last_punctual_day
from units.models import User

AHEAD = ONE_DAY * 366
# More than this nobody reads in a calendar; what is due first comes first.
MOST = 500

# How often each thing has changed, and when it last did.
_TRACKED = "SELECT count(*) - 1, max(pgh_created_at) FROM {} WHERE pgh_obj_id = waiting.thing_id"
HISTORY = {
    Matter.REPORT: _TRACKED.format("reports_reportevent"),
    Matter.RETURN: _TRACKED.format("reports_reportevent"),
    Matter.MILESTONE: _TRACKED.format("tasks_milestoneevent"),
    Matter.TASK: _TRACKED.format("tasks_taskevent"),
    Matter.COORDINATION: """SELECT count(*) - 1, max(at) FROM tasks_coordinationstep
        WHERE coordination_id = waiting.thing_id""",
    Matter.INSTRUCTION: _TRACKED.format("instructions_instructionevent"),
    Matter.SLIP: _TRACKED.format("slips_slipevent"),
}
# Who holds one of the roles that can act has it to do; nobody has to do what their stand-in or
# the next one up is only told of.
DEADLINES = """
SELECT '{matter}', thing_id, place_id, subject, due_at, changes, changed_at
FROM ({waiting}) AS waiting
CROSS JOIN LATERAL ({history}) AS history(changes, changed_at)
WHERE unit_id = ANY(%(units)s::bigint[]) AND EXISTS (
    SELECT FROM unnest(%(units)s::bigint[], %(roles)s::text[]) AS post(unit_id, role)
    WHERE post.unit_id = waiting.unit_id AND post.role = ANY(waiting.acts)
)
"""
# Who leads each task of a province is a long question; who has a part in one is a short one.
OWN_TASKS = """AND place_id IN (
    SELECT part.task_id FROM tasks_assignment AS part WHERE part.unit_id = ANY(%(units)s::bigint[])
)
"""
ALL = " UNION ALL ".join(
    (DEADLINES + OWN_TASKS if matter in {Matter.TASK, Matter.MILESTONE} else DEADLINES)
    .replace("{matter}", matter)
    .replace("{history}", HISTORY[matter])
    .replace("{waiting}", WAITING[matter])
    for matter in sorted(WITH_DEADLINE)
)
ALL += " ORDER BY due_at, thing_id LIMIT %(most)s"


class Deadline(NamedTuple):
    """Something that one must do; `changes` counts its versions."""

    matter: Matter
    thing_id: int
    place_id: int
    subject: str
    due_at: datetime
    changes: int
    changed_at: datetime | None

    @property
    def due_on(self) -> date:
        return last_punctual_day(self.due_at)


def deadlines(person: User, *, now: datetime) -> list[Deadline]:
    """What the person has to do, the first due first. Two queries."""
    posts = [(post.unit_id, post.role) for post in person.live_memberships]
    facts = FACTS | {
        "until": now + AHEAD,
        "units": [unit for unit, _role in posts],
        "roles": [role for _unit, role in posts],
    }
    with connection.cursor() as cursor:
        cursor.execute(ALL, facts | {"most": MOST})
        return [Deadline(Matter(matter), *rest) for matter, *rest in cursor.fetchall()]


def feed_of(token_hash: str) -> CalendarFeed | None:
    """Whose calendar this is; None where nobody's, or that of a closed account. One query."""
    feeds = CalendarFeed.objects.select_related("person")
    return feeds.filter(token_hash=token_hash, person__is_active=True).first()
