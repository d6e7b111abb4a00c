import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import core.operations


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("units", "0001_initial"),
    ]

    operations = [
        core.operations.AtOnce(
            operations=[
                migrations.CreateModel(
                    name="Sheet",
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
                            "work_state",
                            models.CharField(
                                choices=[
                                    ("queued", "waiting"),
                                    ("running", "in progress"),
                                    ("done", "finished"),
                                    ("failed", "failed"),
                                    ("cancelled", "cancelled"),
                                ],
                                default="queued",
                                editable=False,
                                max_length=10,
                            ),
                        ),
                        ("attempts", models.PositiveSmallIntegerField(default=0, editable=False)),
                        ("not_before", models.DateTimeField(editable=False)),
                        ("leased_until", models.DateTimeField(editable=False, null=True)),
                        ("work_error", models.TextField(blank=True, editable=False)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("reports", "reports of a unit"),
                                    ("city", "reports of many units"),
                                    ("measurements", "values of targets"),
                                    ("units", "units"),
                                    ("people", "people"),
                                ],
                                default="reports",
                                max_length=12,
                            ),
                        ),
                        (
                            "stage",
                            models.CharField(
                                choices=[
                                    ("reading", "being read"),
                                    ("asking", "asks what its columns are"),
                                    ("refused", "not taken"),
                                    ("checked", "to be confirmed"),
                                    ("saving", "being saved"),
                                    ("saved", "saved"),
                                    ("withdrawn", "withdrawn"),
                                    ("cancelled", "broken off"),
                                ],
                                default="reading",
                                max_length=10,
                            ),
                        ),
                        ("file", models.FileField(upload_to="sheets/%Y/%m")),
                        ("name", models.CharField(max_length=200, verbose_name="file name")),
                        ("sha256", models.CharField(max_length=64)),
                        ("format", models.CharField(blank=True, max_length=4)),
                        (
                            "ends_on",
                            models.DateField(blank=True, null=True, verbose_name="closing date"),
                        ),
                        ("uploaded_at", models.DateTimeField()),
                        (
                            "carried_for",
                            models.CharField(
                                blank=True, max_length=60, verbose_name="filled in by"
                            ),
                        ),
                        ("pages", models.JSONField(default=list)),
                        ("notes", models.JSONField(default=list)),
                        ("layout", models.JSONField(default=dict)),
                        ("refusal", models.JSONField(default=dict)),
                        ("lines_total", models.PositiveIntegerField(default=0)),
                        ("lines_read", models.PositiveIntegerField(default=0)),
                        ("started_at", models.DateTimeField(blank=True, null=True)),
                        ("submit", models.BooleanField(default=False)),
                        ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                        ("saved_at", models.DateTimeField(blank=True, null=True)),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "confirmed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sheets",
                                to="units.unit",
                            ),
                        ),
                        (
                            "uploaded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "withdrawn_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [
                            models.Index(
                                condition=models.Q(("work_state__in", ["queued", "running"])),
                                fields=["not_before"],
                                name="sheets_sheet_work",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("kind", "unit", "sha256"),
                                name="one_sheet_per_unit_and_file",
                                nulls_distinct=False,
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SheetCopy",
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
                            "work_state",
                            models.CharField(
                                choices=[
                                    ("queued", "waiting"),
                                    ("running", "in progress"),
                                    ("done", "finished"),
                                    ("failed", "failed"),
                                    ("cancelled", "cancelled"),
                                ],
                                default="queued",
                                editable=False,
                                max_length=10,
                            ),
                        ),
                        ("attempts", models.PositiveSmallIntegerField(default=0, editable=False)),
                        ("not_before", models.DateTimeField(editable=False)),
                        ("leased_until", models.DateTimeField(editable=False, null=True)),
                        ("work_error", models.TextField(blank=True, editable=False)),
                        ("language", models.CharField(max_length=10)),
                        ("file", models.FileField(blank=True, upload_to="sheets/%Y/%m")),
                        ("refusal", models.JSONField(default=dict)),
                        ("asked_at", models.DateTimeField()),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "sheet",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="copies",
                                to="sheets.sheet",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [
                            models.Index(
                                condition=models.Q(("work_state__in", ["queued", "running"])),
                                fields=["not_before"],
                                name="sheets_sheetcopy_work",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("sheet", "language"), name="one_copy_per_sheet_and_language"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SheetDecision",
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
                migrations.CreateModel(
                    name="SheetLayout",
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
                        ("signature", models.CharField(max_length=64)),
                        ("columns", models.JSONField(default=dict)),
                        ("fractions", models.JSONField(default=dict)),
                        ("is_skipped", models.BooleanField(default=False)),
                        ("confirmed_at", models.DateTimeField()),
                        (
                            "confirmed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="sheet_layouts",
                                to="units.unit",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("unit", "signature"),
                                name="one_layout_per_header",
                                nulls_distinct=False,
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SheetLine",
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
                        ("page", models.PositiveSmallIntegerField(default=0)),
                        ("row", models.PositiveIntegerField()),
                        ("about_id", models.BigIntegerField(null=True)),
                        ("subject", models.TextField(blank=True)),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("new", "new"),
                                    ("changed", "changed"),
                                    ("same", "same"),
                                    ("conflict", "changed meanwhile"),
                                    ("refused", "refused"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "choice",
                            models.CharField(
                                blank=True,
                                choices=[("take", "take the sheet's"), ("leave", "leave as it is")],
                                max_length=5,
                            ),
                        ),
                        ("explained", models.TextField(null=True)),
                        ("revision", models.PositiveIntegerField(null=True)),
                        ("content", models.JSONField(default=dict)),
                        ("before", models.JSONField(default=dict)),
                        ("was_draft", models.BooleanField(default=False)),
                        ("troubles", models.JSONField(default=list)),
                        ("doubts", models.JSONField(default=dict)),
                        ("pictures", models.JSONField(db_default=[], default=list)),
                        (
                            "sheet",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="lines",
                                to="sheets.sheet",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["sheet", "page", "row"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("sheet", "page", "row"), name="one_outcome_per_line"
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
