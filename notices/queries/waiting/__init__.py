"""What waits for somebody now: one statement for each matter, the only place that says so.

The sweep, the last look before a letter goes out and the rehearsal all ask here, so that nobody is
told what no page would show. Every statement gives rows of

    thing_id, place_id   the thing's own key, and the key of the page where it is
    plan_id, unit_id     the plan; the unit that must act, or NULL for the supervision office
    acts                 the roles that can act, as an array
    due_at               the deadline, or since when it waits
    subject              what it is about

and `counted`, where steps are not counted in working days. They take `FACTS` and `%(until)s`: the
last moment at which a deadline may lie to be looked at.
"""

import re
from collections.abc import Collection
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from django.db import connection

from core.calendar import OFFICE_TIME
from indicators.rules import BEHIND
from instructions.rules import OWED as INSTRUCTIONS_OWED
from notices.rules import Matter
from reports.rules import UNSENT
from slips.rules import WAITING as SLIPS_WAITING
from tasks.rules import HELD_STATES, IDLE_STATES, REPORTING_STATES

HERE = Path(__file__).parent
# What several statements have in common, by the name in braces that stands for it.
PARTS = {part.stem: part.read_text().strip() for part in (HERE / "parts").glob("*.sql")}


def _statement(matter: Matter) -> str:
    return re.sub(r"{(\w+)}", lambda name: PARTS[name[1]], (HERE / f"{matter}.sql").read_text())


WAITING = {matter: _statement(matter) for matter in Matter}
FACTS: dict[str, Any] = {
    "zone": OFFICE_TIME.key,
    "behind": [lamp.value for lamp in BEHIND],
    "unsent": [state.value for state in UNSENT],
    "reporting": [state.value for state in REPORTING_STATES],
    "held": [state.value for state in HELD_STATES],
    # As a part of another task.
    "idle": [state.value for state in IDLE_STATES],
    "owed": [state.value for state in INSTRUCTIONS_OWED],
    "unanswered": [state.value for state in SLIPS_WAITING],
}
STILL = "SELECT thing_id, due_at FROM ({waiting}) AS waiting WHERE thing_id = ANY(%(things)s)"


class Round(NamedTuple):
    """A thing and the deadline, or beginning, that it has now."""

    matter: Matter
    thing_id: int
    due_at: datetime


def still_waiting(rounds: Collection[Round], *, until: datetime) -> set[Round]:
    """Those of these that wait now. One statement for each matter among them."""
    asked: dict[Matter, list[int]] = {}
    for each in rounds:
        asked.setdefault(each.matter, []).append(each.thing_id)
    found = set()
    with connection.cursor() as cursor:
        for matter, things in asked.items():
            statement = STILL.replace("{waiting}", WAITING[matter])
            cursor.execute(statement, FACTS | {"things": things, "until": until})
            found |= {Round(matter, *row) for row in cursor.fetchall()}
    return found & set(rounds)
