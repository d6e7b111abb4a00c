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
        ("indicators", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("plans", "0001_initial"),
        ("tasks", "0001_initial"),
        ("units", "0001_initial"),
    ]

    operations = [
        core.operations.AtOnce(
            operations=[
                migrations.CreateModel(
                    name="Period",
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
                        ("starts_on", models.DateField()),
                        ("ends_on", models.DateField()),
                        ("opens_on", models.DateField()),
                        ("due_at", models.DateTimeField()),
                        ("opened_at", models.DateTimeField(blank=True, null=True)),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "closed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="periods",
                                to="plans.plan",
                            ),
                        ),
                        (
                            "rule",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="periods",
                                to="reports.reportingrule",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("opened_at", None)),
                                fields=["opens_on"],
                                name="period_to_open",
                            ),
                            models.Index(fields=["plan", "ends_on"], name="period_of_plan"),
                            models.Index(fields=["-ends_on", "plan"], name="period_newest_first"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("rule", "ends_on"), name="one_period_per_closing_date"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                                name="period_ends_after_it_starts",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("closed_at", None), ("closed_by", None)),
                                    models.Q(
                                        ("closed_at__isnull", False),
                                        ("closed_by__isnull", False),
                                        ("opened_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="somebody_closes_what_was_open",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Report",
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
                                    ("open", "to be written"),
                                    ("draft", "draft"),
                                    ("submitted", "waiting for review"),
                                    ("forwarded", "waiting for the supervision office"),
                                    ("returned", "returned"),
                                    ("approved", "approved"),
                                    ("correcting", "correction waits for review"),
                                    ("waived", "waived"),
                                    ("withdrawn", "no longer expected"),
                                ],
                                default="open",
                                max_length=12,
                                verbose_name="state",
                            ),
                        ),
                        ("due_at", models.DateTimeField(verbose_name="due")),
                        ("expected_at", models.DateTimeField(blank=True, null=True)),
                        ("excused_at", models.DateTimeField(blank=True, null=True)),
                        ("revision", models.PositiveIntegerField(default=0)),
                        (
                            "assignment",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reports",
                                to="tasks.assignment",
                            ),
                        ),
                        (
                            "period",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="reports",
                                to="reports.period",
                            ),
                        ),
                        (
                            "target",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reports",
                                to="indicators.target",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reports",
                                to="units.unit",
                            ),
                        ),
                        (
                            "waiver",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reports",
                                to="reports.waiver",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state__in", ["open", "draft", "returned"])),
                                fields=["due_at"],
                                name="report_unsent_by_due",
                            ),
                            models.Index(
                                condition=models.Q(("state", "withdrawn")),
                                fields=["due_at"],
                                name="report_withdrawn_by_due",
                            ),
                            models.Index(
                                condition=models.Q(
                                    ("state__in", ["submitted", "forwarded", "correcting"])
                                ),
                                fields=["state"],
                                name="report_in_review",
                            ),
                            models.Index(fields=["unit", "period"], name="report_by_unit"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("assignment", None), ("target", None), _connector="XOR"
                                ),
                                name="report_on_task_or_target",
                            ),
                            models.UniqueConstraint(
                                fields=("assignment", "period"), name="one_report_per_assignment"
                            ),
                            models.UniqueConstraint(
                                fields=("target", "period"), name="one_report_per_target"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Evidence",
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
                            "origin",
                            models.CharField(blank=True, db_default="", default="", max_length=30),
                        ),
                        (
                            "added_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "report",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="evidence",
                                to="reports.report",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ReportingRule",
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
                            "frequency",
                            models.CharField(
                                choices=[
                                    ("week", "weekly"),
                                    ("half_month", "half-monthly"),
                                    ("month", "monthly"),
                                    ("quarter", "quarterly"),
                                    ("half_year", "half-yearly"),
                                    ("year", "yearly"),
                                    ("once", "once"),
                                ],
                                default="month",
                                max_length=10,
                                verbose_name="rhythm",
                            ),
                        ),
                        (
                            "closing_day",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="closing day"
                            ),
                        ),
                        (
                            "anchor",
                            models.CharField(
                                choices=[
                                    ("day_of_month", "day of the month"),
                                    ("last_day", "last day"),
                                    ("working_day", "working day"),
                                    ("weekday", "day of the week"),
                                ],
                                default="day_of_month",
                                max_length=15,
                                verbose_name="deadline",
                            ),
                        ),
                        (
                            "anchor_number",
                            models.PositiveSmallIntegerField(
                                blank=True, default=5, null=True, verbose_name="number"
                            ),
                        ),
                        (
                            "after_period",
                            models.BooleanField(default=True, verbose_name="after the period"),
                        ),
                        ("due_time", models.TimeField(blank=True, null=True, verbose_name="time")),
                        (
                            "holiday_policy",
                            models.CharField(
                                choices=[
                                    ("postpone", "next working day"),
                                    ("postpone_second", "second working day after it"),
                                    ("advance", "last working day before it"),
                                    ("none", "stays"),
                                ],
                                default="postpone",
                                max_length=16,
                                verbose_name="on rest days",
                            ),
                        ),
                        (
                            "once_on",
                            models.DateField(blank=True, null=True, verbose_name="once on"),
                        ),
                        (
                            "review",
                            models.CharField(
                                choices=[
                                    ("none", "nobody"),
                                    ("unit", "the unit"),
                                    ("office", "the supervision office"),
                                    ("both", "the unit, then the supervision office"),
                                ],
                                default="unit",
                                max_length=6,
                                verbose_name="who reviews",
                            ),
                        ),
                        ("begins_on", models.DateField(blank=True, null=True)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="reporting_rules",
                                to="plans.plan",
                            ),
                        ),
                        (
                            "target",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="reporting_rules",
                                to="indicators.target",
                            ),
                        ),
                        (
                            "task",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="reporting_rules",
                                to="tasks.task",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="reporting_rules",
                                to="units.unit",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at", None)),
                                fields=("plan", "task", "target", "unit"),
                                name="one_live_rule_per_subject",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("target", None), ("task", None)),
                                    models.Q(("task", None), ("unit", None)),
                                    models.Q(("target", None), ("unit", None)),
                                    _connector="OR",
                                ),
                                name="rule_about_one_thing",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("frequency", "once"), _negated=True),
                                    ("once_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="once_has_a_date",
                                violation_error_message="Say on which day the one report closes.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReportingRuleEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "frequency",
                            models.CharField(
                                choices=[
                                    ("week", "weekly"),
                                    ("half_month", "half-monthly"),
                                    ("month", "monthly"),
                                    ("quarter", "quarterly"),
                                    ("half_year", "half-yearly"),
                                    ("year", "yearly"),
                                    ("once", "once"),
                                ],
                                default="month",
                                max_length=10,
                                verbose_name="rhythm",
                            ),
                        ),
                        (
                            "closing_day",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="closing day"
                            ),
                        ),
                        (
                            "anchor",
                            models.CharField(
                                choices=[
                                    ("day_of_month", "day of the month"),
                                    ("last_day", "last day"),
                                    ("working_day", "working day"),
                                    ("weekday", "day of the week"),
                                ],
                                default="day_of_month",
                                max_length=15,
                                verbose_name="deadline",
                            ),
                        ),
                        (
                            "anchor_number",
                            models.PositiveSmallIntegerField(
                                blank=True, default=5, null=True, verbose_name="number"
                            ),
                        ),
                        (
                            "after_period",
                            models.BooleanField(default=True, verbose_name="after the period"),
                        ),
                        ("due_time", models.TimeField(blank=True, null=True, verbose_name="time")),
                        (
                            "holiday_policy",
                            models.CharField(
                                choices=[
                                    ("postpone", "next working day"),
                                    ("postpone_second", "second working day after it"),
                                    ("advance", "last working day before it"),
                                    ("none", "stays"),
                                ],
                                default="postpone",
                                max_length=16,
                                verbose_name="on rest days",
                            ),
                        ),
                        (
                            "once_on",
                            models.DateField(blank=True, null=True, verbose_name="once on"),
                        ),
                        (
                            "review",
                            models.CharField(
                                choices=[
                                    ("none", "nobody"),
                                    ("unit", "the unit"),
                                    ("office", "the supervision office"),
                                    ("both", "the unit, then the supervision office"),
                                ],
                                default="unit",
                                max_length=6,
                                verbose_name="who reviews",
                            ),
                        ),
                        ("begins_on", models.DateField(blank=True, null=True)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
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
                                to="reports.reportingrule",
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
                                blank=True,
                                db_constraint=False,
                                null=True,
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
                    name="ReportTally",
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
                        ("state", models.CharField(max_length=15)),
                        ("due_at", models.DateTimeField(null=True)),
                        (
                            "period",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="reports.period",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="units.unit",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["period"], name="report_tally_by_period"),
                            models.Index(
                                condition=models.Q(("due_at", None), _negated=True),
                                fields=["due_at"],
                                name="report_tally_unsent",
                            ),
                            models.Index(
                                condition=models.Q(("due_at", None), _negated=True),
                                fields=["unit"],
                                name="report_tally_of_unit",
                            ),
                            models.Index(
                                condition=models.Q(("is_folded", False)),
                                fields=["id"],
                                name="report_tally_to_fold",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Submission",
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
                        ("version", models.PositiveSmallIntegerField()),
                        (
                            "percent",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=5,
                                null=True,
                                verbose_name="percent",
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
                        ("progress", models.TextField(blank=True, verbose_name="progress")),
                        ("problems", models.TextField(blank=True, verbose_name="problems")),
                        ("next_steps", models.TextField(blank=True, verbose_name="next steps")),
                        ("no_change", models.BooleanField(default=False, verbose_name="no change")),
                        ("warnings", models.JSONField(blank=True, default=dict)),
                        ("explanation", models.TextField(blank=True, verbose_name="explanation")),
                        (
                            "correction_reason",
                            models.TextField(blank=True, verbose_name="reason of the correction"),
                        ),
                        ("saved_at", models.DateTimeField()),
                        ("origin", models.CharField(default="page", max_length=30)),
                        ("submitted_at", models.DateTimeField(blank=True, null=True)),
                        ("forwarded_at", models.DateTimeField(blank=True, null=True)),
                        ("was_due_at", models.DateTimeField(blank=True, null=True)),
                        ("reviewed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "decision",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("approved", "approved"),
                                    ("returned", "returned"),
                                    ("recalled", "taken back"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("reason", models.TextField(blank=True)),
                        ("again_due_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "evidence",
                            models.ManyToManyField(
                                blank=True, related_name="submissions", to="reports.evidence"
                            ),
                        ),
                        (
                            "forwarded_by",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "report",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="submissions",
                                to="reports.report",
                            ),
                        ),
                        (
                            "reviewed_by",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "written_by",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            django.contrib.postgres.indexes.GinIndex(
                                core.searching.Pairs("progress", "problems", "next_steps"),
                                name="submission_pairs",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("report", "version"), name="one_submission_per_version"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("submitted_at", None)),
                                fields=("report",),
                                name="one_draft_per_report",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("percent", None),
                                    models.Q(("percent__gte", 0), ("percent__lte", 100)),
                                    _connector="OR",
                                ),
                                name="percent_in_range",
                                violation_error_message="The percentage must lie between 0 and 100.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decision", ""), ("reviewed_at", None)),
                                    models.Q(
                                        ("reviewed_at__isnull", False),
                                        ("reviewed_by__isnull", False),
                                        models.Q(("decision", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_review_has_a_decision",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decision", "returned"), _negated=True),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="a_return_has_a_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SubmissionEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("version", models.PositiveSmallIntegerField()),
                        (
                            "percent",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=5,
                                null=True,
                                verbose_name="percent",
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
                        ("progress", models.TextField(blank=True, verbose_name="progress")),
                        ("problems", models.TextField(blank=True, verbose_name="problems")),
                        ("next_steps", models.TextField(blank=True, verbose_name="next steps")),
                        ("no_change", models.BooleanField(default=False, verbose_name="no change")),
                        ("warnings", models.JSONField(blank=True, default=dict)),
                        ("explanation", models.TextField(blank=True, verbose_name="explanation")),
                        (
                            "correction_reason",
                            models.TextField(blank=True, verbose_name="reason of the correction"),
                        ),
                        ("saved_at", models.DateTimeField()),
                        ("origin", models.CharField(default="page", max_length=30)),
                        ("submitted_at", models.DateTimeField(blank=True, null=True)),
                        ("forwarded_at", models.DateTimeField(blank=True, null=True)),
                        ("was_due_at", models.DateTimeField(blank=True, null=True)),
                        ("reviewed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "decision",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("approved", "approved"),
                                    ("returned", "returned"),
                                    ("recalled", "taken back"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("reason", models.TextField(blank=True)),
                        ("again_due_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "forwarded_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
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
                                to="reports.submission",
                            ),
                        ),
                        (
                            "report",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="reports.report",
                            ),
                        ),
                        (
                            "reviewed_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "written_by",
                            models.ForeignKey(
                                db_constraint=False,
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
                migrations.CreateModel(
                    name="Waiver",
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
                        ("starts_on", models.DateField(verbose_name="from")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="until")),
                        ("reason", models.TextField(verbose_name="reason")),
                        ("given_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "given_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="waivers",
                                to="plans.plan",
                            ),
                        ),
                        (
                            "target",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="waivers",
                                to="indicators.target",
                            ),
                        ),
                        (
                            "task",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="waivers",
                                to="tasks.task",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="waivers",
                                to="units.unit",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_on", None),
                                    ("ends_on__gte", models.F("starts_on")),
                                    _connector="OR",
                                ),
                                name="waiver_ends_after_it_starts",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True),
                                name="a_waiver_has_a_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReportEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "to be written"),
                                    ("draft", "draft"),
                                    ("submitted", "waiting for review"),
                                    ("forwarded", "waiting for the supervision office"),
                                    ("returned", "returned"),
                                    ("approved", "approved"),
                                    ("correcting", "correction waits for review"),
                                    ("waived", "waived"),
                                    ("withdrawn", "no longer expected"),
                                ],
                                default="open",
                                max_length=12,
                                verbose_name="state",
                            ),
                        ),
                        ("due_at", models.DateTimeField(verbose_name="due")),
                        ("expected_at", models.DateTimeField(blank=True, null=True)),
                        ("excused_at", models.DateTimeField(blank=True, null=True)),
                        ("revision", models.PositiveIntegerField(default=0)),
                        (
                            "assignment",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="tasks.assignment",
                            ),
                        ),
                        (
                            "period",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="reports.period",
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
                            "unit",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="units.unit",
                            ),
                        ),
                        (
                            "waiver",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="reports.waiver",
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
                    model_name="reportingrule",
                    trigger=pgtrigger.compiler.Trigger(
                        name="mark_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    INSERT INTO core_changemark (scope)\n    SELECT DISTINCT told.scope FROM (TABLE old_rows UNION ALL TABLE new_rows) AS row\n    CROSS JOIN LATERAL (VALUES ('portal'), ('plan:' || row.plan_id)) AS told (scope)\n    WHERE told.scope IS NOT NULL;\n    RETURN NULL;\n",
                            hash="71464cb7c37f8e2b4144cb560cee4ee239ed9152",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_mark_update_e30e2",
                            referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                            table="reports_reportingrule",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="reportingrule",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "reports_reportingruleevent" ("after_period", "anchor", "anchor_number", "begins_on", "closing_day", "due_time", "ended_at", "frequency", "holiday_policy", "id", "once_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "review", "target_id", "task_id", "unit_id") VALUES (NEW."after_period", NEW."anchor", NEW."anchor_number", NEW."begins_on", NEW."closing_day", NEW."due_time", NEW."ended_at", NEW."frequency", NEW."holiday_policy", NEW."id", NEW."once_on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."review", NEW."target_id", NEW."task_id", NEW."unit_id"); RETURN NULL;',
                            hash="3c0fdaa1236a102bb4c1d8716707a681c52050e2",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_41b3f",
                            table="reports_reportingrule",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="reportingrule",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "reports_reportingruleevent" ("after_period", "anchor", "anchor_number", "begins_on", "closing_day", "due_time", "ended_at", "frequency", "holiday_policy", "id", "once_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "review", "target_id", "task_id", "unit_id") VALUES (NEW."after_period", NEW."anchor", NEW."anchor_number", NEW."begins_on", NEW."closing_day", NEW."due_time", NEW."ended_at", NEW."frequency", NEW."holiday_policy", NEW."id", NEW."once_on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."plan_id", NEW."review", NEW."target_id", NEW."task_id", NEW."unit_id"); RETURN NULL;',
                            hash="743676cb58794ca0a35fb17005c60d0afaee1772",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_20daf",
                            table="reports_reportingrule",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="reportingrule",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "reports_reportingruleevent" ("after_period", "anchor", "anchor_number", "begins_on", "closing_day", "due_time", "ended_at", "frequency", "holiday_policy", "id", "once_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "review", "target_id", "task_id", "unit_id") VALUES (OLD."after_period", OLD."anchor", OLD."anchor_number", OLD."begins_on", OLD."closing_day", OLD."due_time", OLD."ended_at", OLD."frequency", OLD."holiday_policy", OLD."id", OLD."once_on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."plan_id", OLD."review", OLD."target_id", OLD."task_id", OLD."unit_id"); RETURN NULL;',
                            hash="c3f8898e0c7c88724a496aace6a8aaf43cf6263c",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_5d19d",
                            table="reports_reportingrule",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="period",
                    trigger=pgtrigger.compiler.Trigger(
                        name="mark_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    INSERT INTO core_changemark (scope)\n    SELECT DISTINCT told.scope FROM (TABLE old_rows UNION ALL TABLE new_rows) AS row LEFT JOIN reports_reporttally AS owed ON owed.period_id = row.id AND owed.due_at IS NOT NULL\n    CROSS JOIN LATERAL (VALUES ('portal'), ('plan:' || row.plan_id), ('unit:' || owed.unit_id)) AS told (scope)\n    WHERE told.scope IS NOT NULL;\n    RETURN NULL;\n",
                            hash="9b88b7db9772aa049f130fefe9ffeea4a56ef0c7",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_mark_update_4620f",
                            referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                            table="reports_period",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="reportingruleevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="4d76da14b7dc345d5a1c80db9b1347b4b77cb6f7",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_d4c43",
                            table="reports_reportingruleevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="reporttally",
                    trigger=pgtrigger.compiler.Trigger(
                        name="mark_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    INSERT INTO core_changemark (scope)\n    SELECT DISTINCT told.scope FROM new_rows AS row JOIN reports_period AS period ON period.id = row.period_id\n    CROSS JOIN LATERAL (VALUES ('portal'), ('plan:' || period.plan_id), ('unit:' || row.unit_id)) AS told (scope)\n    WHERE told.scope IS NOT NULL AND NOT row.is_folded;\n    RETURN NULL;\n",
                            hash="f4b9b05a6ad7004ab0902ddfccff2735517b7bdc",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_mark_insert_eee4a",
                            referencing="REFERENCING NEW TABLE AS new_rows ",
                            table="reports_reporttally",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="submission",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reports_submissionevent" ("again_due_at", "correction_reason", "decision", "explanation", "forwarded_at", "forwarded_by_id", "id", "next_steps", "no_change", "origin", "percent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "problems", "progress", "reason", "report_id", "reviewed_at", "reviewed_by_id", "saved_at", "submitted_at", "value", "version", "warnings", "was_due_at", "written_by_id") SELECT new_values."again_due_at", new_values."correction_reason", new_values."decision", new_values."explanation", new_values."forwarded_at", new_values."forwarded_by_id", new_values."id", new_values."next_steps", new_values."no_change", new_values."origin", new_values."percent", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."problems", new_values."progress", new_values."reason", new_values."report_id", new_values."reviewed_at", new_values."reviewed_by_id", new_values."saved_at", new_values."submitted_at", new_values."value", new_values."version", new_values."warnings", new_values."was_due_at", new_values."written_by_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="76b97f8d77a8e7b9e5ca62edb3cb152b97e8be1c",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_8d03d",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="reports_submission",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="submission",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "reports_submissionevent" ("again_due_at", "correction_reason", "decision", "explanation", "forwarded_at", "forwarded_by_id", "id", "next_steps", "no_change", "origin", "percent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "problems", "progress", "reason", "report_id", "reviewed_at", "reviewed_by_id", "saved_at", "submitted_at", "value", "version", "warnings", "was_due_at", "written_by_id") VALUES (NEW."again_due_at", NEW."correction_reason", NEW."decision", NEW."explanation", NEW."forwarded_at", NEW."forwarded_by_id", NEW."id", NEW."next_steps", NEW."no_change", NEW."origin", NEW."percent", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."problems", NEW."progress", NEW."reason", NEW."report_id", NEW."reviewed_at", NEW."reviewed_by_id", NEW."saved_at", NEW."submitted_at", NEW."value", NEW."version", NEW."warnings", NEW."was_due_at", NEW."written_by_id"); RETURN NULL;',
                            hash="f998c07ed767117a84d42fa8c5947c7ec16b1356",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_98c4b",
                            table="reports_submission",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="submission",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "reports_submissionevent" ("again_due_at", "correction_reason", "decision", "explanation", "forwarded_at", "forwarded_by_id", "id", "next_steps", "no_change", "origin", "percent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "problems", "progress", "reason", "report_id", "reviewed_at", "reviewed_by_id", "saved_at", "submitted_at", "value", "version", "warnings", "was_due_at", "written_by_id") VALUES (OLD."again_due_at", OLD."correction_reason", OLD."decision", OLD."explanation", OLD."forwarded_at", OLD."forwarded_by_id", OLD."id", OLD."next_steps", OLD."no_change", OLD."origin", OLD."percent", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."problems", OLD."progress", OLD."reason", OLD."report_id", OLD."reviewed_at", OLD."reviewed_by_id", OLD."saved_at", OLD."submitted_at", OLD."value", OLD."version", OLD."warnings", OLD."was_due_at", OLD."written_by_id"); RETURN NULL;',
                            hash="f623acd0dba9d6af5171828c60079e3abb7aaba4",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_dfd0f",
                            table="reports_submission",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="submissionevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="4a3f105394ac3be5c978fc48017b57e6fdb52081",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_41732",
                            table="reports_submissionevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="reportevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="79709c12d5a2ece868c72f81bcfe3e43e6ab1222",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_eac1b",
                            table="reports_reportevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="report",
                    trigger=pgtrigger.compiler.Trigger(
                        name="count_new",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO reports_reporttally ("period_id", "unit_id", "state", "due_at", number) \n    SELECT "period_id", "unit_id", "state", "due_at", sum(number) AS number FROM (SELECT row.period_id AS "period_id", row.unit_id AS "unit_id", row.state AS "state", CASE WHEN row.state IN (\'open\', \'draft\', \'returned\') THEN row.due_at END AS "due_at", 1 AS number FROM new_rows AS row) AS counted\n    GROUP BY "period_id", "unit_id", "state", "due_at" HAVING sum(number) <> 0\n; RETURN NULL;',
                            hash="44b84c8371e00139a84768d0e470cf833e8ec927",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_count_new_03027",
                            referencing="REFERENCING NEW TABLE AS new_rows ",
                            table="reports_report",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="report",
                    trigger=pgtrigger.compiler.Trigger(
                        name="count_old",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO reports_reporttally ("period_id", "unit_id", "state", "due_at", number) \n    SELECT "period_id", "unit_id", "state", "due_at", sum(number) AS number FROM (SELECT row.period_id AS "period_id", row.unit_id AS "unit_id", row.state AS "state", CASE WHEN row.state IN (\'open\', \'draft\', \'returned\') THEN row.due_at END AS "due_at", -1 AS number FROM old_rows AS row) AS counted\n    GROUP BY "period_id", "unit_id", "state", "due_at" HAVING sum(number) <> 0\n; RETURN NULL;',
                            hash="47ffcfd1eb14d5ab83d63f01926fe408dfa1caf8",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_count_old_ce58a",
                            referencing="REFERENCING OLD TABLE AS old_rows ",
                            table="reports_report",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="report",
                    trigger=pgtrigger.compiler.Trigger(
                        name="count_changed",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO reports_reporttally ("period_id", "unit_id", "state", "due_at", number) \n    SELECT "period_id", "unit_id", "state", "due_at", sum(number) AS number FROM (SELECT row.period_id AS "period_id", row.unit_id AS "unit_id", row.state AS "state", CASE WHEN row.state IN (\'open\', \'draft\', \'returned\') THEN row.due_at END AS "due_at", -1 AS number FROM old_rows AS row UNION ALL SELECT row.period_id AS "period_id", row.unit_id AS "unit_id", row.state AS "state", CASE WHEN row.state IN (\'open\', \'draft\', \'returned\') THEN row.due_at END AS "due_at", 1 AS number FROM new_rows AS row) AS counted\n    GROUP BY "period_id", "unit_id", "state", "due_at" HAVING sum(number) <> 0\n; RETURN NULL;',
                            hash="396110d03e33f15dbd5a3e4b0134a021cfe84dd3",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_count_changed_5965b",
                            referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                            table="reports_report",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="report",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "reports_reportevent" ("assignment_id", "due_at", "excused_at", "expected_at", "id", "period_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "state", "target_id", "unit_id", "waiver_id") VALUES (NEW."assignment_id", NEW."due_at", NEW."excused_at", NEW."expected_at", NEW."id", NEW."period_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."revision", NEW."state", NEW."target_id", NEW."unit_id", NEW."waiver_id"); RETURN NULL;',
                            hash="8b9be63736a2de91ba19f4602bfa466c9941f902",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_234a9",
                            table="reports_report",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="report",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "reports_reportevent" ("assignment_id", "due_at", "excused_at", "expected_at", "id", "period_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "state", "target_id", "unit_id", "waiver_id") VALUES (OLD."assignment_id", OLD."due_at", OLD."excused_at", OLD."expected_at", OLD."id", OLD."period_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."revision", OLD."state", OLD."target_id", OLD."unit_id", OLD."waiver_id"); RETURN NULL;',
                            hash="ad92108bcfe059feb5840afe92ae0b029f06ddd0",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_6acd6",
                            table="reports_report",
                            when="AFTER",
                        ),
                    ),
                ),
            ],
        ),
    ]
