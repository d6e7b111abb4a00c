SELECT owed.unit_id AS thing_id, owed.unit_id AS place_id, NULL::bigint AS plan_id,
    NULL::bigint AS unit_id, ARRAY['inspector'] AS acts, owed.since AS due_at,
    unit.name AS subject
FROM (
    SELECT report.unit_id, min(period.opened_at) AS since
    FROM reports_report AS report
    JOIN reports_period AS period ON period.id = report.period_id AND period.closed_at IS NULL
    JOIN plans_plan AS plan ON plan.id = period.plan_id AND plan.state = 'active'
    WHERE report.state = ANY(%(unsent)s)
    GROUP BY report.unit_id
) AS owed
JOIN units_unit AS unit ON unit.id = owed.unit_id
WHERE owed.unit_id NOT IN (
    SELECT membership.unit_id FROM units_membership AS membership
    JOIN units_user AS person ON person.id = membership.user_id AND person.is_active
    WHERE membership.role = 'reporter' AND membership.ended_on IS NULL
)
