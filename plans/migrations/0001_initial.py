import django.contrib.postgres.indexes
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
        ("units", "0001_initial"),
    ]

    operations = [
        core.operations.AtOnce(
            operations=[
                migrations.CreateModel(
                    name="Plan",
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
                        ("title", models.CharField(max_length=300, verbose_name="title")),
                        (
                            "doc_number",
                            models.CharField(
                                blank=True, max_length=100, verbose_name="document number"
                            ),
                        ),
                        ("issuer_as_written", models.CharField(blank=True, max_length=200)),
                        (
                            "issued_on",
                            models.DateField(blank=True, null=True, verbose_name="issued on"),
                        ),
                        (
                            "starts_on",
                            models.DateField(blank=True, null=True, verbose_name="starts on"),
                        ),
                        (
                            "ends_on",
                            models.DateField(blank=True, null=True, verbose_name="ends on"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "draft"),
                                    ("active", "active"),
                                    ("closed", "closed"),
                                    ("archived", "archived"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("based_on", models.JSONField(default=list)),
                        ("source_text", models.TextField()),
                        ("published_at", models.DateTimeField(null=True)),
                        (
                            "issuer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="issued_plans",
                                to="units.unit",
                            ),
                        ),
                        (
                            "published_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "superior_plans",
                            models.ManyToManyField(related_name="local_plans", to="plans.plan"),
                        ),
                    ],
                    options={
                        "indexes": [
                            django.contrib.postgres.indexes.GinIndex(
                                core.searching.Pairs("title", "doc_number"), name="plan_pairs"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("starts_on", None),
                                    ("ends_on", None),
                                    ("ends_on__gte", models.F("starts_on")),
                                    _connector="OR",
                                ),
                                name="plan_ends_after_it_starts",
                                violation_error_message="The plan cannot end before it starts.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Clause",
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
                        ("position", models.PositiveIntegerField()),
                        ("level", models.PositiveSmallIntegerField()),
                        ("number", models.CharField(blank=True, max_length=20)),
                        ("heading", models.CharField(blank=True, max_length=500)),
                        ("text", models.TextField(blank=True)),
                        ("start", models.PositiveIntegerField()),
                        ("end", models.PositiveIntegerField()),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="children",
                                to="plans.clause",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="clauses",
                                to="plans.plan",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["plan", "position"],
                        "indexes": [
                            django.contrib.postgres.indexes.GinIndex(
                                core.searching.Pairs("heading"), name="clause_heading_pairs"
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                core.searching.Pairs("heading", "text"), name="clause_pairs"
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("plan", "position"), name="one_clause_per_position"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("end__gte", models.F("start"))),
                                name="clause_has_an_extent",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlanEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("title", models.CharField(max_length=300, verbose_name="title")),
                        (
                            "doc_number",
                            models.CharField(
                                blank=True, max_length=100, verbose_name="document number"
                            ),
                        ),
                        ("issuer_as_written", models.CharField(blank=True, max_length=200)),
                        (
                            "issued_on",
                            models.DateField(blank=True, null=True, verbose_name="issued on"),
                        ),
                        (
                            "starts_on",
                            models.DateField(blank=True, null=True, verbose_name="starts on"),
                        ),
                        (
                            "ends_on",
                            models.DateField(blank=True, null=True, verbose_name="ends on"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "draft"),
                                    ("active", "active"),
                                    ("closed", "closed"),
                                    ("archived", "archived"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("based_on", models.JSONField(default=list)),
                        ("published_at", models.DateTimeField(null=True)),
                        (
                            "issuer",
                            models.ForeignKey(
                                db_constraint=False,
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
                                to="plans.plan",
                            ),
                        ),
                        (
                            "published_by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
            ],
        ),
        core.operations.AtOnce(
            operations=[
                pgtrigger.migrations.AddTrigger(
                    model_name="plan",
                    trigger=pgtrigger.compiler.Trigger(
                        name="mark_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    INSERT INTO core_changemark (scope)\n    SELECT DISTINCT told.scope FROM (TABLE old_rows UNION ALL TABLE new_rows) AS row\n    CROSS JOIN LATERAL (VALUES ('portal'), ('plan:' || row.id)) AS told (scope)\n    WHERE told.scope IS NOT NULL;\n    RETURN NULL;\n",
                            hash="c70637c1df5f137097ccb475ed568fc1a9b88316",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_mark_update_a373c",
                            referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                            table="plans_plan",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="plan",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "plans_planevent" ("based_on", "doc_number", "ends_on", "id", "issued_on", "issuer_as_written", "issuer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "starts_on", "state", "title") VALUES (NEW."based_on", NEW."doc_number", NEW."ends_on", NEW."id", NEW."issued_on", NEW."issuer_as_written", NEW."issuer_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."published_at", NEW."published_by_id", NEW."starts_on", NEW."state", NEW."title"); RETURN NULL;',
                            hash="02d37e4695e2d1dcb3390ae484ba7c9c47554b92",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_8b340",
                            table="plans_plan",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="plan",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."based_on" IS DISTINCT FROM (NEW."based_on") OR OLD."doc_number" IS DISTINCT FROM (NEW."doc_number") OR OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."issued_on" IS DISTINCT FROM (NEW."issued_on") OR OLD."issuer_id" IS DISTINCT FROM (NEW."issuer_id") OR OLD."issuer_as_written" IS DISTINCT FROM (NEW."issuer_as_written") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."published_by_id" IS DISTINCT FROM (NEW."published_by_id") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."title" IS DISTINCT FROM (NEW."title"))',
                            func='INSERT INTO "plans_planevent" ("based_on", "doc_number", "ends_on", "id", "issued_on", "issuer_as_written", "issuer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "starts_on", "state", "title") VALUES (NEW."based_on", NEW."doc_number", NEW."ends_on", NEW."id", NEW."issued_on", NEW."issuer_as_written", NEW."issuer_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."published_at", NEW."published_by_id", NEW."starts_on", NEW."state", NEW."title"); RETURN NULL;',
                            hash="b20b97e52cbebba922ec9fab03d84f81b26bb3e8",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_ee9c7",
                            table="plans_plan",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="plan",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "plans_planevent" ("based_on", "doc_number", "ends_on", "id", "issued_on", "issuer_as_written", "issuer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "starts_on", "state", "title") VALUES (OLD."based_on", OLD."doc_number", OLD."ends_on", OLD."id", OLD."issued_on", OLD."issuer_as_written", OLD."issuer_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."published_at", OLD."published_by_id", OLD."starts_on", OLD."state", OLD."title"); RETURN NULL;',
                            hash="9c39eed1de2253ad5f65fcd4ebd06447360c3365",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_3e165",
                            table="plans_plan",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="planevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="b3f68a381db6a5160c734b02b91c789f663d554e",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_038a7",
                            table="plans_planevent",
                            when="BEFORE",
                        ),
                    ),
                ),
            ],
        ),
    ]
