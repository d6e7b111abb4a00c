import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import core.operations


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("indicators", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("plans", "0001_initial"),
        ("reports", "0001_initial"),
        ("tasks", "0001_initial"),
        ("units", "0001_initial"),
    ]

    operations = [
        core.operations.AtOnce(
            operations=[
                migrations.CreateModel(
                    name="Letterhead",
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
                            "sign",
                            models.CharField(
                                blank=True, max_length=20, verbose_name="sign of the number"
                            ),
                        ),
                        (
                            "name",
                            models.CharField(
                                blank=True, max_length=20, verbose_name="name of the document"
                            ),
                        ),
                        ("grades", models.JSONField(default=dict)),
                        (
                            "office",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="slip_letterhead",
                                to="units.unit",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="LetterheadEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "sign",
                            models.CharField(
                                blank=True, max_length=20, verbose_name="sign of the number"
                            ),
                        ),
                        (
                            "name",
                            models.CharField(
                                blank=True, max_length=20, verbose_name="name of the document"
                            ),
                        ),
                        ("grades", models.JSONField(default=dict)),
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
                                to="slips.letterhead",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Slip",
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
                        ("subject", models.CharField(max_length=300)),
                        (
                            "grade",
                            models.CharField(
                                choices=[
                                    ("notice", "notice"),
                                    ("warning", "warning"),
                                    ("final", "final warning"),
                                ],
                                max_length=10,
                                verbose_name="grade",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "draft"),
                                    ("submitted", "waits for approval"),
                                    ("approved", "approved, not sent yet"),
                                    ("sent", "waits for the receipt"),
                                    ("acknowledged", "waits for the answer"),
                                    ("answered", "answered"),
                                    ("closed", "closed"),
                                    ("raised", "followed by the next slip"),
                                    ("withdrawn", "withdrawn"),
                                ],
                                default="draft",
                                max_length=12,
                                verbose_name="state",
                            ),
                        ),
                        ("since", models.DateTimeField()),
                        ("facts", models.TextField(blank=True, verbose_name="facts")),
                        ("demand", models.TextField(blank=True, verbose_name="demand")),
                        (
                            "copies",
                            models.CharField(blank=True, max_length=300, verbose_name="copies to"),
                        ),
                        (
                            "answer_due_on",
                            models.DateField(blank=True, null=True, verbose_name="answer due on"),
                        ),
                        ("basis", models.JSONField(default=dict)),
                        ("drafted_at", models.DateTimeField()),
                        ("year", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("serial", models.PositiveIntegerField(blank=True, null=True)),
                        (
                            "number",
                            models.CharField(blank=True, max_length=60, verbose_name="number"),
                        ),
                        ("letter", models.JSONField(blank=True, null=True)),
                        ("sent_at", models.DateTimeField(blank=True, null=True)),
                        ("revision", models.PositiveIntegerField(default=0)),
                        (
                            "drafted_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "follows",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="followers",
                                to="slips.slip",
                            ),
                        ),
                        (
                            "milestone",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="slips",
                                to="tasks.milestone",
                            ),
                        ),
                        (
                            "office",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="issued_slips",
                                to="units.unit",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="slips",
                                to="plans.plan",
                            ),
                        ),
                        (
                            "report",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="slips",
                                to="reports.report",
                            ),
                        ),
                        (
                            "target",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="slips",
                                to="indicators.target",
                            ),
                        ),
                        (
                            "task",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="slips",
                                to="tasks.task",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="slips",
                                to="units.unit",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state__in", ["sent", "acknowledged"])),
                                fields=["unit", "answer_due_on"],
                                name="slip_waiting",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("milestone__isnull", True),
                                        ("report__isnull", False),
                                        ("target__isnull", True),
                                        ("task__isnull", True),
                                    ),
                                    models.Q(
                                        ("milestone__isnull", True),
                                        ("report__isnull", True),
                                        ("target__isnull", True),
                                        ("task__isnull", False),
                                    ),
                                    models.Q(
                                        ("milestone__isnull", False),
                                        ("report__isnull", True),
                                        ("target__isnull", True),
                                        ("task__isnull", True),
                                    ),
                                    models.Q(
                                        ("milestone__isnull", True),
                                        ("report__isnull", True),
                                        ("target__isnull", False),
                                        ("task__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="slip_about_one_thing",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("state__in", ["draft", "submitted", "approved"])
                                ),
                                fields=("unit", "report", "task", "milestone", "target"),
                                name="one_prepared_slip_per_thing",
                                nulls_distinct=False,
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("state__in", ["sent", "acknowledged", "answered"])
                                ),
                                fields=("unit", "report", "task", "milestone", "target"),
                                name="one_open_slip_per_thing",
                                nulls_distinct=False,
                            ),
                            models.UniqueConstraint(
                                fields=("office", "year", "serial"), name="one_slip_per_number"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("serial", None),
                                        ("state__in", ["draft", "submitted", "withdrawn"]),
                                    ),
                                    models.Q(
                                        ("letter__isnull", False),
                                        ("serial__isnull", False),
                                        ("year__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="approved_slip_has_a_number",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SlipEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("subject", models.CharField(max_length=300)),
                        (
                            "grade",
                            models.CharField(
                                choices=[
                                    ("notice", "notice"),
                                    ("warning", "warning"),
                                    ("final", "final warning"),
                                ],
                                max_length=10,
                                verbose_name="grade",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "draft"),
                                    ("submitted", "waits for approval"),
                                    ("approved", "approved, not sent yet"),
                                    ("sent", "waits for the receipt"),
                                    ("acknowledged", "waits for the answer"),
                                    ("answered", "answered"),
                                    ("closed", "closed"),
                                    ("raised", "followed by the next slip"),
                                    ("withdrawn", "withdrawn"),
                                ],
                                default="draft",
                                max_length=12,
                                verbose_name="state",
                            ),
                        ),
                        ("since", models.DateTimeField()),
                        ("facts", models.TextField(blank=True, verbose_name="facts")),
                        ("demand", models.TextField(blank=True, verbose_name="demand")),
                        (
                            "copies",
                            models.CharField(blank=True, max_length=300, verbose_name="copies to"),
                        ),
                        (
                            "answer_due_on",
                            models.DateField(blank=True, null=True, verbose_name="answer due on"),
                        ),
                        ("basis", models.JSONField(default=dict)),
                        ("drafted_at", models.DateTimeField()),
                        ("year", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("serial", models.PositiveIntegerField(blank=True, null=True)),
                        (
                            "number",
                            models.CharField(blank=True, max_length=60, verbose_name="number"),
                        ),
                        ("letter", models.JSONField(blank=True, null=True)),
                        ("sent_at", models.DateTimeField(blank=True, null=True)),
                        ("revision", models.PositiveIntegerField(default=0)),
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
                            "follows",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="slips.slip",
                            ),
                        ),
                        (
                            "milestone",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="tasks.milestone",
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
                                to="slips.slip",
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
                        (
                            "report",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="reports.report",
                            ),
                        ),
                        (
                            "target",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="indicators.target",
                            ),
                        ),
                        (
                            "task",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="tasks.task",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="units.unit",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="SlipStep",
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
                        ("answer_due_on", models.DateField(blank=True, null=True)),
                        ("is_late", models.BooleanField(default=False)),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "slip",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="steps",
                                to="slips.slip",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="AnswerFile",
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
                        ("file", models.FileField(upload_to="attachments/%Y/%m")),
                        ("name", models.CharField(max_length=200)),
                        ("size", models.PositiveIntegerField()),
                        ("sha256", models.CharField(max_length=64)),
                        ("added_at", models.DateTimeField()),
                        (
                            "added_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "step",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="files",
                                to="slips.slipstep",
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
                    model_name="letterhead",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "slips_letterheadevent" ("grades", "id", "name", "office_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sign") VALUES (NEW."grades", NEW."id", NEW."name", NEW."office_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."sign"); RETURN NULL;',
                            hash="35b1159501f17877e3d1062f204c3229d6a2b308",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_24a68",
                            table="slips_letterhead",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="letterhead",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "slips_letterheadevent" ("grades", "id", "name", "office_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sign") VALUES (NEW."grades", NEW."id", NEW."name", NEW."office_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."sign"); RETURN NULL;',
                            hash="4f9d4a4375d056be79f84f04863e46bad01d25a3",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_11c42",
                            table="slips_letterhead",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="letterhead",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "slips_letterheadevent" ("grades", "id", "name", "office_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sign") VALUES (OLD."grades", OLD."id", OLD."name", OLD."office_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."sign"); RETURN NULL;',
                            hash="56b8d9cdb292135cbfbcc7f2f96bef794c35fabe",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_b5e7e",
                            table="slips_letterhead",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="letterheadevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="b487524b82c2555d9c9b5b947c4ed5c225325d5c",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_d83b7",
                            table="slips_letterheadevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="slip",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "slips_slipevent" ("answer_due_on", "basis", "copies", "demand", "drafted_at", "drafted_by_id", "facts", "follows_id", "grade", "id", "letter", "milestone_id", "number", "office_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "report_id", "revision", "sent_at", "serial", "since", "state", "subject", "target_id", "task_id", "unit_id", "year") VALUES (NEW."answer_due_on", NEW."basis", NEW."copies", NEW."demand", NEW."drafted_at", NEW."drafted_by_id", NEW."facts", NEW."follows_id", NEW."grade", NEW."id", NEW."letter", NEW."milestone_id", NEW."number", NEW."office_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."report_id", NEW."revision", NEW."sent_at", NEW."serial", NEW."since", NEW."state", NEW."subject", NEW."target_id", NEW."task_id", NEW."unit_id", NEW."year"); RETURN NULL;',
                            hash="e59b0a2ac57161c812b06944d2b9096a87f1b645",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_4ae65",
                            table="slips_slip",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="slip",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "slips_slipevent" ("answer_due_on", "basis", "copies", "demand", "drafted_at", "drafted_by_id", "facts", "follows_id", "grade", "id", "letter", "milestone_id", "number", "office_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "report_id", "revision", "sent_at", "serial", "since", "state", "subject", "target_id", "task_id", "unit_id", "year") VALUES (NEW."answer_due_on", NEW."basis", NEW."copies", NEW."demand", NEW."drafted_at", NEW."drafted_by_id", NEW."facts", NEW."follows_id", NEW."grade", NEW."id", NEW."letter", NEW."milestone_id", NEW."number", NEW."office_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."plan_id", NEW."report_id", NEW."revision", NEW."sent_at", NEW."serial", NEW."since", NEW."state", NEW."subject", NEW."target_id", NEW."task_id", NEW."unit_id", NEW."year"); RETURN NULL;',
                            hash="e628f4e3ba0402769dc080fcbbbab54d204b3c21",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_999b7",
                            table="slips_slip",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="slip",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "slips_slipevent" ("answer_due_on", "basis", "copies", "demand", "drafted_at", "drafted_by_id", "facts", "follows_id", "grade", "id", "letter", "milestone_id", "number", "office_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "report_id", "revision", "sent_at", "serial", "since", "state", "subject", "target_id", "task_id", "unit_id", "year") VALUES (OLD."answer_due_on", OLD."basis", OLD."copies", OLD."demand", OLD."drafted_at", OLD."drafted_by_id", OLD."facts", OLD."follows_id", OLD."grade", OLD."id", OLD."letter", OLD."milestone_id", OLD."number", OLD."office_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."plan_id", OLD."report_id", OLD."revision", OLD."sent_at", OLD."serial", OLD."since", OLD."state", OLD."subject", OLD."target_id", OLD."task_id", OLD."unit_id", OLD."year"); RETURN NULL;',
                            hash="744c2d6b39e05dde1b1fa1e57a5b624e9a1dd3e1",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_34688",
                            table="slips_slip",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="slipevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="5fcd1167adf92a9867c60efb2280e195d0e0a1a8",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_8178a",
                            table="slips_slipevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="slipstep",
                    trigger=pgtrigger.compiler.Trigger(
                        name="slip_step_append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="be82c6267b543fc017120459432e3a1d1a035780",
                            operation="UPDATE",
                            pgid="pgtrigger_slip_step_append_only_cfe55",
                            table="slips_slipstep",
                            when="BEFORE",
                        ),
                    ),
                ),
            ],
        ),
    ]
