-- When the version that waits was sent, or went on from the lead unit.
    SELECT COALESCE(version.forwarded_at, version.submitted_at) AS at
    FROM reports_submission AS version
    WHERE version.report_id = report.id AND version.decision = ''
        AND version.submitted_at IS NOT NULL
    ORDER BY version.version DESC LIMIT 1
