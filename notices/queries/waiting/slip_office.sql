-- To be approved, to be sent, or answered and to be judged.
SELECT slip.id AS thing_id, slip.id AS place_id, slip.plan_id, NULL::bigint AS unit_id,
    CASE slip.state
        WHEN 'submitted' THEN ARRAY['office_head']
        ELSE ARRAY['inspector', 'office_head']
    END AS acts,
    slip.since AS due_at, left(slip.number || ' ' || slip.subject, 200) AS subject
FROM slips_slip AS slip
JOIN plans_plan AS plan ON plan.id = slip.plan_id AND plan.state = 'active'
WHERE slip.state IN ('submitted', 'approved', 'answered')
