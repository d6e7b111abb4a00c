"""The audit trail's chain walked night after night, each time from where it last held."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from core import audit
from core.models import AuditCheck, AuditEntry

# A change in a part that was walked before shows with the next whole walk.
WHOLE_EVERY = timedelta(days=7)
# After so long without a walk something is wrong with the jobs.
STALE = timedelta(days=2)


@dataclass
class _Walked:
    """How far a walk came while the chain held."""

    entries: int
    upto_id: int | None
    upto_hash: str


def check_chain(*, now: datetime, whole: bool | None = None) -> AuditCheck:
    """Walk the chain on from the last check that held, and write down what was found.

    Once a week, or where `whole` says so, from the first entry on.
    """
    held = AuditCheck.objects.filter(broken_id=None).order_by("-pk").first()
    if whole is None:
        whole = not _walked_whole_since(now - WHOLE_EVERY)
    walked = _Walked(0, None, "")
    if held is not None and held.upto_id is not None and not whole:
        walked = _Walked(0, held.upto_id, held.upto_hash)
    broken = _lost(walked) or audit.first_break(_steps(walked), previous=walked.upto_hash)
    return AuditCheck.objects.create(
        checked_at=now,
        whole=whole,
        **vars(walked),
        broken_id=broken.entry_id if broken else None,
        reason=broken.reason if broken else "",
    )


def _walked_whole_since(moment: datetime) -> bool:
    return AuditCheck.objects.filter(whole=True, broken_id=None, checked_at__gt=moment).exists()


def _lost(walked: _Walked) -> audit.Break | None:
    """Whether the entry where the last walk ended is no longer what it was."""
    if walked.upto_id is None:
        return None
    entry = AuditEntry.objects.filter(pk=walked.upto_id).first()
    if entry is None:
        return audit.Break(walked.upto_id, audit.MISSING)
    if entry.hash != walked.upto_hash or audit.seal(entry) != walked.upto_hash:
        return audit.Break(walked.upto_id, audit.CHANGED)
    return None


def _steps(walked: _Walked) -> Iterator[AuditEntry]:
    """The entries after where the walk begins; an entry that was passed has held."""
    for entry in audit.chain(after=walked.upto_id):
        yield entry
        walked.entries += 1
        walked.upto_id, walked.upto_hash = entry.pk, entry.hash


def trouble(*, now: datetime) -> str:
    """What the health page says of the chain; empty while it holds and is walked."""
    newest = AuditCheck.objects.order_by("-pk").first()
    if newest is None:
        return ""
    if newest.broken_id is not None:
        return f"broken at entry {newest.broken_id}"
    if now - newest.checked_at > STALE:
        return f"not checked since {newest.checked_at:%Y-%m-%d %H:%M:%S}"
    return ""
