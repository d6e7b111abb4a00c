"""The lamp schemes that offices publish, as rows."""

from django.apps.registry import Apps as StateApps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from indicators.rules import PRESETS


def ship(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    scheme_model = apps.get_model("indicators", "LampScheme")
    band_model = apps.get_model("indicators", "LampBand")
    for preset in PRESETS.values():
        scheme = scheme_model.objects.create(
            code=preset.code,
            is_preset=True,
            name_zh=preset.name_zh,
            name_en=preset.name_en,
            distance=preset.distance.value,
            misses_in_a_row=preset.misses_in_a_row,
            raised_to=preset.raised_to,
        )
        band_model.objects.bulk_create(
            band_model(
                scheme=scheme,
                position=position,
                code=band.code,
                word_zh=band.word_zh,
                word_en=band.word_en,
                lamp=band.lamp.value,
                shape=band.shape,
                standing=band.standing.value,
                up_to=band.up_to,
                inclusive=band.inclusive,
                within_days=band.within_days,
                own_choice=band.own_choice,
            )
            for position, band in enumerate(preset.bands, start=1)
        )


def take_back(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("indicators", "LampScheme").objects.filter(is_preset=True).delete()


class Migration(migrations.Migration):
    dependencies = [("indicators", "0001_initial")]

    operations = [migrations.RunPython(ship, take_back)]
