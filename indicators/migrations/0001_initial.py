import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import core.operations
import core.searching


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
        ("plans", "0001_initial"),
        ("units", "0001_initial"),
    ]

    operations = [
        core.operations.AtOnce(
            operations=[
                migrations.CreateModel(
                    name="Target",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("quote", models.TextField(blank=True)),
                        ("quote_start", models.PositiveIntegerField(blank=True, null=True)),
                        ("quote_end", models.PositiveIntegerField(blank=True, null=True)),
                        ("position", models.PositiveIntegerField()),
                        (
                            "comparator",
                            models.CharField(
                                choices=[
                                    ("at_least", "at least"),
                                    ("at_most", "at most"),
                                    ("about", "about"),
                                    ("range", "between"),
                                ],
                                default="at_least",
                                max_length=10,
                                verbose_name="comparator",
                            ),
                        ),
                        (
                            "value",
                            models.DecimalField(
                                blank=True,
                                decimal_places=6,
                                max_digits=24,
                                null=True,
                                verbose_name="value",
                            ),
                        ),
                        (
                            "value_high",
                            models.DecimalField(
                                blank=True,
                                decimal_places=6,
                                max_digits=24,
                                null=True,
                                verbose_name="upper value",
                            ),
                        ),
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="due on")),
                        (
                            "every",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("year", "every year"),
                                    ("half_year", "every half-year"),
                                    ("quarter", "every quarter"),
                                    ("month", "every month"),
                                ],
                                max_length=10,
                                verbose_name="recurrence",
                            ),
                        ),
                        (
                            "baseline",
                            models.DecimalField(
                                blank=True,
                                decimal_places=6,
                                max_digits=24,
                                null=True,
                                verbose_name="baseline",
                            ),
                        ),
                        (
                            "baseline_on",
                            models.DateField(blank=True, null=True, verbose_name="baseline of"),
                        ),
                        (
                            "nature",
                            models.CharField(
                                choices=[("binding", "binding"), ("expected", "expected")],
                                default="expected",
                                max_length=10,
                                verbose_name="nature",
                            ),
                        ),
                        (
                            "pace_rule",
                            models.CharField(
                                choices=[
                                    ("linear_month", "months elapsed"),
                                    ("linear_day", "days elapsed"),
                                    ("planned_values", "planned values"),
                                    ("steps", "planned values, in steps"),
                                    ("value", "value against target"),
                                    ("none", "judged only when due"),
                                ],
                                default="linear_month",
                                max_length=20,
                                verbose_name="pace rule",
                            ),
                        ),
                        ("added_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "clause",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="plans.clause",
                            ),
                        ),
                        (
                            "indicator",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="targets",
                                to="indicators.indicator",
                            ),
                        ),
                        (
                            "lead_unit",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="led_targets",
                                to="units.unit",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="targets",
                                to="plans.plan",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            django.contrib.postgres.indexes.GinIndex(
                                core.searching.Pairs("quote"), name="target_pairs"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("plan", "position"), name="one_target_per_position"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("comparator", "range"), _negated=True),
                                    ("value_high__gte", models.F("value")),
                                    _connector="OR",
                                ),
                                name="range_has_an_upper_value",
                                violation_error_message="A range needs an upper value above the lower one.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Indicator",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        ("key", models.CharField(editable=False, max_length=200)),
                        (
                            "unit_of_measure",
                            models.CharField(
                                blank=True, max_length=30, verbose_name="unit of measure"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("stock", "stock at the end"),
                                    ("per_capita", "stock per head"),
                                    ("flow", "flow within the year"),
                                    ("cumulative", "sum over the plan"),
                                    ("ratio", "ratio"),
                                    ("growth_rate", "growth rate"),
                                    ("recurring", "recurring count"),
                                    ("ceiling", "ceiling"),
                                    ("milestone", "milestone"),
                                    ("relative", "relative to others"),
                                ],
                                default="stock",
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "more_is_better",
                            models.BooleanField(default=True, verbose_name="more is better"),
                        ),
                        ("definition", models.TextField(blank=True, verbose_name="definition")),
                        (
                            "certifying_unit",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="certifies",
                                to="units.unit",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("key", "unit_of_measure"),
                                name="one_indicator_per_name_and_unit",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IndicatorDefinition",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("valid_from", models.DateField(verbose_name="valid from")),
                        ("text", models.TextField(verbose_name="definition")),
                        (
                            "document",
                            models.CharField(blank=True, max_length=200, verbose_name="document"),
                        ),
                        ("recorded_at", models.DateTimeField()),
                        (
                            "indicator",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="definitions",
                                to="indicators.indicator",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["indicator", "-valid_from"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("indicator", "valid_from"),
                                name="one_definition_per_day",
                                violation_error_message="Another definition begins on this day already.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LampScheme",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("code", models.SlugField(max_length=40)),
                        ("is_preset", models.BooleanField(default=False)),
                        (
                            "name_zh",
                            models.CharField(max_length=60, verbose_name="name in Chinese"),
                        ),
                        (
                            "name_en",
                            models.CharField(max_length=60, verbose_name="name in English"),
                        ),
                        (
                            "distance",
                            models.CharField(
                                choices=[
                                    ("points", "percentage points below pace"),
                                    ("share", "percent of what should be reached"),
                                ],
                                default="points",
                                max_length=10,
                                verbose_name="distance in",
                            ),
                        ),
                        (
                            "misses_in_a_row",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(2)],
                                verbose_name="periods behind in a row that raise the lamp",
                            ),
                        ),
                        (
                            "raised_to",
                            models.SlugField(blank=True, max_length=40, verbose_name="raised to"),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("is_preset", True)),
                                fields=("code",),
                                name="one_preset_per_code",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LampChoice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("recorded_at", models.DateTimeField()),
                        ("superseded_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "chosen_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="lamp_choices",
                                to="plans.plan",
                            ),
                        ),
                        (
                            "scheme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="choices",
                                to="indicators.lampscheme",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("superseded_at", None)),
                                fields=("plan",),
                                name="one_live_scheme_per_plan",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LampBand",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        ("code", models.SlugField(max_length=40)),
                        (
                            "word_zh",
                            models.CharField(max_length=30, verbose_name="word in Chinese"),
                        ),
                        (
                            "word_en",
                            models.CharField(max_length=40, verbose_name="word in English"),
                        ),
                        (
                            "lamp",
                            models.CharField(
                                choices=[
                                    ("blue", "blue"),
                                    ("green", "green"),
                                    ("yellow", "yellow"),
                                    ("orange", "orange"),
                                    ("red", "red"),
                                    ("grey", "grey"),
                                ],
                                max_length=10,
                                verbose_name="colour",
                            ),
                        ),
                        ("shape", models.CharField(max_length=40, verbose_name="shape")),
                        (
                            "standing",
                            models.CharField(
                                choices=[
                                    ("done", "done"),
                                    ("due_soon", "due soon"),
                                    ("ahead", "ahead of pace"),
                                    ("on_pace", "on pace"),
                                    ("behind", "behind pace"),
                                    ("missed", "overdue"),
                                    ("not_judged", "not judged"),
                                ],
                                max_length=20,
                                verbose_name="stands for",
                            ),
                        ),
                        (
                            "up_to",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=7,
                                null=True,
                                verbose_name="up to",
                            ),
                        ),
                        (
                            "inclusive",
                            models.BooleanField(default=True, verbose_name="limit included"),
                        ),
                        (
                            "within_days",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="days before due"
                            ),
                        ),
                        (
                            "own_choice",
                            models.BooleanField(
                                default=False, verbose_name="decided by the office"
                            ),
                        ),
                        (
                            "scheme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="bands",
                                to="indicators.lampscheme",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["scheme", "position"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("scheme", "position"), name="one_band_per_position"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TargetStanding",
                    fields=[
                        ("closing_on", models.DateField()),
                        (
                            "lamp",
                            models.CharField(
                                choices=[
                                    ("blue", "blue"),
                                    ("green", "green"),
                                    ("yellow", "yellow"),
                                    ("orange", "orange"),
                                    ("red", "red"),
                                    ("grey", "grey"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "was",
                            models.CharField(
                                choices=[
                                    ("blue", "blue"),
                                    ("green", "green"),
                                    ("yellow", "yellow"),
                                    ("orange", "orange"),
                                    ("red", "red"),
                                    ("grey", "grey"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "missing",
                            models.DecimalField(decimal_places=6, max_digits=24, null=True),
                        ),
                        (
                            "target",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="standing",
                                serialize=False,
                                to="indicators.target",
                            ),
                        ),
                        ("counts", models.CharField(max_length=10)),
                        (
                            "plan",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="plans.plan",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="units.unit",
                            ),
                        ),
                        (
                            "verdict",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="indicators.targetverdict",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [
                            models.Index(fields=["plan"], name="targetstanding_by_plan"),
                            models.Index(fields=["unit"], name="targetstanding_by_unit"),
                            models.Index(
                                condition=models.Q(("lamp", models.F("was")), _negated=True),
                                fields=["was", "lamp"],
                                name="targetstanding_changed",
                            ),
                            models.Index(
                                models.F("lamp"),
                                models.OrderBy(
                                    models.F("missing"), descending=True, nulls_last=True
                                ),
                                models.F("target"),
                                condition=models.Q(("lamp__in", ["red", "orange", "yellow"])),
                                name="targets_behind",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlannedValue",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("on", models.DateField(verbose_name="date")),
                        (
                            "value",
                            models.DecimalField(
                                decimal_places=6, max_digits=24, verbose_name="value"
                            ),
                        ),
                        (
                            "target",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="planned_values",
                                to="indicators.target",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["target", "on"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("target", "on"), name="one_planned_value_per_day"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Measurement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("recorded_at", models.DateTimeField()),
                        ("superseded_at", models.DateTimeField(blank=True, null=True)),
                        ("period_ends_on", models.DateField()),
                        ("value", models.DecimalField(decimal_places=6, max_digits=24)),
                        ("origin", models.CharField(max_length=60)),
                        (
                            "source",
                            models.CharField(blank=True, max_length=200, verbose_name="source"),
                        ),
                        (
                            "target",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="measurements",
                                to="indicators.target",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("superseded_at", None)),
                                fields=("target", "period_ends_on"),
                                name="one_live_value_per_period",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Forecast",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("recorded_at", models.DateTimeField()),
                        ("superseded_at", models.DateTimeField(blank=True, null=True)),
                        ("inputs_hash", models.CharField(max_length=64)),
                        ("refusal", models.CharField(blank=True, max_length=20)),
                        (
                            "method",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("pace", "pace of its months"),
                                    ("seasons", "seasons of the year"),
                                    ("batches", "batches"),
                                    ("level", "level"),
                                ],
                                max_length=10,
                                verbose_name="method",
                            ),
                        ),
                        ("ends_on", models.DateField(null=True)),
                        ("wanted", models.DecimalField(decimal_places=6, max_digits=24, null=True)),
                        ("at_most", models.BooleanField(default=False)),
                        ("measured_on", models.DateField(null=True)),
                        ("point", models.DecimalField(decimal_places=6, max_digits=24, null=True)),
                        ("low", models.DecimalField(decimal_places=6, max_digits=24, null=True)),
                        ("high", models.DecimalField(decimal_places=6, max_digits=24, null=True)),
                        (
                            "probability",
                            models.DecimalField(decimal_places=4, max_digits=5, null=True),
                        ),
                        ("origins", models.PositiveSmallIntegerField(default=0)),
                        ("hits", models.PositiveSmallIntegerField(default=0)),
                        ("error", models.DecimalField(decimal_places=6, max_digits=24, null=True)),
                        ("naive", models.DecimalField(decimal_places=6, max_digits=24, null=True)),
                        (
                            "target",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="forecasts",
                                to="indicators.target",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("superseded_at", None)),
                                fields=("target",),
                                name="one_live_forecast_per_target",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("refusal", ""), _negated=True),
                                    models.Q(
                                        ("ends_on__isnull", False),
                                        ("low__lte", models.F("point")),
                                        ("point__lte", models.F("high")),
                                        ("probability__gte", 0),
                                        ("probability__lte", 1),
                                    ),
                                    _connector="OR",
                                ),
                                name="forecast_has_its_figures",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("hits__lte", models.F("origins"))),
                                name="hits_are_some_of_the_tries",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ComparatorValue",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("recorded_at", models.DateTimeField()),
                        ("superseded_at", models.DateTimeField(blank=True, null=True)),
                        ("on", models.DateField(verbose_name="date")),
                        (
                            "value",
                            models.DecimalField(
                                decimal_places=6, max_digits=24, verbose_name="value"
                            ),
                        ),
                        (
                            "source",
                            models.CharField(blank=True, max_length=200, verbose_name="source"),
                        ),
                        (
                            "target",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="comparators",
                                to="indicators.target",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("superseded_at", None)),
                                fields=("target", "on"),
                                name="one_live_comparator_per_day",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Amendment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("requested", "waits for a decision"),
                                    ("applied", "approved and in force"),
                                    ("refused", "refused"),
                                    ("withdrawn", "withdrawn"),
                                ],
                                default="requested",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "old_value",
                            models.DecimalField(decimal_places=6, max_digits=24, null=True),
                        ),
                        (
                            "old_value_high",
                            models.DecimalField(decimal_places=6, max_digits=24, null=True),
                        ),
                        ("old_due_on", models.DateField(null=True)),
                        (
                            "new_value",
                            models.DecimalField(
                                blank=True,
                                decimal_places=6,
                                max_digits=24,
                                null=True,
                                verbose_name="value",
                            ),
                        ),
                        (
                            "new_value_high",
                            models.DecimalField(
                                blank=True,
                                decimal_places=6,
                                max_digits=24,
                                null=True,
                                verbose_name="upper value",
                            ),
                        ),
                        (
                            "new_due_on",
                            models.DateField(blank=True, null=True, verbose_name="due on"),
                        ),
                        (
                            "doc_number",
                            models.CharField(max_length=100, verbose_name="document number"),
                        ),
                        ("reason", models.TextField(verbose_name="reason")),
                        ("requested_at", models.DateTimeField()),
                        ("decided_at", models.DateTimeField(null=True)),
                        ("decision_note", models.TextField(blank=True, verbose_name="note")),
                        (
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "requested_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "target",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="amendments",
                                to="indicators.target",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-requested_at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "requested")),
                                fields=("target",),
                                name="one_open_amendment_per_target",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "applied"), _negated=True),
                                    models.Q(
                                        ("decided_by", models.F("requested_by")), _negated=True
                                    ),
                                    _connector="OR",
                                ),
                                name="amendment_approved_by_another",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TargetEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("quote", models.TextField(blank=True)),
                        ("quote_start", models.PositiveIntegerField(blank=True, null=True)),
                        ("quote_end", models.PositiveIntegerField(blank=True, null=True)),
                        ("position", models.PositiveIntegerField()),
                        (
                            "comparator",
                            models.CharField(
                                choices=[
                                    ("at_least", "at least"),
                                    ("at_most", "at most"),
                                    ("about", "about"),
                                    ("range", "between"),
                                ],
                                default="at_least",
                                max_length=10,
                                verbose_name="comparator",
                            ),
                        ),
                        (
                            "value",
                            models.DecimalField(
                                blank=True,
                                decimal_places=6,
                                max_digits=24,
                                null=True,
                                verbose_name="value",
                            ),
                        ),
                        (
                            "value_high",
                            models.DecimalField(
                                blank=True,
                                decimal_places=6,
                                max_digits=24,
                                null=True,
                                verbose_name="upper value",
                            ),
                        ),
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="due on")),
                        (
                            "every",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("year", "every year"),
                                    ("half_year", "every half-year"),
                                    ("quarter", "every quarter"),
                                    ("month", "every month"),
                                ],
                                max_length=10,
                                verbose_name="recurrence",
                            ),
                        ),
                        (
                            "baseline",
                            models.DecimalField(
                                blank=True,
                                decimal_places=6,
                                max_digits=24,
                                null=True,
                                verbose_name="baseline",
                            ),
                        ),
                        (
                            "baseline_on",
                            models.DateField(blank=True, null=True, verbose_name="baseline of"),
                        ),
                        (
                            "nature",
                            models.CharField(
                                choices=[("binding", "binding"), ("expected", "expected")],
                                default="expected",
                                max_length=10,
                                verbose_name="nature",
                            ),
                        ),
                        (
                            "pace_rule",
                            models.CharField(
                                choices=[
                                    ("linear_month", "months elapsed"),
                                    ("linear_day", "days elapsed"),
                                    ("planned_values", "planned values"),
                                    ("steps", "planned values, in steps"),
                                    ("value", "value against target"),
                                    ("none", "judged only when due"),
                                ],
                                default="linear_month",
                                max_length=20,
                                verbose_name="pace rule",
                            ),
                        ),
                        ("added_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "clause",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="plans.clause",
                            ),
                        ),
                        (
                            "indicator",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="indicators.indicator",
                            ),
                        ),
                        (
                            "lead_unit",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="units.unit",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="indicators.target",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="plans.plan",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="TargetTally",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("number", models.IntegerField()),
                        ("is_folded", models.BooleanField(db_default=False, default=False)),
                        ("lamp", models.CharField(max_length=10)),
                        ("was", models.CharField(max_length=10)),
                        ("counts", models.CharField(max_length=10)),
                        (
                            "plan",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="plans.plan",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="units.unit",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [
                            models.Index(fields=["plan"], name="targettally_by_plan"),
                            models.Index(fields=["unit"], name="targettally_by_unit"),
                            models.Index(
                                condition=models.Q(("is_folded", False)),
                                fields=["id"],
                                name="targettally_to_fold",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TargetVerdict",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("recorded_at", models.DateTimeField()),
                        ("superseded_at", models.DateTimeField(blank=True, null=True)),
                        ("closing_on", models.DateField()),
                        ("inputs", models.JSONField()),
                        ("rule_version", models.PositiveSmallIntegerField()),
                        ("scheme", models.JSONField()),
                        (
                            "lamp",
                            models.CharField(
                                choices=[
                                    ("blue", "blue"),
                                    ("green", "green"),
                                    ("yellow", "yellow"),
                                    ("orange", "orange"),
                                    ("red", "red"),
                                    ("grey", "grey"),
                                ],
                                max_length=10,
                                verbose_name="lamp",
                            ),
                        ),
                        ("band", models.CharField(max_length=40)),
                        ("reason", models.CharField(max_length=20)),
                        ("sentence_zh", models.TextField()),
                        ("sentence_en", models.TextField()),
                        ("override_band", models.CharField(blank=True, max_length=40)),
                        ("override_reason", models.TextField(blank=True)),
                        ("overridden_at", models.DateTimeField(null=True)),
                        (
                            "overridden_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "target",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="verdicts",
                                to="indicators.target",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("superseded_at", None)),
                                fields=("target", "closing_on"),
                                name="one_live_verdict_per_closing_date",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("override_band", ""),
                                    models.Q(("override_reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="override_has_a_reason",
                            ),
                        ],
                    },
                ),
            ],
        ),
        core.operations.AtOnce(
            operations=[
                pgtrigger.migrations.AddTrigger(
                    model_name="indicator",
                    trigger=pgtrigger.compiler.Trigger(
                        name="forget_kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="DELETE FROM core_keptbody; RETURN NULL;",
                            hash="4b99e63e22fde6b4bfebd7722e1ca4c584d1da63",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_forget_kept_64065",
                            table="indicators_indicator",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="target",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "indicators_targetevent" ("added_at", "baseline", "baseline_on", "clause_id", "comparator", "due_on", "every", "id", "indicator_id", "lead_unit_id", "nature", "pace_rule", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "position", "quote", "quote_end", "quote_start", "value", "value_high") VALUES (NEW."added_at", NEW."baseline", NEW."baseline_on", NEW."clause_id", NEW."comparator", NEW."due_on", NEW."every", NEW."id", NEW."indicator_id", NEW."lead_unit_id", NEW."nature", NEW."pace_rule", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."position", NEW."quote", NEW."quote_end", NEW."quote_start", NEW."value", NEW."value_high"); RETURN NULL;',
                            hash="fa4f2600cd866141a3a53e340a248cecc8d41dd0",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_621f2",
                            table="indicators_target",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="target",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "indicators_targetevent" ("added_at", "baseline", "baseline_on", "clause_id", "comparator", "due_on", "every", "id", "indicator_id", "lead_unit_id", "nature", "pace_rule", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "position", "quote", "quote_end", "quote_start", "value", "value_high") VALUES (NEW."added_at", NEW."baseline", NEW."baseline_on", NEW."clause_id", NEW."comparator", NEW."due_on", NEW."every", NEW."id", NEW."indicator_id", NEW."lead_unit_id", NEW."nature", NEW."pace_rule", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."plan_id", NEW."position", NEW."quote", NEW."quote_end", NEW."quote_start", NEW."value", NEW."value_high"); RETURN NULL;',
                            hash="ebcb41239ecacb87f041e548cd46cac2c851785c",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_38da2",
                            table="indicators_target",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="target",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "indicators_targetevent" ("added_at", "baseline", "baseline_on", "clause_id", "comparator", "due_on", "every", "id", "indicator_id", "lead_unit_id", "nature", "pace_rule", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "position", "quote", "quote_end", "quote_start", "value", "value_high") VALUES (OLD."added_at", OLD."baseline", OLD."baseline_on", OLD."clause_id", OLD."comparator", OLD."due_on", OLD."every", OLD."id", OLD."indicator_id", OLD."lead_unit_id", OLD."nature", OLD."pace_rule", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."plan_id", OLD."position", OLD."quote", OLD."quote_end", OLD."quote_start", OLD."value", OLD."value_high"); RETURN NULL;',
                            hash="e5c95ec96e96070a9c4c8e145d6ca1ad65ca3732",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_fa56b",
                            table="indicators_target",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="targetevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="a3d5c6393caf8b2e237031887f088221d4384e28",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_e7007",
                            table="indicators_targetevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="targetstanding",
                    trigger=pgtrigger.compiler.Trigger(
                        name="count_new",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO indicators_targettally ("plan_id", "unit_id", "lamp", "was", "counts", number) \n    SELECT "plan_id", "unit_id", "lamp", "was", "counts", sum(number) AS number FROM (SELECT row.plan_id AS "plan_id", row.unit_id AS "unit_id", row.lamp AS "lamp", row.was AS "was", row.counts AS "counts", 1 AS number FROM new_rows AS row) AS counted\n    GROUP BY "plan_id", "unit_id", "lamp", "was", "counts" HAVING sum(number) <> 0\n; RETURN NULL;',
                            hash="0a9189068d47dbd1649061041861948eeee557cb",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_count_new_be01e",
                            referencing="REFERENCING NEW TABLE AS new_rows ",
                            table="indicators_targetstanding",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="targetstanding",
                    trigger=pgtrigger.compiler.Trigger(
                        name="count_old",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO indicators_targettally ("plan_id", "unit_id", "lamp", "was", "counts", number) \n    SELECT "plan_id", "unit_id", "lamp", "was", "counts", sum(number) AS number FROM (SELECT row.plan_id AS "plan_id", row.unit_id AS "unit_id", row.lamp AS "lamp", row.was AS "was", row.counts AS "counts", -1 AS number FROM old_rows AS row) AS counted\n    GROUP BY "plan_id", "unit_id", "lamp", "was", "counts" HAVING sum(number) <> 0\n; RETURN NULL;',
                            hash="7d2eb3ffbc3e1c47ee497cc3f3a7ea48a8f2ac86",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_count_old_21e74",
                            referencing="REFERENCING OLD TABLE AS old_rows ",
                            table="indicators_targetstanding",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="targetstanding",
                    trigger=pgtrigger.compiler.Trigger(
                        name="count_changed",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO indicators_targettally ("plan_id", "unit_id", "lamp", "was", "counts", number) \n    SELECT "plan_id", "unit_id", "lamp", "was", "counts", sum(number) AS number FROM (SELECT row.plan_id AS "plan_id", row.unit_id AS "unit_id", row.lamp AS "lamp", row.was AS "was", row.counts AS "counts", -1 AS number FROM old_rows AS row UNION ALL SELECT row.plan_id AS "plan_id", row.unit_id AS "unit_id", row.lamp AS "lamp", row.was AS "was", row.counts AS "counts", 1 AS number FROM new_rows AS row) AS counted\n    GROUP BY "plan_id", "unit_id", "lamp", "was", "counts" HAVING sum(number) <> 0\n; RETURN NULL;',
                            hash="281c9bb58be78dbc06ef5d8da1c7270eaf33192f",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_count_changed_36bfe",
                            referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                            table="indicators_targetstanding",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="targetstanding",
                    trigger=pgtrigger.compiler.Trigger(
                        name="mark_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    INSERT INTO core_changemark (scope)\n    SELECT DISTINCT told.scope FROM new_rows AS row\n    CROSS JOIN LATERAL (VALUES ('portal'), ('plan:' || row.plan_id), ('unit:' || row.unit_id)) AS told (scope)\n    WHERE told.scope IS NOT NULL;\n    RETURN NULL;\n",
                            hash="fd977d849812d2a350762f4bd2c6834b93c16bb4",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_mark_insert_bbb79",
                            referencing="REFERENCING NEW TABLE AS new_rows ",
                            table="indicators_targetstanding",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="targetstanding",
                    trigger=pgtrigger.compiler.Trigger(
                        name="mark_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    INSERT INTO core_changemark (scope)\n    SELECT DISTINCT told.scope FROM old_rows AS row\n    CROSS JOIN LATERAL (VALUES ('portal'), ('plan:' || row.plan_id), ('unit:' || row.unit_id)) AS told (scope)\n    WHERE told.scope IS NOT NULL;\n    RETURN NULL;\n",
                            hash="08366f93199384583d14d0fa1a390b9407452069",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_mark_delete_19d41",
                            referencing="REFERENCING OLD TABLE AS old_rows ",
                            table="indicators_targetstanding",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="targetstanding",
                    trigger=pgtrigger.compiler.Trigger(
                        name="mark_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    INSERT INTO core_changemark (scope)\n    SELECT DISTINCT told.scope FROM (TABLE old_rows UNION ALL TABLE new_rows) AS row\n    CROSS JOIN LATERAL (VALUES ('portal'), ('plan:' || row.plan_id), ('unit:' || row.unit_id)) AS told (scope)\n    WHERE told.scope IS NOT NULL;\n    RETURN NULL;\n",
                            hash="b2a262bce8f8f82e334ce1f3b0982a8edceb4d87",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_mark_update_f43e8",
                            referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                            table="indicators_targetstanding",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="forecast",
                    trigger=pgtrigger.compiler.Trigger(
                        name="mark_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    INSERT INTO core_changemark (scope)\n    SELECT DISTINCT told.scope FROM new_rows AS row JOIN indicators_target AS target ON target.id = row.target_id\n    CROSS JOIN LATERAL (VALUES ('portal'), ('plan:' || target.plan_id), ('unit:' || target.lead_unit_id)) AS told (scope)\n    WHERE told.scope IS NOT NULL;\n    RETURN NULL;\n",
                            hash="d095dc20dba8e9f3badbf72838325f27a10dcc21",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_mark_insert_154d2",
                            referencing="REFERENCING NEW TABLE AS new_rows ",
                            table="indicators_forecast",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="forecast",
                    trigger=pgtrigger.compiler.Trigger(
                        name="mark_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    INSERT INTO core_changemark (scope)\n    SELECT DISTINCT told.scope FROM old_rows AS row JOIN indicators_target AS target ON target.id = row.target_id\n    CROSS JOIN LATERAL (VALUES ('portal'), ('plan:' || target.plan_id), ('unit:' || target.lead_unit_id)) AS told (scope)\n    WHERE told.scope IS NOT NULL;\n    RETURN NULL;\n",
                            hash="fcfb2ee2c86d7eab782e118257137aa189552ba8",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_mark_delete_56612",
                            referencing="REFERENCING OLD TABLE AS old_rows ",
                            table="indicators_forecast",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="forecast",
                    trigger=pgtrigger.compiler.Trigger(
                        name="mark_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    INSERT INTO core_changemark (scope)\n    SELECT DISTINCT told.scope FROM (TABLE old_rows UNION ALL TABLE new_rows) AS row JOIN indicators_target AS target ON target.id = row.target_id\n    CROSS JOIN LATERAL (VALUES ('portal'), ('plan:' || target.plan_id), ('unit:' || target.lead_unit_id)) AS told (scope)\n    WHERE told.scope IS NOT NULL;\n    RETURN NULL;\n",
                            hash="86519757b3ab264e078991b8fe7a32ef95df431e",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_mark_update_e4fa5",
                            referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                            table="indicators_forecast",
                            when="AFTER",
                        ),
                    ),
                ),
            ],
        ),
    ]
