-- The answer; a slip whose receipt nobody confirmed is due all the same.
SELECT slip.id AS thing_id, slip.id AS place_id, slip.plan_id, slip.unit_id,
    ARRAY['reporter', 'reviewer', 'head'] AS acts,
    (slip.answer_due_on + 1)::timestamp AT TIME ZONE %(zone)s AS due_at,
    left(slip.number || ' ' || slip.subject, 200) AS subject
FROM slips_slip AS slip
JOIN plans_plan AS plan ON plan.id = slip.plan_id AND plan.state = 'active'
WHERE slip.state = ANY(%(unanswered)s)
    AND (slip.answer_due_on + 1)::timestamp AT TIME ZONE %(zone)s <= %(until)s
