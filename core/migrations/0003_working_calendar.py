from typing import Any

from chinese_calendar import constants as arranged
from django.db import migrations


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

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
