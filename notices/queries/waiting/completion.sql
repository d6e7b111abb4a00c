-- Asked for, or approved and not yet verified. A key item is struck off by a leader.
SELECT completion.id AS thing_id, task.id AS place_id, task.plan_id, NULL::bigint AS unit_id,
    CASE
        WHEN completion.decided_at IS NULL THEN ARRAY['inspector', 'office_head']
        WHEN task.is_key THEN ARRAY['leader']
        ELSE ARRAY['inspector']
    END AS acts,
    COALESCE(completion.decided_at, completion.asked_at) AS due_at, task.title AS subject
FROM tasks_completion AS completion
JOIN tasks_task AS task ON task.id = completion.task_id
JOIN plans_plan AS plan ON plan.id = task.plan_id AND plan.state = 'active'
WHERE completion.decided_at IS NULL AND task.state = 'completion_requested'
    OR completion.accepted AND completion.verified_at IS NULL AND task.state = 'completed'
