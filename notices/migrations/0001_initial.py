import datetime

import django.contrib.postgres.fields
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
        ("tasks", "0001_initial"),
        ("units", "0001_initial"),
    ]

    operations = [
        core.operations.AtOnce(
            operations=[
                migrations.CreateModel(
                    name="EventCursor",
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
                        ("entry_id", models.BigIntegerField()),
                        ("moved_at", models.DateTimeField()),
                    ],
                ),
                migrations.CreateModel(
                    name="MannerEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "daily_at",
                            models.TimeField(
                                default=datetime.time(9, 0), verbose_name="daily letters at"
                            ),
                        ),
                        (
                            "urgent_from",
                            models.TimeField(
                                default=datetime.time(8, 30), verbose_name="urgent letters from"
                            ),
                        ),
                        (
                            "urgent_until",
                            models.TimeField(default=datetime.time(18, 0), verbose_name="until"),
                        ),
                        (
                            "names_things",
                            models.BooleanField(
                                default=False, verbose_name="letters name what they are about"
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
                                to="notices.manner",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Message",
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
                            "channel",
                            models.CharField(
                                choices=[("email", "e-mail"), ("group", "group")], max_length=10
                            ),
                        ),
                        ("slot_at", models.DateTimeField()),
                        ("is_urgent", models.BooleanField(default=False)),
                        ("is_trial", models.BooleanField(default=False)),
                        ("sent_at", models.DateTimeField(null=True)),
                        (
                            "person",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="messages",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "outlet",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="messages",
                                to="notices.outlet",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [
                            models.Index(
                                condition=models.Q(("work_state__in", ["queued", "running"])),
                                fields=["not_before"],
                                name="notices_message_work",
                            ),
                            models.Index(
                                condition=models.Q(("work_state", "failed")),
                                fields=["-slot_at", "-id"],
                                name="message_failed",
                            ),
                            models.Index(
                                condition=models.Q(("sent_at", None), _negated=True),
                                fields=["sent_at", "person"],
                                name="message_by_sending",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("person", None), ("outlet", None), _connector="XOR"
                                ),
                                name="message_to_a_person_or_an_outlet",
                            ),
                            models.UniqueConstraint(
                                fields=("person", "outlet", "slot_at", "is_urgent"),
                                name="one_message_per_slot",
                                nulls_distinct=False,
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Mute",
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
                            "matter",
                            models.CharField(
                                choices=[
                                    ("report", "report to be sent"),
                                    ("return", "returned report"),
                                    ("review", "report waiting for the unit's review"),
                                    ("office_review", "report waiting for the supervision office"),
                                    ("receipt", "receipt to be confirmed"),
                                    ("extension", "request for a later date"),
                                    ("amendment", "amendment waiting for a decision"),
                                    ("refusal", "refused part waiting for a decision"),
                                    ("coordination", "request for coordination"),
                                    ("milestone", "stage of a task"),
                                    ("task", "due date of a task"),
                                    ("pace", "target off its pace"),
                                    ("completion", "completion to be verified"),
                                    ("vacancy", "unit without a reporter"),
                                    ("slip_receipt", "supervision slip to be received"),
                                    ("slip", "supervision slip to be answered"),
                                    (
                                        "slip_office",
                                        "supervision slip waiting for the supervision office",
                                    ),
                                ],
                                max_length=15,
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="mutes",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("person", "matter"), name="one_mute_per_person_and_matter"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Notice",
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
                            "matter",
                            models.CharField(
                                choices=[
                                    ("report", "report to be sent"),
                                    ("return", "returned report"),
                                    ("review", "report waiting for the unit's review"),
                                    ("office_review", "report waiting for the supervision office"),
                                    ("receipt", "receipt to be confirmed"),
                                    ("extension", "request for a later date"),
                                    ("amendment", "amendment waiting for a decision"),
                                    ("refusal", "refused part waiting for a decision"),
                                    ("coordination", "request for coordination"),
                                    ("milestone", "stage of a task"),
                                    ("task", "due date of a task"),
                                    ("pace", "target off its pace"),
                                    ("completion", "completion to be verified"),
                                    ("vacancy", "unit without a reporter"),
                                    ("slip_receipt", "supervision slip to be received"),
                                    ("slip", "supervision slip to be answered"),
                                    (
                                        "slip_office",
                                        "supervision slip waiting for the supervision office",
                                    ),
                                ],
                                max_length=15,
                            ),
                        ),
                        ("thing_id", models.BigIntegerField()),
                        ("place_id", models.BigIntegerField()),
                        ("subject", models.CharField(max_length=300)),
                        ("due_at", models.DateTimeField()),
                        ("step", models.SmallIntegerField()),
                        (
                            "role",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("reporter", "reporter"),
                                    ("reviewer", "reviewer"),
                                    ("head", "head of unit"),
                                    ("inspector", "inspector"),
                                    ("office_head", "head of the supervision office"),
                                    ("leader", "leader"),
                                    ("system_admin", "system administrator"),
                                    ("security_admin", "security administrator"),
                                    ("auditor", "auditor"),
                                ],
                                max_length=20,
                                verbose_name="role",
                            ),
                        ),
                        ("is_duty", models.BooleanField(default=True)),
                        ("is_urgent", models.BooleanField(default=False)),
                        (
                            "words",
                            models.CharField(blank=True, db_default="", default="", max_length=200),
                        ),
                        ("goes_out", models.BooleanField(default=False)),
                        ("written_at", models.DateTimeField()),
                        ("read_at", models.DateTimeField(null=True)),
                        ("settled_at", models.DateTimeField(null=True)),
                        (
                            "message",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="notices",
                                to="notices.message",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="notices",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="plans.plan",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="notices",
                                to="units.unit",
                            ),
                        ),
                        (
                            "outlet",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                to="notices.outlet",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["person", "-written_at"], name="notice_by_person"),
                            models.Index(
                                condition=models.Q(
                                    ("goes_out", True), ("message", None), ("settled_at", None)
                                ),
                                fields=["person"],
                                name="notice_to_go_out",
                            ),
                            models.Index(
                                condition=models.Q(("settled_at", None)),
                                fields=["due_at", "matter", "thing_id", "id"],
                                name="notice_on_board",
                            ),
                            models.Index(
                                condition=models.Q(("message", None), _negated=True),
                                fields=["message"],
                                name="notice_by_message",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("matter", "thing_id", "due_at", "person", "outlet", "step"),
                                name="one_notice_per_step_and_person",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("person", None), ("outlet", None), _connector="XOR"
                                ),
                                name="notice_to_a_person_or_an_outlet",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Outlet",
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
                        ("name", models.CharField(max_length=60, unique=True, verbose_name="name")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("wecom", "robot of a WeCom group"),
                                    ("dingtalk", "robot of a DingTalk group"),
                                    ("feishu", "robot of a Feishu group"),
                                    ("webhook", "signed webhook"),
                                    ("folder", "files in a folder"),
                                ],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("shown_address", models.CharField(max_length=300, verbose_name="address")),
                        ("sealed_address", models.TextField()),
                        ("sealed_secret", models.TextField(blank=True)),
                        ("robot", models.CharField(max_length=64)),
                        ("is_active", models.BooleanField(default=True, verbose_name="in use")),
                        (
                            "unit",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="units.unit",
                                verbose_name="unit",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="OutletEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("name", models.CharField(max_length=60, verbose_name="name")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("wecom", "robot of a WeCom group"),
                                    ("dingtalk", "robot of a DingTalk group"),
                                    ("feishu", "robot of a Feishu group"),
                                    ("webhook", "signed webhook"),
                                    ("folder", "files in a folder"),
                                ],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("shown_address", models.CharField(max_length=300, verbose_name="address")),
                        ("is_active", models.BooleanField(default=True, verbose_name="in use")),
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
                                to="notices.outlet",
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
                                verbose_name="unit",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Subscription",
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
                        ("name", models.CharField(max_length=60, unique=True, verbose_name="name")),
                        (
                            "kinds",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("report.submitted", "report sent"),
                                        ("report.approved", "report approved"),
                                        ("report.returned", "report returned"),
                                        ("report.late", "report late"),
                                        ("target.lamp_changed", "lamp of a target changed"),
                                        ("task.lamp_changed", "lamp of a task changed"),
                                        ("slip.sent", "slip sent"),
                                        ("slip.answered", "slip answered"),
                                        ("circular.issued", "circular issued"),
                                    ],
                                    max_length=30,
                                ),
                                size=None,
                            ),
                        ),
                        ("shown_address", models.CharField(max_length=300, verbose_name="address")),
                        ("sealed_address", models.TextField()),
                        ("sealed_secret", models.TextField()),
                        ("is_active", models.BooleanField(default=True, verbose_name="in use")),
                        ("failures", models.PositiveSmallIntegerField(default=0)),
                        ("rests_until", models.DateTimeField(null=True)),
                        ("parked_at", models.DateTimeField(null=True)),
                        ("trouble", models.CharField(blank=True, max_length=300)),
                        (
                            "plans",
                            models.ManyToManyField(blank=True, related_name="+", to="plans.plan"),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="SubscriptionEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("name", models.CharField(max_length=60, verbose_name="name")),
                        (
                            "kinds",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("report.submitted", "report sent"),
                                        ("report.approved", "report approved"),
                                        ("report.returned", "report returned"),
                                        ("report.late", "report late"),
                                        ("target.lamp_changed", "lamp of a target changed"),
                                        ("task.lamp_changed", "lamp of a task changed"),
                                        ("slip.sent", "slip sent"),
                                        ("slip.answered", "slip answered"),
                                        ("circular.issued", "circular issued"),
                                    ],
                                    max_length=30,
                                ),
                                size=None,
                            ),
                        ),
                        ("shown_address", models.CharField(max_length=300, verbose_name="address")),
                        ("is_active", models.BooleanField(default=True, verbose_name="in use")),
                        ("failures", models.PositiveSmallIntegerField(default=0)),
                        ("rests_until", models.DateTimeField(null=True)),
                        ("parked_at", models.DateTimeField(null=True)),
                        ("trouble", models.CharField(blank=True, max_length=300)),
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
                                to="notices.subscription",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ToldTargetLamp",
                    fields=[
                        ("lamp", models.CharField(max_length=10)),
                        (
                            "target",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="+",
                                serialize=False,
                                to="indicators.target",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ToldTaskLamp",
                    fields=[
                        ("lamp", models.CharField(max_length=10)),
                        (
                            "task",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="+",
                                serialize=False,
                                to="tasks.task",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="CalendarFeed",
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
                        ("token_hash", models.CharField(max_length=64, unique=True)),
                        ("made_at", models.DateTimeField(verbose_name="moment")),
                        (
                            "person",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="calendar_feed",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Event",
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
                                    ("report.submitted", "report sent"),
                                    ("report.approved", "report approved"),
                                    ("report.returned", "report returned"),
                                    ("report.late", "report late"),
                                    ("target.lamp_changed", "lamp of a target changed"),
                                    ("task.lamp_changed", "lamp of a task changed"),
                                    ("slip.sent", "slip sent"),
                                    ("slip.answered", "slip answered"),
                                    ("circular.issued", "circular issued"),
                                ],
                                max_length=30,
                            ),
                        ),
                        ("source", models.CharField(max_length=80)),
                        ("thing_id", models.BigIntegerField()),
                        ("facts", models.JSONField(default=dict)),
                        ("at", models.DateTimeField(db_index=True, verbose_name="moment")),
                        (
                            "plan",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="plans.plan",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                db_index=False,
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
                                fields=("kind", "source"), name="event_told_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Delivery",
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
                        ("sent_at", models.DateTimeField(null=True)),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="deliveries",
                                to="notices.event",
                            ),
                        ),
                        (
                            "subscription",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="deliveries",
                                to="notices.subscription",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [
                            models.Index(
                                condition=models.Q(("work_state__in", ["queued", "running"])),
                                fields=["not_before"],
                                name="notices_delivery_work",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("subscription", "event"), name="event_delivered_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Gate",
                    fields=[
                        (
                            "robot",
                            models.CharField(max_length=64, primary_key=True, serialize=False),
                        ),
                        (
                            "passed",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.DateTimeField(), default=list, size=None
                            ),
                        ),
                        ("closed_until", models.DateTimeField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("passed__len__lte", 20)), name="gate_forgets"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Ladder",
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
                            "plan",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="ladders",
                                to="plans.plan",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("plan",), name="one_ladder_per_plan", nulls_distinct=False
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LadderEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
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
                                to="notices.ladder",
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
                    name="LadderStep",
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
                            "matter",
                            models.CharField(
                                choices=[
                                    ("report", "report to be sent"),
                                    ("return", "returned report"),
                                    ("review", "report waiting for the unit's review"),
                                    ("office_review", "report waiting for the supervision office"),
                                    ("receipt", "receipt to be confirmed"),
                                    ("extension", "request for a later date"),
                                    ("amendment", "amendment waiting for a decision"),
                                    ("refusal", "refused part waiting for a decision"),
                                    ("coordination", "request for coordination"),
                                    ("milestone", "stage of a task"),
                                    ("task", "due date of a task"),
                                    ("pace", "target off its pace"),
                                    ("completion", "completion to be verified"),
                                    ("vacancy", "unit without a reporter"),
                                    ("slip_receipt", "supervision slip to be received"),
                                    ("slip", "supervision slip to be answered"),
                                    (
                                        "slip_office",
                                        "supervision slip waiting for the supervision office",
                                    ),
                                ],
                                max_length=15,
                            ),
                        ),
                        ("days", models.SmallIntegerField(verbose_name="working days")),
                        (
                            "to",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("holder", "whoever must act"),
                                        ("reviewer", "reviewer"),
                                        ("head", "head of unit"),
                                        ("inspector", "inspector"),
                                        ("office_head", "head of the supervision office"),
                                        ("leader", "leader"),
                                    ],
                                    max_length=15,
                                ),
                                size=None,
                                verbose_name="told to",
                            ),
                        ),
                        (
                            "by",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[("email", "e-mail"), ("group", "group")], max_length=10
                                ),
                                blank=True,
                                size=None,
                                verbose_name="also by",
                            ),
                        ),
                        ("urgent", models.BooleanField(default=False, verbose_name="urgent")),
                        (
                            "words",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="the office's own words"
                            ),
                        ),
                        (
                            "ladder",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="steps",
                                to="notices.ladder",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["ladder", "matter", "days"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("ladder", "matter", "days"),
                                name="one_step_per_matter_and_day",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LadderStepEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "matter",
                            models.CharField(
                                choices=[
                                    ("report", "report to be sent"),
                                    ("return", "returned report"),
                                    ("review", "report waiting for the unit's review"),
                                    ("office_review", "report waiting for the supervision office"),
                                    ("receipt", "receipt to be confirmed"),
                                    ("extension", "request for a later date"),
                                    ("amendment", "amendment waiting for a decision"),
                                    ("refusal", "refused part waiting for a decision"),
                                    ("coordination", "request for coordination"),
                                    ("milestone", "stage of a task"),
                                    ("task", "due date of a task"),
                                    ("pace", "target off its pace"),
                                    ("completion", "completion to be verified"),
                                    ("vacancy", "unit without a reporter"),
                                    ("slip_receipt", "supervision slip to be received"),
                                    ("slip", "supervision slip to be answered"),
                                    (
                                        "slip_office",
                                        "supervision slip waiting for the supervision office",
                                    ),
                                ],
                                max_length=15,
                            ),
                        ),
                        ("days", models.SmallIntegerField(verbose_name="working days")),
                        (
                            "to",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("holder", "whoever must act"),
                                        ("reviewer", "reviewer"),
                                        ("head", "head of unit"),
                                        ("inspector", "inspector"),
                                        ("office_head", "head of the supervision office"),
                                        ("leader", "leader"),
                                    ],
                                    max_length=15,
                                ),
                                size=None,
                                verbose_name="told to",
                            ),
                        ),
                        (
                            "by",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[("email", "e-mail"), ("group", "group")], max_length=10
                                ),
                                blank=True,
                                size=None,
                                verbose_name="also by",
                            ),
                        ),
                        ("urgent", models.BooleanField(default=False, verbose_name="urgent")),
                        (
                            "words",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="the office's own words"
                            ),
                        ),
                        (
                            "ladder",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="notices.ladder",
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
                                to="notices.ladderstep",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Manner",
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
                            "daily_at",
                            models.TimeField(
                                default=datetime.time(9, 0), verbose_name="daily letters at"
                            ),
                        ),
                        (
                            "urgent_from",
                            models.TimeField(
                                default=datetime.time(8, 30), verbose_name="urgent letters from"
                            ),
                        ),
                        (
                            "urgent_until",
                            models.TimeField(default=datetime.time(18, 0), verbose_name="until"),
                        ),
                        (
                            "names_things",
                            models.BooleanField(
                                default=False, verbose_name="letters name what they are about"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("pk", 1)), name="one_manner"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("urgent_from__lt", models.F("urgent_until"))),
                                name="urgent_letters_have_hours",
                            ),
                        ],
                    },
                ),
            ],
        ),
        core.operations.AtOnce(
            operations=[
                pgtrigger.migrations.AddTrigger(
                    model_name="manner",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "notices_mannerevent" ("daily_at", "id", "names_things", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "urgent_from", "urgent_until") VALUES (NEW."daily_at", NEW."id", NEW."names_things", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."urgent_from", NEW."urgent_until"); RETURN NULL;',
                            hash="9d80e43c6ee439067263d6dc33e5bae62a79be1f",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_863ea",
                            table="notices_manner",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="manner",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "notices_mannerevent" ("daily_at", "id", "names_things", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "urgent_from", "urgent_until") VALUES (NEW."daily_at", NEW."id", NEW."names_things", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."urgent_from", NEW."urgent_until"); RETURN NULL;',
                            hash="415ec9e94a2b3800b4bbf5c6774ecb08e28969ca",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_241a1",
                            table="notices_manner",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="manner",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "notices_mannerevent" ("daily_at", "id", "names_things", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "urgent_from", "urgent_until") VALUES (OLD."daily_at", OLD."id", OLD."names_things", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."urgent_from", OLD."urgent_until"); RETURN NULL;',
                            hash="9178f9a12195bab7ddfb0c520e8ad05b5e18c378",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_de92a",
                            table="notices_manner",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="ladder",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "notices_ladderevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."plan_id"); RETURN NULL;',
                            hash="27a85ada53de1b32615f1a641a7d14385bebe1a0",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_c8c19",
                            table="notices_ladder",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="ladder",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "notices_ladderevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."plan_id"); RETURN NULL;',
                            hash="46baee2b99eda087e421c8241ca1ca5fed229b18",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_d2d39",
                            table="notices_ladder",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="ladder",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "notices_ladderevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id") VALUES (OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."plan_id"); RETURN NULL;',
                            hash="59b290a1fa00a022e094b7cad3c257e048f007aa",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_05566",
                            table="notices_ladder",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="ladderevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="3cdae30047d20f39b963a0f829a15a83d18ee74c",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_aa443",
                            table="notices_ladderevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="ladderstep",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "notices_ladderstepevent" ("by", "days", "id", "ladder_id", "matter", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "to", "urgent", "words") VALUES (NEW."by", NEW."days", NEW."id", NEW."ladder_id", NEW."matter", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."to", NEW."urgent", NEW."words"); RETURN NULL;',
                            hash="047c88e3dbb7fd312f6693870a70b7e834f66a2d",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_b8581",
                            table="notices_ladderstep",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="ladderstep",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "notices_ladderstepevent" ("by", "days", "id", "ladder_id", "matter", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "to", "urgent", "words") VALUES (NEW."by", NEW."days", NEW."id", NEW."ladder_id", NEW."matter", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."to", NEW."urgent", NEW."words"); RETURN NULL;',
                            hash="f85f3916849e510071f70ffe9b4c073bc2b5de1f",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_1b2b0",
                            table="notices_ladderstep",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="ladderstep",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "notices_ladderstepevent" ("by", "days", "id", "ladder_id", "matter", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "to", "urgent", "words") VALUES (OLD."by", OLD."days", OLD."id", OLD."ladder_id", OLD."matter", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."to", OLD."urgent", OLD."words"); RETURN NULL;',
                            hash="f99157853a096529fce4edb0d8af06198b348144",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_b6fab",
                            table="notices_ladderstep",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="ladderstepevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="4507eebd2685f848e8b374fb54c51aa5471753f8",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_62b88",
                            table="notices_ladderstepevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="mannerevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="e2fa7ed28aedc9b35219f046b8161beec677437f",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_ce7cc",
                            table="notices_mannerevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="outlet",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "notices_outletevent" ("id", "is_active", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "shown_address", "unit_id") VALUES (NEW."id", NEW."is_active", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."shown_address", NEW."unit_id"); RETURN NULL;',
                            hash="4ec7804b9b5437704990b784ebf9a1c9419f9bde",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_a1793",
                            table="notices_outlet",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="outlet",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."shown_address" IS DISTINCT FROM (NEW."shown_address") OR OLD."unit_id" IS DISTINCT FROM (NEW."unit_id"))',
                            func='INSERT INTO "notices_outletevent" ("id", "is_active", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "shown_address", "unit_id") VALUES (NEW."id", NEW."is_active", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."shown_address", NEW."unit_id"); RETURN NULL;',
                            hash="64a8b44234fed4e4804673f95367588ce3312acf",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_8d604",
                            table="notices_outlet",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="outlet",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "notices_outletevent" ("id", "is_active", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "shown_address", "unit_id") VALUES (OLD."id", OLD."is_active", OLD."kind", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."shown_address", OLD."unit_id"); RETURN NULL;',
                            hash="426e010ac1c35a4fc85f1faa229c7e8f19e01f82",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_066d6",
                            table="notices_outlet",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="outletevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="417cc5f99bff790a54e04510f36f7e229e694845",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_e3665",
                            table="notices_outletevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="subscription",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "notices_subscriptionevent" ("failures", "id", "is_active", "kinds", "name", "parked_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rests_until", "shown_address", "trouble") VALUES (NEW."failures", NEW."id", NEW."is_active", NEW."kinds", NEW."name", NEW."parked_at", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rests_until", NEW."shown_address", NEW."trouble"); RETURN NULL;',
                            hash="ee981b2b030a3eff23451e48b47b9ca5b400ce5d",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_72620",
                            table="notices_subscription",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="subscription",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."failures" IS DISTINCT FROM (NEW."failures") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."kinds" IS DISTINCT FROM (NEW."kinds") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."parked_at" IS DISTINCT FROM (NEW."parked_at") OR OLD."rests_until" IS DISTINCT FROM (NEW."rests_until") OR OLD."shown_address" IS DISTINCT FROM (NEW."shown_address") OR OLD."trouble" IS DISTINCT FROM (NEW."trouble"))',
                            func='INSERT INTO "notices_subscriptionevent" ("failures", "id", "is_active", "kinds", "name", "parked_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rests_until", "shown_address", "trouble") VALUES (NEW."failures", NEW."id", NEW."is_active", NEW."kinds", NEW."name", NEW."parked_at", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rests_until", NEW."shown_address", NEW."trouble"); RETURN NULL;',
                            hash="a4c9db47b85ab54b39087d930bd8a357b27e783b",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_2b320",
                            table="notices_subscription",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="subscription",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "notices_subscriptionevent" ("failures", "id", "is_active", "kinds", "name", "parked_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rests_until", "shown_address", "trouble") VALUES (OLD."failures", OLD."id", OLD."is_active", OLD."kinds", OLD."name", OLD."parked_at", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rests_until", OLD."shown_address", OLD."trouble"); RETURN NULL;',
                            hash="beaf973b419ee383cb4a5de4428f0ae7bc461051",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_73b55",
                            table="notices_subscription",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="subscriptionevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="4b7f0439eb6ba7d3d978e626085e3e4207d16714",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_fb9db",
                            table="notices_subscriptionevent",
                            when="BEFORE",
                        ),
                    ),
                ),
            ],
        ),
    ]
