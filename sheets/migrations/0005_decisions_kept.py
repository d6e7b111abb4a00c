import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("sheets", "0004_stages_and_outcomes"),
    ]

    operations = [
        migrations.AddField(
            model_name="sheetlayout",
            name="fractions",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="sheetlayout",
            name="is_skipped",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="sheetline",
            name="explained",
            field=models.TextField(null=True),
        ),
        migrations.CreateModel(
            name="SheetDecision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("page", models.PositiveSmallIntegerField()),
                ("row", models.PositiveIntegerField()),
                ("compared", models.CharField(max_length=32)),
                ("doubted", models.CharField(max_length=32)),
                (
                    "choice",
                    models.CharField(
                        blank=True,
                        choices=[("take", "take the sheet's"), ("leave", "leave as it is")],
                        max_length=5,
                    ),
                ),
                ("explained", models.TextField(null=True)),
                (
                    "sheet",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="decisions",
                        to="sheets.sheet",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("sheet", "page", "row"), name="one_decision_per_line"
                    )
                ],
            },
        ),
    ]
