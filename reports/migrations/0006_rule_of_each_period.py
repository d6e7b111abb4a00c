from django.db import migrations

# Until now a plan had one rule, and a period existed from the day on which it opened.
FILL = """
    UPDATE reports_period period
    SET rule_id = rule.id, opens_on = period.starts_on, opened_at = period.starts_on::timestamp
    FROM reports_reportingrule rule
    WHERE rule.plan_id = period.plan_id
"""


class Migration(migrations.Migration):
    dependencies = [("reports", "0005_periods_ahead")]

    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
