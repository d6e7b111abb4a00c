-- The first-named of the units that lead speaks for the task.
    SELECT part.unit_id FROM tasks_assignment AS part
    WHERE part.task_id = task.id AND part.role = 'lead'
        AND part.ended_on IS NULL AND part.unit_id IS NOT NULL
    ORDER BY part."order", part.id LIMIT 1
