-- A run begins at the oldest closing date since which every verdict was behind. The next miss
-- belongs to the same run; a new run after a recovery is told anew.
SELECT target.id AS thing_id, target.id AS place_id, target.plan_id,
    target.lead_unit_id AS unit_id, ARRAY['reporter'] AS acts,
    (min(verdict.closing_on) + 1)::timestamp AT TIME ZONE %(zone)s AS due_at,
    count(*)::integer AS counted, indicator.name AS subject
FROM indicators_target AS target
JOIN plans_plan AS plan ON plan.id = target.plan_id AND plan.state = 'active'
JOIN indicators_indicator AS indicator ON indicator.id = target.indicator_id
JOIN indicators_targetverdict AS verdict
    ON verdict.target_id = target.id AND verdict.superseded_at IS NULL
WHERE verdict.lamp = ANY(%(behind)s) AND NOT EXISTS (
    SELECT FROM indicators_targetverdict AS good
    WHERE good.target_id = target.id AND good.superseded_at IS NULL
        AND good.closing_on > verdict.closing_on AND good.lamp <> ALL(%(behind)s)
)
GROUP BY target.id, indicator.name
