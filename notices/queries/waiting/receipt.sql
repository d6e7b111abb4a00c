SELECT part.id AS thing_id, task.id AS place_id, task.plan_id, part.unit_id,
    ARRAY['reporter', 'reviewer', 'head'] AS acts,
    COALESCE(part.given_at, plan.published_at) AS due_at, task.title AS subject
FROM tasks_assignment AS part
JOIN tasks_task AS task ON task.id = part.task_id
JOIN plans_plan AS plan ON plan.id = task.plan_id AND plan.state = 'active'
WHERE part.ended_on IS NULL AND part.received_at IS NULL AND part.unit_id IS NOT NULL
    AND task.state = ANY(%(held)s)
    AND NOT EXISTS (
        SELECT FROM tasks_partrefusal AS refusal
        WHERE refusal.assignment_id = part.id AND refusal.decided_at IS NULL
    )
