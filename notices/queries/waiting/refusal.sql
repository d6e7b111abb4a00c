SELECT refusal.id AS thing_id, task.id AS place_id, task.plan_id, NULL::bigint AS unit_id,
    ARRAY['inspector'] AS acts, refusal.refused_at AS due_at, task.title AS subject
FROM tasks_partrefusal AS refusal
JOIN tasks_assignment AS part ON part.id = refusal.assignment_id
JOIN tasks_task AS task ON task.id = part.task_id
JOIN plans_plan AS plan ON plan.id = task.plan_id AND plan.state = 'active'
WHERE refusal.decided_at IS NULL
UNION ALL
-- The lead unit refused the whole task; below zero, keys of tasks meet none of refusals.
SELECT -task.id, task.id, task.plan_id, NULL, ARRAY['inspector'], refused.at, task.title
FROM tasks_task AS task
JOIN plans_plan AS plan ON plan.id = task.plan_id AND plan.state = 'active'
JOIN LATERAL (
    SELECT max(move.at) AS at FROM tasks_move AS move
    WHERE move.task_id = task.id AND move.to_state = 'refused'
) AS refused ON refused.at IS NOT NULL
WHERE task.state = 'refused'
