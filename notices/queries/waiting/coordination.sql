-- Whoever holds the request must answer it, leaders like everybody else.
SELECT request.id AS thing_id, request.id AS place_id, task.plan_id, request.holder_id AS unit_id,
    ARRAY['reviewer', 'head', 'leader', 'inspector', 'office_head'] AS acts,
    (request.answer_due_on + 1)::timestamp AT TIME ZONE %(zone)s AS due_at,
    left(request.text, 200) AS subject
FROM tasks_coordination AS request
JOIN tasks_task AS task ON task.id = request.task_id
JOIN plans_plan AS plan ON plan.id = task.plan_id AND plan.state = 'active'
WHERE request.state = 'open'
    AND (request.answer_due_on + 1)::timestamp AT TIME ZONE %(zone)s <= %(until)s
