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
        ("units", "0001_initial"),
    ]

    operations = [
        core.operations.AtOnce(
            operations=[
                migrations.CreateModel(
                    name="Task",
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
                            "number",
                            models.CharField(blank=True, max_length=20, verbose_name="number"),
                        ),
                        ("title", models.CharField(max_length=300, verbose_name="title")),
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="due on")),
                        ("is_rolling", models.BooleanField(default=False, verbose_name="rolling")),
                        (
                            "is_key",
                            models.BooleanField(
                                db_default=False, default=False, verbose_name="key item"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "draft"),
                                    ("pending", "waits for approval"),
                                    ("registered", "registered"),
                                    ("dispatched", "dispatched"),
                                    ("refused", "refused"),
                                    ("in_progress", "in progress"),
                                    ("completion_requested", "completion requested"),
                                    ("returned", "returned to go on"),
                                    ("completed", "completed"),
                                    ("closed", "struck off"),
                                    ("suspended", "suspended"),
                                    ("cancelled", "cancelled"),
                                    ("archived", "archived"),
                                ],
                                default="dispatched",
                                max_length=20,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "suspended_from",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("draft", "draft"),
                                    ("pending", "waits for approval"),
                                    ("registered", "registered"),
                                    ("dispatched", "dispatched"),
                                    ("refused", "refused"),
                                    ("in_progress", "in progress"),
                                    ("completion_requested", "completion requested"),
                                    ("returned", "returned to go on"),
                                    ("completed", "completed"),
                                    ("closed", "struck off"),
                                    ("suspended", "suspended"),
                                    ("cancelled", "cancelled"),
                                    ("archived", "archived"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("added_at", models.DateTimeField(blank=True, null=True)),
                        ("revision", models.PositiveIntegerField(db_default=0, default=0)),
                        (
                            "completed_on",
                            models.DateField(blank=True, null=True, verbose_name="completed on"),
                        ),
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
                        ("percent_on", models.DateField(blank=True, null=True)),
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
                            "merged_into",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="merged",
                                to="tasks.task",
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="parts",
                                to="tasks.task",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="tasks",
                                to="plans.plan",
                            ),
                        ),
                        (
                            "targets",
                            models.ManyToManyField(
                                blank=True, related_name="tasks", to="indicators.target"
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            django.contrib.postgres.indexes.GinIndex(
                                core.searching.Pairs("title"), name="task_title_pairs"
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                core.searching.Pairs("title", "quote"), name="task_pairs"
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("plan", "position"), name="one_task_per_position"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("percent", None),
                                    models.Q(("percent__gte", 0), ("percent__lte", 100)),
                                    _connector="OR",
                                ),
                                name="task_percent_in_range",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "suspended"), ("suspended_from", ""), _connector="OR"
                                ),
                                name="only_a_suspended_task_goes_back",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("merged_into", None),
                                    ("state__in", ["cancelled", "archived"]),
                                    _connector="OR",
                                ),
                                name="merged_task_is_over",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Assignment",
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
                            "role",
                            models.CharField(
                                choices=[("lead", "lead unit"), ("assist", "assisting unit")],
                                max_length=10,
                                verbose_name="role",
                            ),
                        ),
                        ("order", models.PositiveSmallIntegerField()),
                        ("as_written", models.CharField(max_length=100)),
                        ("ended_on", models.DateField(blank=True, null=True)),
                        ("given_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "received_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="received"),
                        ),
                        (
                            "answered_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="answered"),
                        ),
                        (
                            "answer",
                            models.TextField(
                                blank=True, db_default="", verbose_name="answer to the lead unit"
                            ),
                        ),
                        (
                            "answered_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "expanded_from",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="expansions",
                                to="tasks.assignment",
                            ),
                        ),
                        (
                            "group",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="assignments",
                                to="units.unitgroup",
                            ),
                        ),
                        (
                            "received_by",
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
                                related_name="assignments",
                                to="units.unit",
                            ),
                        ),
                        (
                            "task",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="assignments",
                                to="tasks.task",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("ended_on", None), ("received_at", None)),
                                fields=["unit"],
                                name="assignment_unreceived",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("unit", None), ("group", None), _connector="XOR"
                                ),
                                name="assignment_to_unit_or_group",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("ended_on", None)),
                                fields=("task", "unit"),
                                name="one_live_role_per_task_unit",
                                violation_error_message="This unit already has a part in this task.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Completion",
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
                        ("statement", models.TextField(verbose_name="what was achieved")),
                        ("done_on", models.DateField(verbose_name="done on")),
                        ("asked_at", models.DateTimeField()),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        ("accepted", models.BooleanField(null=True)),
                        ("reason", models.TextField(blank=True)),
                        ("verification", models.TextField(blank=True, verbose_name="verification")),
                        ("verified_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
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
                            "verified_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "task",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="completions",
                                to="tasks.task",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("decided_at", None)),
                                fields=("task",),
                                name="one_open_completion_per_task",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Coordination",
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
                        ("text", models.TextField(verbose_name="what is to be settled")),
                        ("asked_at", models.DateTimeField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "waits for an answer"),
                                    ("answered", "answered"),
                                    ("settled", "settled"),
                                    ("withdrawn", "withdrawn"),
                                ],
                                default="open",
                                max_length=12,
                            ),
                        ),
                        ("holder_since", models.DateTimeField()),
                        ("answer_due_on", models.DateField(verbose_name="answer due on")),
                        ("revision", models.PositiveIntegerField(default=0)),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "holder",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="to_coordinate",
                                to="units.unit",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="units.unit",
                            ),
                        ),
                        (
                            "task",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="coordinations",
                                to="tasks.task",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "open")),
                                fields=["holder", "answer_due_on"],
                                name="coordination_waiting",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CoordinationStep",
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
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "coordination",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="steps",
                                to="tasks.coordination",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="units.unit",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Extension",
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
                                    ("requested", "waits for the unit's signature"),
                                    ("signed", "waits for the inspector"),
                                    ("checked", "waits for the decision"),
                                    ("granted", "granted"),
                                    ("refused", "refused"),
                                    ("withdrawn", "withdrawn"),
                                ],
                                default="requested",
                                max_length=12,
                            ),
                        ),
                        ("old_due_on", models.DateField(verbose_name="due so far")),
                        ("asked_due_on", models.DateField(verbose_name="asked for")),
                        (
                            "granted_due_on",
                            models.DateField(blank=True, null=True, verbose_name="granted until"),
                        ),
                        ("reason", models.TextField(verbose_name="reason")),
                        ("progress", models.TextField(verbose_name="progress so far")),
                        ("asked_at", models.DateTimeField()),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        ("revision", models.PositiveIntegerField(default=0)),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "task",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="extensions",
                                to="tasks.task",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("decided_at", None)),
                                fields=("task",),
                                name="one_open_extension_per_task",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("asked_due_on__gt", models.F("old_due_on"))),
                                name="extension_asks_for_later",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "granted"), _negated=True),
                                    ("granted_due_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="a_grant_has_a_date",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ExtensionStep",
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
                        ("note", models.TextField(blank=True)),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "extension",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="steps",
                                to="tasks.extension",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Milestone",
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
                        ("title", models.CharField(max_length=200, verbose_name="stage")),
                        ("due_on", models.DateField(verbose_name="due on")),
                        (
                            "weight",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=5,
                                null=True,
                                verbose_name="weight",
                            ),
                        ),
                        (
                            "done_on",
                            models.DateField(blank=True, null=True, verbose_name="reached on"),
                        ),
                        ("done_at", models.DateTimeField(blank=True, null=True)),
                        ("approved_at", models.DateTimeField(blank=True, null=True)),
                        ("proof", models.TextField(blank=True, verbose_name="how it shows")),
                        (
                            "waived_reason",
                            models.TextField(blank=True, verbose_name="why it is left out"),
                        ),
                        ("waived_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "approved_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "done_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "waived_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "task",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="milestones",
                                to="tasks.task",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["task", "due_on", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("task", "title"), name="one_milestone_per_title"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("weight", None),
                                    models.Q(("weight__gt", 0), ("weight__lte", 100)),
                                    _connector="OR",
                                ),
                                name="milestone_weight_in_range",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PartRefusal",
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
                        ("reason", models.TextField()),
                        ("refused_at", models.DateTimeField()),
                        ("decided_at", models.DateTimeField(null=True)),
                        ("note", models.TextField(blank=True)),
                        (
                            "assignment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="refusals",
                                to="tasks.assignment",
                            ),
                        ),
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
                            "given_to",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="units.unit",
                            ),
                        ),
                        (
                            "refused_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("assignment",), name="one_refusal_per_part"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Proof",
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
                            "completion",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="proofs",
                                to="tasks.completion",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="StageRetraction",
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
                        ("done_on", models.DateField()),
                        ("proof", models.TextField(blank=True)),
                        ("done_at", models.DateTimeField()),
                        ("reason", models.TextField()),
                        ("at", models.DateTimeField()),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "done_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "milestone",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="retractions",
                                to="tasks.milestone",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="TaskStanding",
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
                            "task",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="standing",
                                serialize=False,
                                to="tasks.task",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "draft"),
                                    ("pending", "waits for approval"),
                                    ("registered", "registered"),
                                    ("dispatched", "dispatched"),
                                    ("refused", "refused"),
                                    ("in_progress", "in progress"),
                                    ("completion_requested", "completion requested"),
                                    ("returned", "returned to go on"),
                                    ("completed", "completed"),
                                    ("closed", "struck off"),
                                    ("suspended", "suspended"),
                                    ("cancelled", "cancelled"),
                                    ("archived", "archived"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("due_on", models.DateField(null=True)),
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
                            models.Index(fields=["plan"], name="taskstanding_by_plan"),
                            models.Index(fields=["unit"], name="taskstanding_by_unit"),
                            models.Index(
                                condition=models.Q(("lamp", models.F("was")), _negated=True),
                                fields=["was", "lamp"],
                                name="taskstanding_changed",
                            ),
                            models.Index(
                                models.F("lamp"),
                                models.OrderBy(models.F("due_on"), nulls_last=True),
                                models.OrderBy(
                                    models.F("missing"), descending=True, nulls_last=True
                                ),
                                models.F("task"),
                                condition=models.Q(("lamp__in", ["red", "orange", "yellow"])),
                                name="tasks_behind",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Progress",
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
                        ("percent", models.DecimalField(decimal_places=2, max_digits=5)),
                        ("closing_on", models.DateField()),
                        (
                            "task",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="progress",
                                to="tasks.task",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("superseded_at", None)),
                                fields=("task", "closing_on"),
                                name="one_live_progress_per_closing_date",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Move",
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
                        ("verb", models.CharField(max_length=20)),
                        (
                            "from_state",
                            models.CharField(
                                choices=[
                                    ("draft", "draft"),
                                    ("pending", "waits for approval"),
                                    ("registered", "registered"),
                                    ("dispatched", "dispatched"),
                                    ("refused", "refused"),
                                    ("in_progress", "in progress"),
                                    ("completion_requested", "completion requested"),
                                    ("returned", "returned to go on"),
                                    ("completed", "completed"),
                                    ("closed", "struck off"),
                                    ("suspended", "suspended"),
                                    ("cancelled", "cancelled"),
                                    ("archived", "archived"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "to_state",
                            models.CharField(
                                choices=[
                                    ("draft", "draft"),
                                    ("pending", "waits for approval"),
                                    ("registered", "registered"),
                                    ("dispatched", "dispatched"),
                                    ("refused", "refused"),
                                    ("in_progress", "in progress"),
                                    ("completion_requested", "completion requested"),
                                    ("returned", "returned to go on"),
                                    ("completed", "completed"),
                                    ("closed", "struck off"),
                                    ("suspended", "suspended"),
                                    ("cancelled", "cancelled"),
                                    ("archived", "archived"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        ("reason", models.TextField(blank=True, verbose_name="reason")),
                        (
                            "document",
                            models.CharField(blank=True, max_length=200, verbose_name="document"),
                        ),
                        ("due_before", models.DateField(blank=True, null=True)),
                        ("due_after", models.DateField(blank=True, null=True)),
                        (
                            "by",
                            models.ForeignKey(
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
                                related_name="+",
                                to="units.unit",
                            ),
                        ),
                        (
                            "task",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="moves",
                                to="tasks.task",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["task", "at"], name="move_by_task")],
                    },
                ),
                migrations.CreateModel(
                    name="MilestoneEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("title", models.CharField(max_length=200, verbose_name="stage")),
                        ("due_on", models.DateField(verbose_name="due on")),
                        (
                            "weight",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=5,
                                null=True,
                                verbose_name="weight",
                            ),
                        ),
                        (
                            "done_on",
                            models.DateField(blank=True, null=True, verbose_name="reached on"),
                        ),
                        ("done_at", models.DateTimeField(blank=True, null=True)),
                        ("approved_at", models.DateTimeField(blank=True, null=True)),
                        ("proof", models.TextField(blank=True, verbose_name="how it shows")),
                        (
                            "waived_reason",
                            models.TextField(blank=True, verbose_name="why it is left out"),
                        ),
                        ("waived_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "approved_by",
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
                            "done_by",
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
                                to="tasks.milestone",
                            ),
                        ),
                        (
                            "waived_by",
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
                            "task",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="tasks.task",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="AssignmentEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "role",
                            models.CharField(
                                choices=[("lead", "lead unit"), ("assist", "assisting unit")],
                                max_length=10,
                                verbose_name="role",
                            ),
                        ),
                        ("order", models.PositiveSmallIntegerField()),
                        ("as_written", models.CharField(max_length=100)),
                        ("ended_on", models.DateField(blank=True, null=True)),
                        ("given_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "received_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="received"),
                        ),
                        (
                            "answered_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="answered"),
                        ),
                        (
                            "answer",
                            models.TextField(
                                blank=True, db_default="", verbose_name="answer to the lead unit"
                            ),
                        ),
                        (
                            "answered_by",
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
                            "expanded_from",
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
                            "group",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="units.unitgroup",
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
                                to="tasks.assignment",
                            ),
                        ),
                        (
                            "received_by",
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
                        (
                            "task",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="tasks.task",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="TaskEvent",
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
                            "number",
                            models.CharField(blank=True, max_length=20, verbose_name="number"),
                        ),
                        ("title", models.CharField(max_length=300, verbose_name="title")),
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="due on")),
                        ("is_rolling", models.BooleanField(default=False, verbose_name="rolling")),
                        (
                            "is_key",
                            models.BooleanField(
                                db_default=False, default=False, verbose_name="key item"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "draft"),
                                    ("pending", "waits for approval"),
                                    ("registered", "registered"),
                                    ("dispatched", "dispatched"),
                                    ("refused", "refused"),
                                    ("in_progress", "in progress"),
                                    ("completion_requested", "completion requested"),
                                    ("returned", "returned to go on"),
                                    ("completed", "completed"),
                                    ("closed", "struck off"),
                                    ("suspended", "suspended"),
                                    ("cancelled", "cancelled"),
                                    ("archived", "archived"),
                                ],
                                default="dispatched",
                                max_length=20,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "suspended_from",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("draft", "draft"),
                                    ("pending", "waits for approval"),
                                    ("registered", "registered"),
                                    ("dispatched", "dispatched"),
                                    ("refused", "refused"),
                                    ("in_progress", "in progress"),
                                    ("completion_requested", "completion requested"),
                                    ("returned", "returned to go on"),
                                    ("completed", "completed"),
                                    ("closed", "struck off"),
                                    ("suspended", "suspended"),
                                    ("cancelled", "cancelled"),
                                    ("archived", "archived"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("added_at", models.DateTimeField(blank=True, null=True)),
                        ("revision", models.PositiveIntegerField(db_default=0, default=0)),
                        (
                            "completed_on",
                            models.DateField(blank=True, null=True, verbose_name="completed on"),
                        ),
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
                        ("percent_on", models.DateField(blank=True, null=True)),
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
                            "merged_into",
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
                            "parent",
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
                                to="tasks.task",
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
                    name="TaskTally",
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
                        ("state", models.CharField(max_length=20)),
                        ("due_on", models.DateField(null=True)),
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
                            models.Index(fields=["plan"], name="tasktally_by_plan"),
                            models.Index(fields=["unit"], name="tasktally_by_unit"),
                            models.Index(
                                condition=models.Q(("is_folded", False)),
                                fields=["id"],
                                name="tasktally_to_fold",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TaskVerdict",
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
                            "task",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="verdicts",
                                to="tasks.task",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("superseded_at", None)),
                                fields=("task", "closing_on"),
                                name="one_live_task_verdict_per_closing_date",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("override_band", ""),
                                    models.Q(("override_reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="task_override_has_a_reason",
                            ),
                        ],
                    },
                ),
            ],
        ),
        core.operations.AtOnce(
            operations=[
                pgtrigger.migrations.AddTrigger(
                    model_name="coordinationstep",
                    trigger=pgtrigger.compiler.Trigger(
                        name="coordination_step_append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="2f74726228985a8e2f1a42f283d1c1430d937e33",
                            operation="UPDATE",
                            pgid="pgtrigger_coordination_step_append_only_25603",
                            table="tasks_coordinationstep",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="extensionstep",
                    trigger=pgtrigger.compiler.Trigger(
                        name="extension_step_append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="98a4d03d7917d4be86f1fafb0a7f4897b69f19ba",
                            operation="UPDATE",
                            pgid="pgtrigger_extension_step_append_only_b029e",
                            table="tasks_extensionstep",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="task",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "tasks_taskevent" ("added_at", "clause_id", "completed_on", "due_on", "id", "is_key", "is_rolling", "merged_into_id", "number", "parent_id", "percent", "percent_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "position", "quote", "quote_end", "quote_start", "revision", "state", "suspended_from", "title") VALUES (NEW."added_at", NEW."clause_id", NEW."completed_on", NEW."due_on", NEW."id", NEW."is_key", NEW."is_rolling", NEW."merged_into_id", NEW."number", NEW."parent_id", NEW."percent", NEW."percent_on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."position", NEW."quote", NEW."quote_end", NEW."quote_start", NEW."revision", NEW."state", NEW."suspended_from", NEW."title"); RETURN NULL;',
                            hash="800e9c86058ec75421223d01531e1b7067ca7413",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_e2e86",
                            table="tasks_task",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="task",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "tasks_taskevent" ("added_at", "clause_id", "completed_on", "due_on", "id", "is_key", "is_rolling", "merged_into_id", "number", "parent_id", "percent", "percent_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "position", "quote", "quote_end", "quote_start", "revision", "state", "suspended_from", "title") VALUES (NEW."added_at", NEW."clause_id", NEW."completed_on", NEW."due_on", NEW."id", NEW."is_key", NEW."is_rolling", NEW."merged_into_id", NEW."number", NEW."parent_id", NEW."percent", NEW."percent_on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."plan_id", NEW."position", NEW."quote", NEW."quote_end", NEW."quote_start", NEW."revision", NEW."state", NEW."suspended_from", NEW."title"); RETURN NULL;',
                            hash="48f37a59ca904e8fc52b11fb796f302c4fa41913",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_705e1",
                            table="tasks_task",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="task",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "tasks_taskevent" ("added_at", "clause_id", "completed_on", "due_on", "id", "is_key", "is_rolling", "merged_into_id", "number", "parent_id", "percent", "percent_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "position", "quote", "quote_end", "quote_start", "revision", "state", "suspended_from", "title") VALUES (OLD."added_at", OLD."clause_id", OLD."completed_on", OLD."due_on", OLD."id", OLD."is_key", OLD."is_rolling", OLD."merged_into_id", OLD."number", OLD."parent_id", OLD."percent", OLD."percent_on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."plan_id", OLD."position", OLD."quote", OLD."quote_end", OLD."quote_start", OLD."revision", OLD."state", OLD."suspended_from", OLD."title"); RETURN NULL;',
                            hash="4970fd3a32bc86db92bd62659d5f23679efb3c69",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_3627a",
                            table="tasks_task",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="move",
                    trigger=pgtrigger.compiler.Trigger(
                        name="move_append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="7728cddbcc33aa424257cadee33b81140fb35d3c",
                            operation="UPDATE",
                            pgid="pgtrigger_move_append_only_86d7a",
                            table="tasks_move",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="milestoneevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="a288a2c9b4036e9d66faab75de8bf15eedda09c6",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_094f2",
                            table="tasks_milestoneevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="milestone",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "tasks_milestoneevent" ("approved_at", "approved_by_id", "done_at", "done_by_id", "done_on", "due_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proof", "task_id", "title", "waived_at", "waived_by_id", "waived_reason", "weight") VALUES (NEW."approved_at", NEW."approved_by_id", NEW."done_at", NEW."done_by_id", NEW."done_on", NEW."due_on", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."proof", NEW."task_id", NEW."title", NEW."waived_at", NEW."waived_by_id", NEW."waived_reason", NEW."weight"); RETURN NULL;',
                            hash="3f39f036988f6e2968bbf5f862f602f52c6b4114",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_824bb",
                            table="tasks_milestone",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="milestone",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "tasks_milestoneevent" ("approved_at", "approved_by_id", "done_at", "done_by_id", "done_on", "due_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proof", "task_id", "title", "waived_at", "waived_by_id", "waived_reason", "weight") VALUES (NEW."approved_at", NEW."approved_by_id", NEW."done_at", NEW."done_by_id", NEW."done_on", NEW."due_on", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."proof", NEW."task_id", NEW."title", NEW."waived_at", NEW."waived_by_id", NEW."waived_reason", NEW."weight"); RETURN NULL;',
                            hash="960be510fd6a48376463adf43c9876aa0cceab25",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_6cc1c",
                            table="tasks_milestone",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="milestone",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "tasks_milestoneevent" ("approved_at", "approved_by_id", "done_at", "done_by_id", "done_on", "due_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proof", "task_id", "title", "waived_at", "waived_by_id", "waived_reason", "weight") VALUES (OLD."approved_at", OLD."approved_by_id", OLD."done_at", OLD."done_by_id", OLD."done_on", OLD."due_on", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."proof", OLD."task_id", OLD."title", OLD."waived_at", OLD."waived_by_id", OLD."waived_reason", OLD."weight"); RETURN NULL;',
                            hash="3e3c5f77c53d3c09ed8b517b742bed36ce67d8b4",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_a0dfc",
                            table="tasks_milestone",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="assignmentevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="f89e88d0f23f5a87e645cbf0646c8cad25949909",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_9fe6d",
                            table="tasks_assignmentevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="assignment",
                    trigger=pgtrigger.compiler.Trigger(
                        name="mark_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    INSERT INTO core_changemark (scope)\n    SELECT DISTINCT told.scope FROM new_rows AS row\n    CROSS JOIN LATERAL (VALUES ('unit:' || row.unit_id)) AS told (scope)\n    WHERE told.scope IS NOT NULL;\n    RETURN NULL;\n",
                            hash="46e6e13f6a1b4bafef2abc1d01fc42a7535c3604",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_mark_insert_860fa",
                            referencing="REFERENCING NEW TABLE AS new_rows ",
                            table="tasks_assignment",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="assignment",
                    trigger=pgtrigger.compiler.Trigger(
                        name="mark_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    INSERT INTO core_changemark (scope)\n    SELECT DISTINCT told.scope FROM old_rows AS row\n    CROSS JOIN LATERAL (VALUES ('unit:' || row.unit_id)) AS told (scope)\n    WHERE told.scope IS NOT NULL;\n    RETURN NULL;\n",
                            hash="2969dd80de3cabfa23fa85398e111e9400122f0b",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_mark_delete_2e3bb",
                            referencing="REFERENCING OLD TABLE AS old_rows ",
                            table="tasks_assignment",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="assignment",
                    trigger=pgtrigger.compiler.Trigger(
                        name="mark_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    INSERT INTO core_changemark (scope)\n    SELECT DISTINCT told.scope FROM (TABLE old_rows UNION ALL TABLE new_rows) AS row\n    CROSS JOIN LATERAL (VALUES ('unit:' || row.unit_id)) AS told (scope)\n    WHERE told.scope IS NOT NULL;\n    RETURN NULL;\n",
                            hash="4d04565e52505346d0f1eaddc9009a4657b3cbc9",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_mark_update_ab4fd",
                            referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                            table="tasks_assignment",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="assignment",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "tasks_assignmentevent" ("answer", "answered_at", "answered_by_id", "as_written", "ended_on", "expanded_from_id", "given_at", "group_id", "id", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "received_by_id", "role", "task_id", "unit_id") VALUES (NEW."answer", NEW."answered_at", NEW."answered_by_id", NEW."as_written", NEW."ended_on", NEW."expanded_from_id", NEW."given_at", NEW."group_id", NEW."id", NEW."order", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."received_at", NEW."received_by_id", NEW."role", NEW."task_id", NEW."unit_id"); RETURN NULL;',
                            hash="f87fd148851145ae0e5ffa96e2c17f4b43dbcb0f",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_3072b",
                            table="tasks_assignment",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="assignment",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "tasks_assignmentevent" ("answer", "answered_at", "answered_by_id", "as_written", "ended_on", "expanded_from_id", "given_at", "group_id", "id", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "received_by_id", "role", "task_id", "unit_id") VALUES (NEW."answer", NEW."answered_at", NEW."answered_by_id", NEW."as_written", NEW."ended_on", NEW."expanded_from_id", NEW."given_at", NEW."group_id", NEW."id", NEW."order", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."received_at", NEW."received_by_id", NEW."role", NEW."task_id", NEW."unit_id"); RETURN NULL;',
                            hash="d2ac977c5b2f562b70c597ad948d0117e840e6ae",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_24d4a",
                            table="tasks_assignment",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="assignment",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "tasks_assignmentevent" ("answer", "answered_at", "answered_by_id", "as_written", "ended_on", "expanded_from_id", "given_at", "group_id", "id", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "received_by_id", "role", "task_id", "unit_id") VALUES (OLD."answer", OLD."answered_at", OLD."answered_by_id", OLD."as_written", OLD."ended_on", OLD."expanded_from_id", OLD."given_at", OLD."group_id", OLD."id", OLD."order", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."received_at", OLD."received_by_id", OLD."role", OLD."task_id", OLD."unit_id"); RETURN NULL;',
                            hash="84f82a254257cceca47d4eea0cd56ad6da110e4e",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_692ae",
                            table="tasks_assignment",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="taskevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="115e932cd85ec5c6c13bcefe99e1302ee4802651",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_14f8e",
                            table="tasks_taskevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="taskstanding",
                    trigger=pgtrigger.compiler.Trigger(
                        name="count_new",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO tasks_tasktally ("plan_id", "unit_id", "lamp", "was", "state", "due_on", number) \n    SELECT "plan_id", "unit_id", "lamp", "was", "state", "due_on", sum(number) AS number FROM (SELECT row.plan_id AS "plan_id", row.unit_id AS "unit_id", row.lamp AS "lamp", row.was AS "was", row.state AS "state", CASE WHEN row.state IN (\'completion_requested\', \'dispatched\', \'in_progress\', \'refused\', \'registered\', \'returned\') THEN row.due_on END AS "due_on", 1 AS number FROM new_rows AS row) AS counted\n    GROUP BY "plan_id", "unit_id", "lamp", "was", "state", "due_on" HAVING sum(number) <> 0\n; RETURN NULL;',
                            hash="bf19ed6d2c3c6ecc6a2c0400e109aafb03f5a390",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_count_new_2b164",
                            referencing="REFERENCING NEW TABLE AS new_rows ",
                            table="tasks_taskstanding",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="taskstanding",
                    trigger=pgtrigger.compiler.Trigger(
                        name="count_old",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO tasks_tasktally ("plan_id", "unit_id", "lamp", "was", "state", "due_on", number) \n    SELECT "plan_id", "unit_id", "lamp", "was", "state", "due_on", sum(number) AS number FROM (SELECT row.plan_id AS "plan_id", row.unit_id AS "unit_id", row.lamp AS "lamp", row.was AS "was", row.state AS "state", CASE WHEN row.state IN (\'completion_requested\', \'dispatched\', \'in_progress\', \'refused\', \'registered\', \'returned\') THEN row.due_on END AS "due_on", -1 AS number FROM old_rows AS row) AS counted\n    GROUP BY "plan_id", "unit_id", "lamp", "was", "state", "due_on" HAVING sum(number) <> 0\n; RETURN NULL;',
                            hash="d9178a894ec8f1bfc846dbc641c0afb544a5d942",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_count_old_4a430",
                            referencing="REFERENCING OLD TABLE AS old_rows ",
                            table="tasks_taskstanding",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="taskstanding",
                    trigger=pgtrigger.compiler.Trigger(
                        name="count_changed",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO tasks_tasktally ("plan_id", "unit_id", "lamp", "was", "state", "due_on", number) \n    SELECT "plan_id", "unit_id", "lamp", "was", "state", "due_on", sum(number) AS number FROM (SELECT row.plan_id AS "plan_id", row.unit_id AS "unit_id", row.lamp AS "lamp", row.was AS "was", row.state AS "state", CASE WHEN row.state IN (\'completion_requested\', \'dispatched\', \'in_progress\', \'refused\', \'registered\', \'returned\') THEN row.due_on END AS "due_on", -1 AS number FROM old_rows AS row UNION ALL SELECT row.plan_id AS "plan_id", row.unit_id AS "unit_id", row.lamp AS "lamp", row.was AS "was", row.state AS "state", CASE WHEN row.state IN (\'completion_requested\', \'dispatched\', \'in_progress\', \'refused\', \'registered\', \'returned\') THEN row.due_on END AS "due_on", 1 AS number FROM new_rows AS row) AS counted\n    GROUP BY "plan_id", "unit_id", "lamp", "was", "state", "due_on" HAVING sum(number) <> 0\n; RETURN NULL;',
                            hash="91067433f9c95e948a288c9556b5e8fedf3d3a63",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_count_changed_981d7",
                            referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                            table="tasks_taskstanding",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="taskstanding",
                    trigger=pgtrigger.compiler.Trigger(
                        name="mark_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    INSERT INTO core_changemark (scope)\n    SELECT DISTINCT told.scope FROM new_rows AS row LEFT JOIN tasks_assignment AS part ON part.task_id = row.task_id\n    CROSS JOIN LATERAL (VALUES ('portal'), ('plan:' || row.plan_id), ('unit:' || row.unit_id), ('unit:' || part.unit_id)) AS told (scope)\n    WHERE told.scope IS NOT NULL;\n    RETURN NULL;\n",
                            hash="47bb1fb410196f90b21c6c2110820144180b2984",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_mark_insert_75751",
                            referencing="REFERENCING NEW TABLE AS new_rows ",
                            table="tasks_taskstanding",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="taskstanding",
                    trigger=pgtrigger.compiler.Trigger(
                        name="mark_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    INSERT INTO core_changemark (scope)\n    SELECT DISTINCT told.scope FROM old_rows AS row LEFT JOIN tasks_assignment AS part ON part.task_id = row.task_id\n    CROSS JOIN LATERAL (VALUES ('portal'), ('plan:' || row.plan_id), ('unit:' || row.unit_id), ('unit:' || part.unit_id)) AS told (scope)\n    WHERE told.scope IS NOT NULL;\n    RETURN NULL;\n",
                            hash="fcfe4d76dedec2238535c52a7718c3f665f054af",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_mark_delete_79800",
                            referencing="REFERENCING OLD TABLE AS old_rows ",
                            table="tasks_taskstanding",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="taskstanding",
                    trigger=pgtrigger.compiler.Trigger(
                        name="mark_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    INSERT INTO core_changemark (scope)\n    SELECT DISTINCT told.scope FROM (TABLE old_rows UNION ALL TABLE new_rows) AS row LEFT JOIN tasks_assignment AS part ON part.task_id = row.task_id\n    CROSS JOIN LATERAL (VALUES ('portal'), ('plan:' || row.plan_id), ('unit:' || row.unit_id), ('unit:' || part.unit_id)) AS told (scope)\n    WHERE told.scope IS NOT NULL;\n    RETURN NULL;\n",
                            hash="f9361ba595c5ec0edc118040558739066b1d9cde",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_mark_update_8482d",
                            referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                            table="tasks_taskstanding",
                            when="AFTER",
                        ),
                    ),
                ),
            ],
        ),
    ]
