"""The rows that migrations write. Emptying the tables of a database takes them away as well."""

from importlib import import_module

from django.apps import apps
from django.db import connection

from core.models import SpecialDay
from core.working_days import library_days
from indicators.models import LampScheme


def ship() -> None:
    """Write what is missing of them."""
    SpecialDay.objects.bulk_create(library_days(), ignore_conflicts=True)
    if not LampScheme.objects.filter(is_preset=True).exists():
        migration = import_module("indicators.migrations.0004_published_lamp_schemes")
        with connection.schema_editor() as editor:
            migration.ship(apps, editor)
