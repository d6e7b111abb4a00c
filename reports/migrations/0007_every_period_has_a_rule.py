import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0006_rule_of_each_period")]

    operations = [
        migrations.AlterField(
            model_name="period",
            name="opens_on",
            field=models.DateField(),
        ),
        migrations.AlterField(
            model_name="period",
            name="rule",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="periods",
                to="reports.reportingrule",
            ),
        ),
    ]
