reports_report AS report
JOIN reports_period AS period ON period.id = report.period_id
-- A closed plan takes no more reports, so none of its are awaited.
JOIN plans_plan AS plan ON plan.id = period.plan_id AND plan.state = 'active'
LEFT JOIN tasks_assignment AS assignment ON assignment.id = report.assignment_id
LEFT JOIN tasks_task AS task ON task.id = assignment.task_id
LEFT JOIN indicators_target AS target ON target.id = report.target_id
LEFT JOIN indicators_indicator AS indicator ON indicator.id = target.indicator_id
