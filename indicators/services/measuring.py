"""Values of many targets: recorded, and taken back, in a fixed number of statements.

`record_measurement` does the same for one target and is what this is held against in the tests.
"""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.utils.translation import gettext as _

from core import audit
from core.copying import copy_rows
from core.errors import RuleBroken, Stale
from indicators.models import Target
from indicators.services.verdicts import judge_again
from units.models import User

# So many entries of the audit trail are written at once.
ENTRIES = 2_000
COPIED = ("target_id", "period_ends_on", "value", "origin", "known", "source")
MAKE = """
    CREATE TEMPORARY TABLE measured (
        target_id bigint NOT NULL, period_ends_on date NOT NULL, value numeric(24, 6) NOT NULL,
        origin text NOT NULL, known numeric, source text NOT NULL
    ) ON COMMIT DROP
"""
# Two corrections of one period must not both find the same live value.
LOCK = """
    SELECT id FROM indicators_target WHERE id IN (SELECT target_id FROM measured)
    ORDER BY id FOR UPDATE
"""
OVERTAKEN = """
    SELECT measured.target_id FROM measured
    LEFT JOIN indicators_measurement live ON live.target_id = measured.target_id
        AND live.period_ends_on = measured.period_ends_on AND live.superseded_at IS NULL
    WHERE live.value IS DISTINCT FROM measured.known
    ORDER BY 1 LIMIT 1
"""
SUPERSEDE = """
    UPDATE indicators_measurement live SET superseded_at = %(now)s FROM measured
    WHERE live.target_id = measured.target_id AND live.superseded_at IS NULL
        AND live.period_ends_on = measured.period_ends_on AND (
            live.value <> measured.value
            OR measured.source <> '' AND live.source <> measured.source)
"""
# The same value again writes nothing, unless it has another source now.
WRITE = """
    WITH made AS (
        INSERT INTO indicators_measurement (
            target_id, period_ends_on, value, origin, source, recorded_at)
        SELECT target_id, period_ends_on, value, origin, source, %(now)s FROM measured
        WHERE NOT EXISTS (
            SELECT FROM indicators_measurement live
            WHERE live.target_id = measured.target_id AND live.superseded_at IS NULL
                AND live.period_ends_on = measured.period_ends_on)
        RETURNING target_id
    )
    SELECT target_id, count(*) FROM made GROUP BY target_id ORDER BY target_id
"""
HOLD = "SELECT id FROM indicators_target WHERE id = ANY(%(targets)s) ORDER BY id FOR UPDATE"
# Of what was recorded in one go: values that somebody has replaced since, and targets about whose
# lamp somebody has decided since.
BUILT_ON = """
    SELECT target_id FROM indicators_measurement
    WHERE target_id = ANY(%(targets)s) AND origin = %(origin)s AND recorded_at = %(at)s
        AND superseded_at IS NOT NULL
    UNION ALL
    SELECT target_id FROM indicators_targetverdict
    WHERE target_id = ANY(%(targets)s) AND overridden_at > %(at)s AND superseded_at IS NULL
    LIMIT 1
"""
TAKE_BACK = """
    WITH taken AS (
        UPDATE indicators_measurement SET superseded_at = %(now)s
        WHERE target_id = ANY(%(targets)s) AND origin = %(origin)s AND recorded_at = %(at)s
        RETURNING target_id, period_ends_on
    ), back AS (
        INSERT INTO indicators_measurement (
            target_id, period_ends_on, value, origin, source, recorded_at)
        SELECT former.target_id, former.period_ends_on, former.value, former.origin,
            former.source, %(now)s
        FROM indicators_measurement former JOIN taken USING (target_id, period_ends_on)
        WHERE former.superseded_at = %(at)s
    )
    SELECT target_id, count(*) FROM taken GROUP BY target_id ORDER BY target_id
"""


class Measured(NamedTuple):
    """What a target had reached at the end of a period."""

    target_id: int
    period_ends_on: date
    value: Decimal
    # The row that it comes from, where that is not what all of them come from.
    origin: str = ""
    # The value that stood there when somebody decided that this one counts.
    known: Decimal | None = None
    # Whose figure it is, where not the responsible unit's own.
    source: str = ""


@transaction.atomic
def record_measurements(
    *, rows: Iterable[Measured], origin: str, compared: bool = False, by: User | None, now: datetime
) -> int:
    """Note many values, each target and period at most once; all or nothing. How many were new.

    Earlier values are superseded, the same value again writes nothing unless it names another
    source. With `compared`, raises
    Stale where another value than `known` stands there by now.
    """
    with connection.cursor() as cursor:
        cursor.execute(MAKE)
        copy_rows("measured", COPIED, (row._replace(origin=row.origin or origin) for row in rows))
        cursor.execute("ANALYZE measured")
        cursor.execute(LOCK)
        if compared:
            _require_unchanged(cursor)
        cursor.execute(SUPERSEDE, {"now": now})
        cursor.execute(WRITE, {"now": now})
        written = dict(cursor.fetchall())
        cursor.execute("DROP TABLE measured")
    judge_again(Target.objects.filter(pk__in=written), now=now)
    _record("target.measured", written, origin=origin, by=by, now=now)
    return sum(written.values())


def _require_unchanged(cursor: Any) -> None:
    cursor.execute(OVERTAKEN)
    if found := cursor.fetchone():
        target = Target.objects.select_related("indicator").get(pk=found[0])
        raise Stale(
            _("Somebody has entered another value of “%(target)s” meanwhile.")
            % {"target": target.indicator.name}
        )


@transaction.atomic
def recall_measurements(
    *, target_ids: Collection[int], origin: str, recorded_at: datetime, by: User, now: datetime
) -> int:
    """Take back what was recorded in one go; the values that it had superseded count again.

    Raises RuleBroken as soon as somebody has built on one of them. How many were taken back.
    """
    facts: dict[str, Any] = {"targets": list(target_ids), "origin": origin}
    facts |= {"at": recorded_at, "now": now}
    with connection.cursor() as cursor:
        cursor.execute(HOLD, facts)
        cursor.execute(BUILT_ON, facts)
        if found := cursor.fetchone():
            target = Target.objects.select_related("indicator").get(pk=found[0])
            raise RuleBroken(
                _(
                    "Others have gone on with the values of “%(target)s” since then, so nothing"
                    " was taken back. Enter the right values instead."
                )
                % {"target": target.indicator.name}
            )
        cursor.execute(TAKE_BACK, facts)
        taken = dict(cursor.fetchall())
    judge_again(Target.objects.filter(pk__in=taken), now=now)
    _record("target.measurement_recalled", taken, origin=origin, by=by, now=now)
    return sum(taken.values())


def _record(
    verb: str, values: dict[int, int], *, origin: str, by: User | None, now: datetime
) -> None:
    """One entry for each target, however many of its values changed."""
    pks = sorted(values)
    for start in range(0, len(pks), ENTRIES):
        part = pks[start : start + ENTRIES]
        targets = Target.objects.select_related("indicator").filter(pk__in=part).order_by("pk")
        audit.record_each(verb, targets, by=by, now=now, details={"origin": origin})
