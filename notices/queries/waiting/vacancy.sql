SELECT report.unit_id AS thing_id, report.unit_id AS place_id, NULL::bigint AS plan_id,
    NULL::bigint AS unit_id, ARRAY['inspector'] AS acts, min(period.opened_at) AS due_at,
    unit.name AS subject
FROM reports_report AS report
JOIN units_unit AS unit ON unit.id = report.unit_id
JOIN reports_period AS period ON period.id = report.period_id AND period.closed_at IS NULL
JOIN plans_plan AS plan ON plan.id = period.plan_id AND plan.state = 'active'
WHERE report.state = ANY(%(unsent)s) AND NOT EXISTS (
    SELECT FROM units_membership AS membership
    JOIN units_user AS person ON person.id = membership.user_id AND person.is_active
    WHERE membership.unit_id = report.unit_id AND membership.role = 'reporter'
        AND membership.ended_on IS NULL
)
GROUP BY report.unit_id, unit.name
