-- Due soon, then late.
SELECT {report}, report.unit_id, ARRAY['reporter'] AS acts, report.due_at
FROM {reports}
WHERE report.state = ANY(%(unsent)s) AND report.state <> 'returned'
    AND period.closed_at IS NULL AND report.due_at <= %(until)s
