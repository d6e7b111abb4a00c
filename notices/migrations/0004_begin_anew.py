"""Reminders of late reports only make room for notices about everything that waits.

What was told until here is not carried over: the next sweep tells whatever still waits.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("notices", "0003_a_ladder_per_deadline")]

    operations = [
        migrations.DeleteModel(name="Delivery"),
        migrations.DeleteModel(name="Notice"),
    ]
