SELECT stage.id AS thing_id, task.id AS place_id, task.plan_id, lead.unit_id,
    ARRAY['reporter'] AS acts,
    (stage.due_on + 1)::timestamp AT TIME ZONE %(zone)s AS due_at, stage.title AS subject
FROM tasks_milestone AS stage
JOIN tasks_task AS task ON task.id = stage.task_id
JOIN plans_plan AS plan ON plan.id = task.plan_id AND plan.state = 'active'
JOIN LATERAL (
    {lead}
) AS lead ON true
WHERE stage.done_on IS NULL AND stage.waived_at IS NULL
    AND task.state = ANY(%(held)s)
    AND (stage.due_on + 1)::timestamp AT TIME ZONE %(zone)s <= %(until)s
