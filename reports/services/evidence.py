"""Evidence is kept with the version that it came with."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.db.models import F

from core.attachments import attachment_fields
from core.errors import RuleBroken
from reports import wording
from reports.models import Decision, Evidence, Report, Submission
from reports.rules import FiledPictures
from units.models import User

# Proof at milestones and at the end, not a photograph of every meeting.
MOST_FILES = 20
# Pictures that lie in sheets, of the kinds that people may attach: kind -> ending.
PICTURES = {"png": ".png", "jpeg": ".jpg", "bmp": ".bmp"}
# Pictures of a sheet become the evidence of the versions that were just `written`. The same
# picture is kept once with a report, however often somebody sends it.
BRING = """
    WITH brought AS (
        SELECT DISTINCT ON (written.id, picture.sha256)
            written.id AS version_id, written.report_id, picture.file, picture.name, picture.size,
            picture.sha256
        FROM ({select}) AS picture (report_id, file, name, size, sha256)
        JOIN written ON written.report_id = picture.report_id
        WHERE NOT EXISTS (
            SELECT FROM reports_submission_evidence link
            JOIN reports_evidence proof ON proof.id = link.evidence_id
            WHERE link.submission_id = written.id AND proof.sha256 = picture.sha256
        )
        ORDER BY written.id, picture.sha256, picture.name
    ), kept AS (
        INSERT INTO reports_evidence (
            report_id, file, name, size, sha256, added_by_id, added_at, origin
        )
        SELECT report_id, file, name, size, sha256, %s, %s, %s FROM brought
        ORDER BY report_id, name
        RETURNING id, report_id, sha256
    )
    INSERT INTO reports_submission_evidence (submission_id, evidence_id)
    SELECT brought.version_id, kept.id FROM kept JOIN brought USING (report_id, sha256)
"""
TOO_MANY = """
    SELECT FROM written JOIN reports_submission_evidence link ON link.submission_id = written.id
    GROUP BY written.id HAVING count(*) > %s LIMIT 1
"""


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
    links = Submission.evidence.through.objects.filter(submission__in=by_version).exclude(
        submission__decision=Decision.RECALLED, evidence__origin=F("submission__origin")
    )
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
        if not evidence.origin:
            transaction.on_commit(partial(evidence.file.storage.delete, str(evidence.file.name)))


def bring(cursor: Any, pictures: FiledPictures, *, origin: str, by: User, now: datetime) -> None:
    """Give the versions that a batch has `written` the pictures of their lines.

    The files lie where they are: nothing is copied here that a transaction could not take back.
    Raises RuleBroken where a report would have more files than anybody may attach.
    """
    select = BRING.replace("{select}", pictures.select)
    cursor.execute(select, [*pictures.parameters, by.pk, now, origin])
    cursor.execute(TOO_MANY, [MOST_FILES])
    if cursor.fetchone():
        raise RuleBroken(wording.too_many_files(MOST_FILES))


def take_off(*, versions: Collection[int], origin: str) -> None:
    """Take from these drafts the evidence that something brought."""
    proofs = Evidence.objects.filter(origin=origin, submissions__in=versions)
    Evidence.objects.filter(pk__in=list(proofs.values_list("pk", flat=True))).delete()
