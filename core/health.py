"""Is everything alive that the portal needs? Asked by /healthz, load balancers and the tests."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from celery import current_app
from django.db import connection

from core import audit_check, job_runs
from core.bell import IMPATIENT
from core.models import Heartbeat

SILENCE = timedelta(seconds=60)


@dataclass(frozen=True)
class Pulse:
    name: str
    alive: bool
    note: str = ""
    # Whether the portal cannot serve without it; a load balancer must not act on the others.
    vital: bool = True


def pulses(*, now: datetime) -> list[Pulse]:
    """Database, broker, worker, beat, audit chain and jobs, each asked on its own; never raises."""
    questions: dict[str, Callable[[], str]] = {
        "database": _database,
        "broker": _broker,
        "worker": _worker,
        "beat": lambda: _beat(now),
    }
    pulses = [_ask(name, question) for name, question in questions.items()]
    chain = _ask("audit", lambda: audit_check.trouble(now=now))
    jobs = _ask("jobs", lambda: job_runs.trouble(now=now))
    return [*pulses, replace(chain, vital=False), replace(jobs, vital=False)]


def mark_seen(name: str, *, now: datetime) -> None:
    Heartbeat.objects.update_or_create(name=name, defaults={"seen_at": now})


def _ask(name: str, question: Callable[[], str]) -> Pulse:
    # Whatever is wrong with a neighbour, the answer is "not alive" and why, not an error page.
    try:
        trouble = question()
    except Exception as error:  # noqa: BLE001 - see above
        trouble = type(error).__name__
    return Pulse(name, alive=not trouble, note=trouble)


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return ""


def _broker() -> str:
    with current_app.connection_for_write(transport_options=IMPATIENT) as broker:
        broker.ensure_connection(max_retries=0)
    return ""


def _worker() -> str:
    with current_app.connection_for_write(transport_options=IMPATIENT) as broker:
        mailbox = current_app.control.mailbox(broker)
        # Pooled connections are patient: one that lost its broker would hold us until it is back.
        mailbox.producer_pool = None
        answers = mailbox.multi_call("ping", timeout=1, limit=1)
    return "" if answers else "no worker answers"


@dataclass(frozen=True)
class Beat:
    """When the scheduler left its last mark, and whether it still runs."""

    seen_at: datetime | None
    alive: bool


def beat(*, now: datetime) -> Beat:
    seen = Heartbeat.objects.filter(name="beat").values_list("seen_at", flat=True).first()
    return Beat(seen, alive=seen is not None and now - seen < SILENCE)


def _beat(now: datetime) -> str:
    found = beat(now=now)
    if found.seen_at is None:
        return "never seen"
    return "" if found.alive else f"silent since {found.seen_at:%Y-%m-%d %H:%M:%S}"
