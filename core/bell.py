"""Ringing a worker's bell. The row in PostgreSQL is the truth; a bell that fails costs a minute."""

import logging

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

log = logging.getLogger(__name__)

# A broker that is frozen or away would otherwise hold a web request for six seconds or more.
IMPATIENT = {"socket_timeout": 1, "socket_connect_timeout": 1, "max_retries": 0}


def ring(job: str) -> None:
    """Ask a worker to run `job` (a Celery task name without arguments) once this commits.

    Never raises: when the broker is away, the scheduler's sweep finds the row within a minute.
    """
    transaction.on_commit(lambda: _send(job), robust=True)


def _send(job: str) -> None:
    try:
        with current_app.connection_for_write(transport_options=IMPATIENT) as connection:
            current_app.send_task(job, connection=connection, retry=False)
    except (OperationalError, OSError) as error:
        log.warning("bell for %s not rung: %s", job, error, extra={"job": job})
