"""What the names of the indicators say of their family; offices change it where they know better.

How targets counted at the closing date before is filled in by the job that judges them each hour.
"""

from django.apps.registry import Apps as StateApps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from indicators.rules import Family, family_of

BATCH = 1000
# The triggers of the standings move the tallies.
KEEP = """
    UPDATE indicators_targetstanding AS standing SET family = indicator.family
    FROM indicators_target AS target
    JOIN indicators_indicator AS indicator ON indicator.id = target.indicator_id
    WHERE target.id = standing.target_id AND indicator.family <> standing.family
"""


def guess(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    model = apps.get_model("indicators", "Indicator")
    rows = model.objects.values_list("pk", "name", "unit_of_measure")
    economic = [pk for pk, name, measure in rows if family_of(name, measure) is Family.ECONOMIC]
    for at in range(0, len(economic), BATCH):
        some = economic[at : at + BATCH]
        model.objects.filter(pk__in=some).update(family=Family.ECONOMIC.value)


class Migration(migrations.Migration):
    dependencies = [("indicators", "0003_families")]

    operations = [
        migrations.RunPython(guess, migrations.RunPython.noop),
        migrations.RunSQL(KEEP, migrations.RunSQL.noop),
    ]
