-- The unit's own reviewer, or for an assisting unit's part that of the lead unit.
SELECT {report},
    CASE report.state WHEN 'submitted' THEN report.unit_id ELSE lead.unit_id END AS unit_id,
    ARRAY['reviewer'] AS acts, sent.at AS due_at
FROM {reports}
JOIN LATERAL (
    {sent}
) AS sent ON true
LEFT JOIN LATERAL (
    {lead}
) AS lead ON true
WHERE report.state IN ('submitted', 'forwarded') AND (
    report.state = 'submitted' OR assignment.role = 'assist' AND lead.unit_id IS NOT NULL
)
