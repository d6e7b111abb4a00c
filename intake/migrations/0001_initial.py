import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import core.operations


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("plans", "0001_initial"),
        ("units", "0001_initial"),
    ]

    operations = [
        core.operations.AtOnce(
            operations=[
                migrations.CreateModel(
                    name="Document",
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
                        ("file", models.FileField(upload_to="documents/%Y/%m")),
                        ("name", models.CharField(max_length=200, verbose_name="file name")),
                        ("sha256", models.CharField(max_length=64)),
                        ("uploaded_at", models.DateTimeField()),
                        (
                            "issuer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="documents",
                                to="units.unit",
                                verbose_name="issuer",
                            ),
                        ),
                        (
                            "uploaded_by",
                            models.ForeignKey(
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
                                name="intake_document_work",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Draft",
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
                        ("reading", models.JSONField()),
                        ("corrections", models.JSONField(default=dict)),
                        ("revision", models.PositiveIntegerField(default=0)),
                        ("published_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "document",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="draft",
                                to="intake.document",
                            ),
                        ),
                        (
                            "plan",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="draft",
                                to="plans.plan",
                            ),
                        ),
                        (
                            "published_by",
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
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("plan", None), ("published_at", None)),
                                    models.Q(
                                        ("plan__isnull", False), ("published_at__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="published_draft_has_a_plan",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OfficeRule",
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
                            "kind",
                            models.CharField(
                                choices=[
                                    ("label", "label in front of units"),
                                    ("measure", "unit of measure"),
                                    ("unit_name", "another name of a unit"),
                                ],
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        ("text", models.CharField(max_length=40, verbose_name="word")),
                        ("meaning", models.CharField(max_length=100, verbose_name="meaning")),
                        ("quote", models.CharField(max_length=200)),
                        ("quote_start", models.PositiveIntegerField()),
                        ("quote_end", models.PositiveIntegerField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("proposed", "proposed"),
                                    ("accepted", "in use"),
                                    ("declined", "declined"),
                                    ("withdrawn", "withdrawn"),
                                ],
                                default="proposed",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("proposed_at", models.DateTimeField()),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "draft",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="lessons",
                                to="intake.draft",
                            ),
                        ),
                        (
                            "office",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="office_rules",
                                to="units.unit",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="units.unit",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("office", "kind", "text"),
                                name="one_rule_per_office_and_word",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SuperiorChoice",
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
                        ("cited", models.CharField(max_length=300)),
                        ("chosen_at", models.DateTimeField()),
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
                            "draft",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="superior_choices",
                                to="intake.draft",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="plans.plan",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("draft", "cited"), name="one_choice_per_cited_title"
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
