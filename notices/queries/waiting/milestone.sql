SELECT stage.id AS thing_id, task.id AS place_id, task.plan_id, lead.unit_id,
    ARRAY['reporter'] AS acts,
    (stage.due_on + 1)::timestamp AT TIME ZONE %(zone)s AS due_at, stage.title AS subject
FROM tasks_milestone AS stage
JOIN tasks_task AS task ON task.id = stage.task_id
JOIN plans_plan AS plan ON plan.id = task.plan_id AND plan.state = 'active'
-- The first-named of the units that lead speaks for the task.
JOIN LATERAL (
    SELECT part.unit_id FROM tasks_assignment AS part
    WHERE part.task_id = task.id AND part.role = 'lead'
        AND part.ended_on IS NULL AND part.unit_id IS NOT NULL
    ORDER BY part."order", part.id LIMIT 1
) AS lead ON true
WHERE stage.done_on IS NULL AND stage.waived_at IS NULL
    AND task.state IN ('dispatched', 'in_progress', 'returned', 'completion_requested')
    AND (stage.due_on + 1)::timestamp AT TIME ZONE %(zone)s <= %(until)s
