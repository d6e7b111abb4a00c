import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import core.operations


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("core", "0001_functions"),
        ("units", "0001_initial"),
    ]

    operations = [
        core.operations.AtOnce(
            operations=[
                migrations.CreateModel(
                    name="AuditCheck",
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
                        ("checked_at", models.DateTimeField(verbose_name="moment")),
                        ("whole", models.BooleanField()),
                        ("entries", models.PositiveBigIntegerField()),
                        ("upto_id", models.BigIntegerField(null=True)),
                        ("upto_hash", models.CharField(blank=True, max_length=64)),
                        ("broken_id", models.BigIntegerField(null=True)),
                        ("reason", models.CharField(blank=True, max_length=100)),
                    ],
                ),
                migrations.CreateModel(
                    name="Heartbeat",
                    fields=[
                        (
                            "name",
                            models.CharField(max_length=30, primary_key=True, serialize=False),
                        ),
                        ("seen_at", models.DateTimeField()),
                    ],
                ),
                migrations.CreateModel(
                    name="JobRun",
                    fields=[
                        ("job", models.CharField(max_length=60, primary_key=True, serialize=False)),
                        ("known_at", models.DateTimeField()),
                        ("started_at", models.DateTimeField(null=True)),
                        ("ended_at", models.DateTimeField(null=True)),
                        ("took", models.DurationField(null=True)),
                        ("did", models.PositiveBigIntegerField(null=True)),
                        ("failures", models.PositiveIntegerField(default=0)),
                        ("failed_at", models.DateTimeField(null=True)),
                        ("error", models.CharField(blank=True, max_length=300)),
                    ],
                ),
                migrations.CreateModel(
                    name="SpecialDay",
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
                migrations.CreateModel(
                    name="ChangeMark",
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
                        ("scope", models.CharField(max_length=40)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["scope"], name="mark_by_scope")],
                    },
                ),
                migrations.CreateModel(
                    name="KeptAnswer",
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
                        ("key", models.CharField(max_length=255)),
                        ("request_hash", models.CharField(max_length=64)),
                        ("claimed_at", models.DateTimeField()),
                        ("leased_until", models.DateTimeField()),
                        ("attempt", models.PositiveIntegerField(default=1)),
                        ("status", models.PositiveSmallIntegerField(null=True)),
                        ("body", models.TextField(blank=True)),
                        ("headers", models.JSONField(default=dict)),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["claimed_at"], name="kept_answer_by_age")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("person", "key"), name="kept_answer_once_a_key"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="KeptBody",
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
                        ("scope", models.CharField(max_length=40)),
                        ("language", models.CharField(max_length=10)),
                        ("body", models.TextField()),
                        ("etag", models.CharField(max_length=32)),
                        ("valid_until", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("scope", "language"), name="one_body_in_a_language"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AuditEntry",
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
                        ("at", models.DateTimeField(verbose_name="moment")),
                        ("actor_name", models.CharField(blank=True, max_length=200)),
                        ("verb", models.CharField(max_length=60)),
                        ("object_type", models.CharField(max_length=60)),
                        ("object_id", models.BigIntegerField()),
                        ("object_name", models.CharField(max_length=200)),
                        ("origin", models.CharField(blank=True, max_length=100)),
                        ("details", models.JSONField(default=dict)),
                        ("previous_hash", models.CharField(blank=True, max_length=64)),
                        ("hash", models.CharField(max_length=64, unique=True)),
                        (
                            "actor",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["object_type", "object_id"], name="audit_by_object"
                            )
                        ],
                    },
                ),
            ],
        ),
        core.operations.AtOnce(
            operations=[
                pgtrigger.migrations.AddTrigger(
                    model_name="auditentry",
                    trigger=pgtrigger.compiler.Trigger(
                        name="audit_append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="199e176187b892d3960036f6083fa1b5aa96a4b8",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_audit_append_only_697f7",
                            table="core_auditentry",
                            when="BEFORE",
                        ),
                    ),
                )
            ],
        ),
    ]
