from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("reports", "0003_initial")]

    operations = [
        migrations.RemoveConstraint("reportingrule", "deadline_day_in_any_month"),
        migrations.RenameField("reportingrule", "deadline_day", "anchor_number"),
    ]
