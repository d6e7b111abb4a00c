-- Feedback to a leader. What the leader wrote stays in the portal: only the thing is named.
SELECT instruction.id AS thing_id, instruction.id AS place_id, instruction.plan_id,
    NULL::bigint AS unit_id, ARRAY['inspector', 'office_head'] AS acts,
    (instruction.due_on + 1)::timestamp AT TIME ZONE %(zone)s AS due_at,
    left(instruction.subject, 200) AS subject
FROM instructions_instruction AS instruction
JOIN plans_plan AS plan ON plan.id = instruction.plan_id AND plan.state = 'active'
WHERE instruction.state = ANY(%(owed)s)
    AND (instruction.due_on + 1)::timestamp AT TIME ZONE %(zone)s <= %(until)s
