-- Whoever works or answers for the unit confirms the receipt.
SELECT slip.id AS thing_id, slip.id AS place_id, slip.plan_id, slip.unit_id,
    ARRAY['reporter', 'reviewer', 'head'] AS acts, slip.since AS due_at,
    left(slip.number || ' ' || slip.subject, 200) AS subject
FROM slips_slip AS slip
JOIN plans_plan AS plan ON plan.id = slip.plan_id AND plan.state = 'active'
WHERE slip.state = 'sent'
