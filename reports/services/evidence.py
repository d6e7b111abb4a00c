"""Evidence is kept with the version that it came with."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.core.files.base import File
from django.db import transaction

from core.attachments import attachment_fields
from core.errors import RuleBroken
from reports import wording
from reports.models import Evidence, Report, Submission
from units.models import User

# Proof at milestones and at the end, not a photograph of every meeting.
MOST_FILES = 20


@dataclass(frozen=True)
class Papers:
    """Files that come with a content, and those of earlier versions that no longer belong to it."""

    add: Sequence[File] = ()
    drop: Collection[int] = ()


NO_PAPERS = Papers()


def checked(papers: Papers, *, by: User, now: datetime) -> list[Evidence]:
    """The new files, unsaved. Raises RuleBroken for the first that is refused."""
    return [Evidence(**attachment_fields(file, by=by, now=now)) for file in papers.add]


def kept_files(newest: Iterable[Submission]) -> dict[int, list[int]]:
    """Report -> the files of its last version, which go on with the next one."""
    by_version = {version.pk: version.report_id for version in newest}
    links = Submission.evidence.through.objects.filter(submission__in=by_version)
    kept: dict[int, list[int]] = {}
    for version, evidence in links.order_by("evidence").values_list("submission", "evidence"):
        kept.setdefault(by_version[version], []).append(evidence)
    return kept


def require_room(kept: Collection[int], papers: Papers) -> None:
    if len(set(kept) - set(papers.drop)) + len(papers.add) > MOST_FILES:
        raise RuleBroken(wording.too_many_files(MOST_FILES))


def attach(
    versions: Sequence[tuple[Report, Submission]],
    kept: dict[int, list[int]],
    papers: Papers,
    fresh: Sequence[Evidence],
) -> None:
    """Give each version its files: those of the version before, less what is dropped, and new ones.

    A file that no version has any more is deleted; what was sent keeps its files for good.
    """
    link = Submission.evidence.through
    drop = set(papers.drop)
    if drop:
        pks = [version.pk for _report, version in versions]
        link.objects.filter(submission__in=pks, evidence__in=drop).delete()
    links = []
    for report, version in versions:
        for evidence in fresh:
            evidence.report = report
            evidence.save(force_insert=True)
            links.append(link(submission_id=version.pk, evidence_id=evidence.pk))
        stays = [pk for pk in kept.get(report.pk, []) if pk not in drop]
        links += [link(submission_id=version.pk, evidence_id=pk) for pk in stays]
    if links:
        link.objects.bulk_create(links, ignore_conflicts=True)
    if drop:
        reports = [report.pk for report, _version in versions]
        _forget(Evidence.objects.filter(report__in=reports, pk__in=drop, submissions=None))


def _forget(orphans: Iterable[Evidence]) -> None:
    for evidence in orphans:
        evidence.delete()
        transaction.on_commit(partial(evidence.file.storage.delete, str(evidence.file.name)))
