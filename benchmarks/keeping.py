"""What it costs to keep counts, standings and marks right: with and without, in turns.

A form is one report submitted and approved, so that its figure is measured and its lamp judged; an
import is the batch that sheets are saved with. Everything is rolled back, so that each turn finds
the same portal. What a dashboard costs to put together anew stands beside it.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from decimal import Decimal
from functools import partial
from statistics import median
from unittest import mock

from django.db import connection, models, transaction
from django.test import Client
from django.utils import timezone

from benchmarks.measure import Figure, interleaved, seconds
from benchmarks.worlds import Size
from benchmarks.worlds.places import reporter_of, reviewer_of
from core.models import KeptBody
from indicators.models import TargetStanding
from reports import services
from reports.models import Report, ReportTally
from reports.rules import Content, Filed, ReportState
from reports.services.batches import apply_batch
from tasks.models import TaskStanding
from units.models import Membership, User
from units.rules import Role

FORMS = 20
LINES = 10_000
KEEPING: tuple[type[models.Model], ...] = (Report, ReportTally, TargetStanding, TaskStanding)
STANDINGS = ("indicators.services.verdicts", "tasks.services.judging")


def keeping(size: Size, leader: User, addresses: dict[str, str]) -> Iterator[Figure]:
    """Beside the figures of the dashboards, in the same portal."""
    now = timezone.now()
    form, bare = _pair(partial(_forms, now))
    yield _cost("keep_after_form", form / FORMS, bare / FORMS, f"{size.name}, one form")
    whole, plain = _pair(partial(_import, now))
    yield _cost("keep_after_import", whole, plain, f"{size.name}, {_lines()} lines")
    client = Client()
    client.force_login(leader)
    for name, address in addresses.items():
        renewed = median(seconds(partial(_renew, client, address)) for _ in range(5))
        against = "submitting and approving one form, nothing kept"
        ratio = round(renewed / (bare / FORMS), 2)
        yield Figure(f"{name}_renewed", round(1000 * renewed, 1), "ms", against, ratio, size.name)


def _pair(work: Callable[[], None]) -> tuple[float, float]:
    with_all, without = interleaved(lambda: _undone(work), lambda: _undone(partial(_bare, work)))
    return with_all, without


def _cost(name: str, whole: float, bare: float, size: str) -> Figure:
    """How much more the write costs, as a part of what it costs alone."""
    more = round((whole - bare) / bare, 2)
    value = round(1000 * (whole - bare), 2)
    return Figure(name, value, "ms", "the same write with nothing kept", more, size)


def _undone(work: Callable[[], None]) -> None:
    with transaction.atomic():
        work()
        transaction.set_rollback(True)


def _bare(work: Callable[[], None]) -> None:
    with ExitStack() as off, connection.cursor() as cursor:
        for model in KEEPING:
            for trigger in model._meta.triggers:  # type: ignore[attr-defined]  # of pgtrigger
                if trigger.name.startswith(("count_", "mark_")):
                    name = trigger.get_pgid(model)
                    cursor.execute(f"ALTER TABLE {model._meta.db_table} DISABLE TRIGGER {name}")
        for module in STANDINGS:
            off.enter_context(mock.patch(f"{module}.keep_standings"))
            off.enter_context(mock.patch(f"{module}.standings_of"))
        work()


def _open() -> models.QuerySet[Report]:
    open_ones = Report.objects.filter(state=ReportState.OPEN, period__closed_at=None)
    return open_ones.exclude(target=None).order_by("-period__ends_on", "pk")


def _forms(now: datetime) -> None:
    for report in _open()[:FORMS]:
        sender = User.objects.get(pk=reporter_of(report.unit_id))
        reviewer = User.objects.get(pk=reviewer_of(report.unit_id))
        content = Content(value=Decimal(50), progress="本月新认定两家。", explanation="已核实。")
        key, seen = report.pk, report.revision
        services.submit_report(report_id=key, revision=seen, content=content, by=sender, now=now)
        services.approve_report(report_id=key, revision=seen + 1, by=reviewer, now=now)


def _lines() -> int:
    return min(LINES, _open().count())


def _import(now: datetime) -> None:
    content = Content(value=Decimal(50), progress="本月新认定两家。", explanation="已核实。")
    rows = _open()[:LINES].values_list("pk", "revision")
    items = [Filed(pk, revision, content, {}) for pk, revision in rows]
    by = User.objects.order_by("pk")[0]
    Membership.objects.create(user=by, unit=by.memberships.all()[0].unit, role=Role.INSPECTOR)
    # As the office does it for units that have no network.
    apply_batch(items=items, submit=True, origin="sheet 1", carried=True, by=by, now=now)


def _renew(client: Client, address: str) -> None:
    KeptBody.objects.all().delete()
    assert client.get(address, headers={"host": "localhost"}).status_code == 200
