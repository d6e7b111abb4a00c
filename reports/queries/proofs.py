"""The files that prove what reports say."""

from collections.abc import Collection

from django.db import connection

# The files of a version go on with the next one, but for what came with a sheet that was taken
# back.
GOES_ON = "NOT (version.decision = 'recalled' AND proof.origin = version.origin)"
PROOFS = """
    SELECT version.report_id, array_agg(proof.sha256)
    FROM (
        SELECT DISTINCT ON (report_id) * FROM reports_submission
        WHERE report_id = ANY(%s) ORDER BY report_id, version DESC
    ) version
    JOIN reports_submission_evidence link ON link.submission_id = version.id
    JOIN reports_evidence proof ON proof.id = link.evidence_id
    WHERE {goes_on}
    GROUP BY version.report_id
""".replace("{goes_on}", GOES_ON)


def proofs_of(reports: Collection[int]) -> dict[int, list[str]]:
    """Report -> the prints of the files that its next version will have; one statement."""
    with connection.cursor() as cursor:
        cursor.execute(PROOFS, [list(reports)])
        return dict(cursor.fetchall())
