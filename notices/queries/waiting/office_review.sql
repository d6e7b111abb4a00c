SELECT {report}, NULL::bigint AS unit_id, ARRAY['inspector'] AS acts, sent.at AS due_at
FROM {reports}
JOIN LATERAL (
    {sent}
) AS sent ON true
WHERE report.state IN ('correcting', 'forwarded') AND (
    report.state = 'correcting' OR assignment.role IS DISTINCT FROM 'assist'
)
