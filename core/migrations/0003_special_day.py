from typing import Any

from chinese_calendar import constants as arranged
from django.db import migrations, models


def fill(apps: Any, schema_editor: Any) -> None:
    """What the library knows today; core.working_days.fill_calendar keeps it up."""
    SpecialDay = apps.get_model("core", "SpecialDay")
    named = {False: arranged.holidays, True: arranged.workdays}
    SpecialDay.objects.bulk_create(
        SpecialDay(on=on, works=works, name=arranged.Holiday(name).chinese, origin="library")
        for works, days in named.items()
        for on, name in days.items()
    )


class Migration(migrations.Migration):
    dependencies = [("core", "0002_initial")]

    operations = [
        migrations.CreateModel(
            name="SpecialDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField(unique=True, verbose_name="day")),
                ("works", models.BooleanField(verbose_name="people work")),
                ("name", models.CharField(blank=True, max_length=60, verbose_name="name")),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("library", "calendar library"),
                            ("page", "entered"),
                            ("import", "imported"),
                        ],
                        max_length=10,
                        verbose_name="origin",
                    ),
                ),
            ],
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
