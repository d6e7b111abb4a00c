SELECT amendment.id AS thing_id, target.id AS place_id, target.plan_id, NULL::bigint AS unit_id,
    ARRAY['inspector', 'office_head'] AS acts, amendment.requested_at AS due_at,
    indicator.name AS subject
FROM indicators_amendment AS amendment
JOIN indicators_target AS target ON target.id = amendment.target_id
JOIN indicators_indicator AS indicator ON indicator.id = target.indicator_id
JOIN plans_plan AS plan ON plan.id = target.plan_id AND plan.state = 'active'
WHERE amendment.state = 'requested'
