-- The unit's own reviewer, or for an assisting unit's part that of the lead unit.
SELECT report.id AS thing_id, report.id AS place_id, period.plan_id,
    CASE report.state WHEN 'submitted' THEN report.unit_id ELSE lead.unit_id END AS unit_id,
    ARRAY['reviewer'] AS acts, sent.at AS due_at, COALESCE(indicator.name, task.title) AS subject
FROM reports_report AS report
JOIN reports_period AS period ON period.id = report.period_id
-- A closed plan takes no more reports, so none of its are awaited.
JOIN plans_plan AS plan ON plan.id = period.plan_id AND plan.state = 'active'
LEFT JOIN tasks_assignment AS assignment ON assignment.id = report.assignment_id
LEFT JOIN tasks_task AS task ON task.id = assignment.task_id
LEFT JOIN indicators_target AS target ON target.id = report.target_id
LEFT JOIN indicators_indicator AS indicator ON indicator.id = target.indicator_id
JOIN LATERAL (
    SELECT COALESCE(version.forwarded_at, version.submitted_at) AS at
    FROM reports_submission AS version
    WHERE version.report_id = report.id AND version.decision = ''
        AND version.submitted_at IS NOT NULL
    ORDER BY version.version DESC LIMIT 1
) AS sent ON true
LEFT JOIN LATERAL (
    SELECT part.unit_id FROM tasks_assignment AS part
    WHERE part.task_id = task.id AND part.role = 'lead'
        AND part.ended_on IS NULL AND part.unit_id IS NOT NULL
    ORDER BY part."order", part.id LIMIT 1
) AS lead ON true
WHERE report.state = 'submitted'
    OR report.state = 'forwarded' AND assignment.role = 'assist' AND lead.unit_id IS NOT NULL
