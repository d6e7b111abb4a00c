-- The unit signs, an inspector checks, the head of the office decides.
SELECT extension.id AS thing_id, extension.id AS place_id, task.plan_id,
    CASE extension.state WHEN 'requested' THEN lead.unit_id END AS unit_id,
    CASE extension.state
        WHEN 'requested' THEN ARRAY['reviewer', 'head']
        WHEN 'signed' THEN ARRAY['inspector']
        ELSE ARRAY['office_head']
    END AS acts,
    step.at AS due_at, task.title AS subject
FROM tasks_extension AS extension
JOIN tasks_task AS task ON task.id = extension.task_id
JOIN plans_plan AS plan ON plan.id = task.plan_id AND plan.state = 'active'
JOIN LATERAL (
    {lead}
) AS lead ON true
JOIN LATERAL (
    SELECT COALESCE(max(taken.at), extension.asked_at) AS at
    FROM tasks_extensionstep AS taken WHERE taken.extension_id = extension.id
) AS step ON true
WHERE extension.decided_at IS NULL
