SELECT task.id AS thing_id, task.id AS place_id, task.plan_id, lead.unit_id,
    ARRAY['reporter'] AS acts,
    (task.due_on + 1)::timestamp AT TIME ZONE %(zone)s AS due_at, task.title AS subject
FROM tasks_task AS task
JOIN plans_plan AS plan ON plan.id = task.plan_id AND plan.state = 'active'
JOIN LATERAL (
    {lead}
) AS lead ON true
-- Where completion was asked for, it waits for the office now.
WHERE task.state = ANY(%(reporting)s)
    AND (task.due_on + 1)::timestamp AT TIME ZONE %(zone)s <= %(until)s
    -- What was broken down is done by its parts.
    AND NOT EXISTS (
        SELECT FROM tasks_task AS share
        WHERE share.parent_id = task.id AND share.state <> ALL(%(idle)s)
    )
