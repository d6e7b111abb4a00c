report.id AS thing_id, report.id AS place_id, period.plan_id,
    COALESCE(indicator.name, task.title) AS subject
