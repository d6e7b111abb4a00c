from django.db import migrations, models

KNOWN_DEADLINES = """
    UPDATE notices_notice SET due_at = report.due_at
    FROM reports_report AS report WHERE report.id = notices_notice.report_id
"""


class Migration(migrations.Migration):
    """Each deadline of a report has a ladder of its own."""

    dependencies = [("notices", "0002_initial"), ("reports", "0002_initial")]

    operations = [
        migrations.AddField("notice", "due_at", models.DateTimeField(null=True)),
        migrations.RunSQL(KNOWN_DEADLINES, migrations.RunSQL.noop),
        migrations.AlterField("notice", "due_at", models.DateTimeField()),
        migrations.RemoveConstraint("notice", "one_notice_per_step_and_person"),
        migrations.AddConstraint(
            "notice",
            models.UniqueConstraint(
                fields=["report", "due_at", "step", "person"],
                name="one_notice_per_step_and_person",
            ),
        ),
    ]
