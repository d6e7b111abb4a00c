import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import core.operations


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
                    name="Circular",
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
                                    ("circular", "supervision circular"),
                                    ("brief", "leader's brief"),
                                    ("erratum", "notice of correction"),
                                ],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="title")),
                        ("known_on", models.DateField(verbose_name="as known on")),
                        ("closing_on", models.DateField(null=True, verbose_name="closing date")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "draft"),
                                    ("submitted", "waits for approval"),
                                    ("approved", "approved, not issued yet"),
                                    ("issued", "issued"),
                                    ("corrected", "issued, and corrected since"),
                                    ("withdrawn", "withdrawn"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("since", models.DateTimeField()),
                        (
                            "addressee",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="addressed to"
                            ),
                        ),
                        (
                            "copies",
                            models.CharField(blank=True, max_length=300, verbose_name="copies to"),
                        ),
                        ("body", models.TextField(blank=True, verbose_name="text")),
                        ("content", models.JSONField(default=dict)),
                        ("drafted_at", models.DateTimeField()),
                        ("year", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("serial", models.PositiveIntegerField(blank=True, null=True)),
                        (
                            "number",
                            models.CharField(blank=True, max_length=60, verbose_name="number"),
                        ),
                        ("printed", models.JSONField(blank=True, null=True)),
                        ("printed_sha256", models.CharField(blank=True, max_length=64)),
                        ("file", models.FileField(blank=True, upload_to="circulars/%Y")),
                        ("file_sha256", models.CharField(blank=True, max_length=64)),
                        ("issued_at", models.DateTimeField(blank=True, null=True)),
                        ("revision", models.PositiveIntegerField(default=0)),
                        (
                            "corrects",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="errata",
                                to="briefs.circular",
                            ),
                        ),
                        (
                            "drafted_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "office",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="circulars",
                                to="units.unit",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="circulars",
                                to="plans.plan",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["state", "-id"], name="circular_by_state")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("office", "kind", "year", "serial"),
                                name="one_circular_per_number",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("state__in", ["draft", "submitted", "approved"])
                                ),
                                fields=("corrects",),
                                name="one_prepared_erratum",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("serial", None),
                                        ("state__in", ["draft", "submitted", "withdrawn"]),
                                    ),
                                    models.Q(
                                        ("printed__isnull", False),
                                        ("serial__isnull", False),
                                        ("year__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="approved_circular_has_a_number",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("corrects__isnull", False), ("kind", "erratum")),
                                    models.Q(
                                        models.Q(("kind", "erratum"), _negated=True),
                                        ("corrects", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="erratum_corrects_something",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["issued", "corrected"]), _negated=True),
                                    ("issued_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="issued_circular_has_a_moment",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CircularEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("circular", "supervision circular"),
                                    ("brief", "leader's brief"),
                                    ("erratum", "notice of correction"),
                                ],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="title")),
                        ("known_on", models.DateField(verbose_name="as known on")),
                        ("closing_on", models.DateField(null=True, verbose_name="closing date")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "draft"),
                                    ("submitted", "waits for approval"),
                                    ("approved", "approved, not issued yet"),
                                    ("issued", "issued"),
                                    ("corrected", "issued, and corrected since"),
                                    ("withdrawn", "withdrawn"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("since", models.DateTimeField()),
                        (
                            "addressee",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="addressed to"
                            ),
                        ),
                        (
                            "copies",
                            models.CharField(blank=True, max_length=300, verbose_name="copies to"),
                        ),
                        ("body", models.TextField(blank=True, verbose_name="text")),
                        ("drafted_at", models.DateTimeField()),
                        ("year", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("serial", models.PositiveIntegerField(blank=True, null=True)),
                        (
                            "number",
                            models.CharField(blank=True, max_length=60, verbose_name="number"),
                        ),
                        ("printed_sha256", models.CharField(blank=True, max_length=64)),
                        ("file", models.FileField(blank=True, upload_to="circulars/%Y")),
                        ("file_sha256", models.CharField(blank=True, max_length=64)),
                        ("issued_at", models.DateTimeField(blank=True, null=True)),
                        ("revision", models.PositiveIntegerField(default=0)),
                        (
                            "corrects",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="briefs.circular",
                            ),
                        ),
                        (
                            "drafted_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "office",
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
                                to="briefs.circular",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
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
                    name="CircularStep",
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
                        ("verb", models.CharField(max_length=12)),
                        ("at", models.DateTimeField()),
                        ("text", models.TextField(blank=True)),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "circular",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="steps",
                                to="briefs.circular",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="CircularTemplate",
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
                                    ("circular", "supervision circular"),
                                    ("brief", "leader's brief"),
                                    ("erratum", "notice of correction"),
                                ],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "name",
                            models.CharField(
                                blank=True, max_length=40, verbose_name="name in the red head"
                            ),
                        ),
                        (
                            "sign",
                            models.CharField(
                                blank=True, max_length=20, verbose_name="sign of the number"
                            ),
                        ),
                        (
                            "title",
                            models.CharField(blank=True, max_length=200, verbose_name="title"),
                        ),
                        (
                            "addressee",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="addressed to"
                            ),
                        ),
                        ("body", models.TextField(blank=True, verbose_name="text")),
                        (
                            "office",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="circular_templates",
                                to="units.unit",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("office", "kind"), name="one_template_per_office_and_kind"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CircularTemplateEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("circular", "supervision circular"),
                                    ("brief", "leader's brief"),
                                    ("erratum", "notice of correction"),
                                ],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "name",
                            models.CharField(
                                blank=True, max_length=40, verbose_name="name in the red head"
                            ),
                        ),
                        (
                            "sign",
                            models.CharField(
                                blank=True, max_length=20, verbose_name="sign of the number"
                            ),
                        ),
                        (
                            "title",
                            models.CharField(blank=True, max_length=200, verbose_name="title"),
                        ),
                        (
                            "addressee",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="addressed to"
                            ),
                        ),
                        ("body", models.TextField(blank=True, verbose_name="text")),
                        (
                            "office",
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
                                to="briefs.circulartemplate",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="OutdatedFigure",
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
                        ("name", models.CharField(max_length=60, verbose_name="figure")),
                        ("printed", models.TextField()),
                        ("now", models.TextField()),
                        ("because", models.JSONField(default=list)),
                        ("found_at", models.DateTimeField()),
                        (
                            "circular",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="outdated",
                                to="briefs.circular",
                            ),
                        ),
                        (
                            "erratum",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="tells",
                                to="briefs.circular",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("circular", "name"), name="one_row_per_outdated_figure"
                            )
                        ],
                    },
                ),
            ],
        ),
        core.operations.AtOnce(
            operations=[
                pgtrigger.migrations.AddTrigger(
                    model_name="circular",
                    trigger=pgtrigger.compiler.Trigger(
                        name="circular_frozen",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.issued_at IS NOT NULL AND ((to_jsonb(OLD) - ARRAY['state', 'since', 'revision']) IS DISTINCT FROM (to_jsonb(NEW) - ARRAY['state', 'since', 'revision']) OR NEW.state NOT IN ('corrected', 'issued', 'withdrawn')))",
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="5624053ff21a88a0fcf9a807f2901159288175bd",
                            operation="UPDATE",
                            pgid="pgtrigger_circular_frozen_41289",
                            table="briefs_circular",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="circular",
                    trigger=pgtrigger.compiler.Trigger(
                        name="circular_kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.issued_at IS NOT NULL)",
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="56c34fcb3d77bf1ebb5c574d4ff995eed40556a2",
                            operation="DELETE",
                            pgid="pgtrigger_circular_kept_3c3a0",
                            table="briefs_circular",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="circular",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "briefs_circularevent" ("addressee", "body", "closing_on", "copies", "corrects_id", "drafted_at", "drafted_by_id", "file", "file_sha256", "id", "issued_at", "kind", "known_on", "number", "office_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "printed_sha256", "revision", "serial", "since", "state", "title", "year") VALUES (NEW."addressee", NEW."body", NEW."closing_on", NEW."copies", NEW."corrects_id", NEW."drafted_at", NEW."drafted_by_id", NEW."file", NEW."file_sha256", NEW."id", NEW."issued_at", NEW."kind", NEW."known_on", NEW."number", NEW."office_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."printed_sha256", NEW."revision", NEW."serial", NEW."since", NEW."state", NEW."title", NEW."year"); RETURN NULL;',
                            hash="d7f1401f522847517c2eeb631ab11465b2828bc8",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_1e063",
                            table="briefs_circular",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="circular",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."addressee" IS DISTINCT FROM (NEW."addressee") OR OLD."body" IS DISTINCT FROM (NEW."body") OR OLD."closing_on" IS DISTINCT FROM (NEW."closing_on") OR OLD."copies" IS DISTINCT FROM (NEW."copies") OR OLD."corrects_id" IS DISTINCT FROM (NEW."corrects_id") OR OLD."drafted_at" IS DISTINCT FROM (NEW."drafted_at") OR OLD."drafted_by_id" IS DISTINCT FROM (NEW."drafted_by_id") OR OLD."file" IS DISTINCT FROM (NEW."file") OR OLD."file_sha256" IS DISTINCT FROM (NEW."file_sha256") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."issued_at" IS DISTINCT FROM (NEW."issued_at") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."known_on" IS DISTINCT FROM (NEW."known_on") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."office_id" IS DISTINCT FROM (NEW."office_id") OR OLD."plan_id" IS DISTINCT FROM (NEW."plan_id") OR OLD."printed_sha256" IS DISTINCT FROM (NEW."printed_sha256") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."serial" IS DISTINCT FROM (NEW."serial") OR OLD."since" IS DISTINCT FROM (NEW."since") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."year" IS DISTINCT FROM (NEW."year"))',
                            func='INSERT INTO "briefs_circularevent" ("addressee", "body", "closing_on", "copies", "corrects_id", "drafted_at", "drafted_by_id", "file", "file_sha256", "id", "issued_at", "kind", "known_on", "number", "office_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "printed_sha256", "revision", "serial", "since", "state", "title", "year") VALUES (NEW."addressee", NEW."body", NEW."closing_on", NEW."copies", NEW."corrects_id", NEW."drafted_at", NEW."drafted_by_id", NEW."file", NEW."file_sha256", NEW."id", NEW."issued_at", NEW."kind", NEW."known_on", NEW."number", NEW."office_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."plan_id", NEW."printed_sha256", NEW."revision", NEW."serial", NEW."since", NEW."state", NEW."title", NEW."year"); RETURN NULL;',
                            hash="ab41f8a4ff128e1ee520e5cf9588a6dd55a2acb7",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_bd606",
                            table="briefs_circular",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="circular",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "briefs_circularevent" ("addressee", "body", "closing_on", "copies", "corrects_id", "drafted_at", "drafted_by_id", "file", "file_sha256", "id", "issued_at", "kind", "known_on", "number", "office_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "printed_sha256", "revision", "serial", "since", "state", "title", "year") VALUES (OLD."addressee", OLD."body", OLD."closing_on", OLD."copies", OLD."corrects_id", OLD."drafted_at", OLD."drafted_by_id", OLD."file", OLD."file_sha256", OLD."id", OLD."issued_at", OLD."kind", OLD."known_on", OLD."number", OLD."office_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."plan_id", OLD."printed_sha256", OLD."revision", OLD."serial", OLD."since", OLD."state", OLD."title", OLD."year"); RETURN NULL;',
                            hash="b54f05d605514710afd68aac892849f17fd04c3a",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_0f5fa",
                            table="briefs_circular",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="circularevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="3ac939640b03144021624b54a47508271c2b827b",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_9579e",
                            table="briefs_circularevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="circularstep",
                    trigger=pgtrigger.compiler.Trigger(
                        name="circular_step_append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="919e6d577452f38e8ae4e088cbbccbc2f920846b",
                            operation="UPDATE",
                            pgid="pgtrigger_circular_step_append_only_c0b8d",
                            table="briefs_circularstep",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="circulartemplate",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "briefs_circulartemplateevent" ("addressee", "body", "id", "kind", "name", "office_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sign", "title") VALUES (NEW."addressee", NEW."body", NEW."id", NEW."kind", NEW."name", NEW."office_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."sign", NEW."title"); RETURN NULL;',
                            hash="479a1fea444284671c89cb569e8e485c094a6a24",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_6fa6f",
                            table="briefs_circulartemplate",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="circulartemplate",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "briefs_circulartemplateevent" ("addressee", "body", "id", "kind", "name", "office_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sign", "title") VALUES (NEW."addressee", NEW."body", NEW."id", NEW."kind", NEW."name", NEW."office_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."sign", NEW."title"); RETURN NULL;',
                            hash="a19b9e56efd2e4e01d028c9f80c1ffc908bb49b3",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_25cf4",
                            table="briefs_circulartemplate",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="circulartemplate",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "briefs_circulartemplateevent" ("addressee", "body", "id", "kind", "name", "office_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sign", "title") VALUES (OLD."addressee", OLD."body", OLD."id", OLD."kind", OLD."name", OLD."office_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."sign", OLD."title"); RETURN NULL;',
                            hash="d3e4a5c567370a605a0ac48488af53a2252284d7",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_9dea7",
                            table="briefs_circulartemplate",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="circulartemplateevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="75933c1ba2931cb7882a182c35a6a4f33287326d",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_3f407",
                            table="briefs_circulartemplateevent",
                            when="BEFORE",
                        ),
                    ),
                ),
            ],
        ),
    ]
