import django.contrib.auth.validators
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.contrib.postgres.operations
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
        ("core", "0001_functions"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        django.contrib.postgres.operations.BtreeGistExtension(),
        core.operations.AtOnce(
            operations=[
                migrations.CreateModel(
                    name="User",
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
                        ("password", models.CharField(max_length=128, verbose_name="password")),
                        (
                            "last_login",
                            models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                        ),
                        (
                            "username",
                            models.CharField(
                                max_length=60,
                                unique=True,
                                validators=[
                                    django.contrib.auth.validators.UnicodeUsernameValidator()
                                ],
                                verbose_name="login name",
                            ),
                        ),
                        ("name", models.CharField(max_length=60, verbose_name="name")),
                        (
                            "email",
                            models.EmailField(blank=True, max_length=254, verbose_name="e-mail"),
                        ),
                        (
                            "phone",
                            models.CharField(
                                blank=True, max_length=30, verbose_name="office phone"
                            ),
                        ),
                        (
                            "is_active",
                            models.BooleanField(default=True, verbose_name="may sign in"),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="AccountRequest",
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
                                    ("waiting", "waits for the security administrator"),
                                    ("approved", "approved"),
                                    ("refused", "refused"),
                                    ("withdrawn", "withdrawn"),
                                ],
                                default="waiting",
                                max_length=10,
                            ),
                        ),
                        ("asked_at", models.DateTimeField()),
                        ("decided_at", models.DateTimeField(null=True)),
                        (
                            "reason",
                            models.CharField(blank=True, max_length=200, verbose_name="reason"),
                        ),
                        (
                            "account",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="requests",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
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
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "waiting")),
                                fields=("account",),
                                name="one_open_request",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SignInCount",
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
                                choices=[("account", "login name"), ("address", "network address")],
                                max_length=10,
                            ),
                        ),
                        ("value", models.CharField(max_length=60)),
                        ("failures", models.PositiveIntegerField(default=0)),
                        ("since", models.DateTimeField()),
                        ("locked_until", models.DateTimeField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("kind", "value"), name="one_count_for_each"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StandIn",
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
                        ("starts_on", models.DateField(verbose_name="first day")),
                        ("ends_on", models.DateField(verbose_name="last day")),
                        ("reason", models.CharField(max_length=200, verbose_name="reason")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("planned", "planned"),
                                    ("running", "under way"),
                                    ("ended", "over"),
                                    ("withdrawn", "withdrawn"),
                                    ("refused", "refused"),
                                ],
                                default="planned",
                                max_length=10,
                            ),
                        ),
                        ("given_at", models.DateTimeField()),
                        (
                            "deputy",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="principals",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "given_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "principal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deputies",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="stand_ins",
                                to="units.unit",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                                name="stand_in_ends_after_it_starts",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("principal", models.F("deputy")), _negated=True
                                ),
                                name="nobody_stands_in_for_themselves",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                condition=models.Q(("state__in", ["planned", "running"])),
                                expressions=[
                                    ("principal", "="),
                                    ("unit", "="),
                                    (
                                        models.Func(
                                            models.F("starts_on"),
                                            models.F("ends_on"),
                                            models.Value("[]"),
                                            function="DATERANGE",
                                            output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                        ),
                                        "&&",
                                    ),
                                ],
                                name="one_deputy_at_a_time",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Membership",
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
                        (
                            "ended_on",
                            models.DateField(blank=True, null=True, verbose_name="ended on"),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="memberships",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "stand_in",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="memberships",
                                to="units.standin",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="memberships",
                                to="units.unit",
                            ),
                        ),
                        (
                            "watched_units",
                            models.ManyToManyField(
                                blank=True, related_name="watched_by", to="units.unit"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_on", None)),
                                fields=("user", "unit", "role"),
                                name="role_held_once",
                                violation_error_message="This person already holds this role in this unit.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Token",
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
                        ("name", models.CharField(max_length=60, verbose_name="name")),
                        (
                            "scopes",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("read", "read what I may read"),
                                        ("report", "write: reports, receipts, requests, answers"),
                                        ("review", "decide about what others wrote"),
                                        (
                                            "upload",
                                            "hand in sheets and documents, and let them be saved",
                                        ),
                                        (
                                            "office",
                                            "run plans: tasks, rhythm, slips, chasing, circulars",
                                        ),
                                        (
                                            "admin",
                                            "administer units, accounts, rights and the calendar",
                                        ),
                                    ],
                                    max_length=10,
                                ),
                                size=None,
                            ),
                        ),
                        ("key_hash", models.CharField(editable=False, max_length=64, unique=True)),
                        ("made_at", models.DateTimeField(verbose_name="made")),
                        ("ends_at", models.DateTimeField(verbose_name="ends")),
                        ("last_used_at", models.DateTimeField(null=True, verbose_name="last used")),
                        ("last_used_from", models.CharField(blank=True, max_length=45)),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="tokens",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Unit",
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
                        ("name", models.CharField(max_length=100, verbose_name="name")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("government", "government"),
                                    ("office", "supervision office"),
                                    ("department", "department"),
                                    ("party", "party body"),
                                    ("township", "township"),
                                    ("institution", "institution"),
                                    ("task_force", "task force"),
                                ],
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("province", "province"),
                                    ("city", "city"),
                                    ("county", "county"),
                                    ("township", "township"),
                                ],
                                max_length=20,
                                verbose_name="level",
                            ),
                        ),
                        (
                            "protocol_order",
                            models.PositiveIntegerField(
                                default=1000, verbose_name="protocol order"
                            ),
                        ),
                        (
                            "valid_from",
                            models.DateField(blank=True, null=True, verbose_name="valid from"),
                        ),
                        (
                            "valid_to",
                            models.DateField(blank=True, null=True, verbose_name="valid to"),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="children",
                                to="units.unit",
                                verbose_name="parent",
                            ),
                        ),
                        (
                            "scope",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="units.unit",
                            ),
                        ),
                        (
                            "successor",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="predecessors",
                                to="units.unit",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to", None),
                                    ("valid_from", None),
                                    ("valid_to__gte", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="unit_ends_after_it_begins",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StandInEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("starts_on", models.DateField(verbose_name="first day")),
                        ("ends_on", models.DateField(verbose_name="last day")),
                        ("reason", models.CharField(max_length=200, verbose_name="reason")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("planned", "planned"),
                                    ("running", "under way"),
                                    ("ended", "over"),
                                    ("withdrawn", "withdrawn"),
                                    ("refused", "refused"),
                                ],
                                default="planned",
                                max_length=10,
                            ),
                        ),
                        ("given_at", models.DateTimeField()),
                        (
                            "deputy",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "given_by",
                            models.ForeignKey(
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
                                to="units.standin",
                            ),
                        ),
                        (
                            "principal",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
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
                    name="RoleWish",
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
                        (
                            "request",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="wishes",
                                to="units.accountrequest",
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
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("request", "unit", "role"), name="role_wished_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MembershipEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "role",
                            models.CharField(
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
                        (
                            "ended_on",
                            models.DateField(blank=True, null=True, verbose_name="ended on"),
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
                                to="units.membership",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "stand_in",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="units.standin",
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
                    name="GroupMember",
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
                            "valid_from",
                            models.DateField(blank=True, null=True, verbose_name="valid from"),
                        ),
                        (
                            "valid_to",
                            models.DateField(blank=True, null=True, verbose_name="valid to"),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, to="units.unit"
                            ),
                        ),
                        (
                            "group",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="memberships",
                                to="units.unitgroup",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[
                                    ("group", "="),
                                    ("unit", "="),
                                    (
                                        models.Func(
                                            models.F("valid_from"),
                                            models.F("valid_to"),
                                            models.Value("[]"),
                                            function="DATERANGE",
                                            output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                        ),
                                        "&&",
                                    ),
                                ],
                                name="member_once_at_a_time",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="UnitEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("name", models.CharField(max_length=100, verbose_name="name")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("government", "government"),
                                    ("office", "supervision office"),
                                    ("department", "department"),
                                    ("party", "party body"),
                                    ("township", "township"),
                                    ("institution", "institution"),
                                    ("task_force", "task force"),
                                ],
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("province", "province"),
                                    ("city", "city"),
                                    ("county", "county"),
                                    ("township", "township"),
                                ],
                                max_length=20,
                                verbose_name="level",
                            ),
                        ),
                        (
                            "protocol_order",
                            models.PositiveIntegerField(
                                default=1000, verbose_name="protocol order"
                            ),
                        ),
                        (
                            "valid_from",
                            models.DateField(blank=True, null=True, verbose_name="valid from"),
                        ),
                        (
                            "valid_to",
                            models.DateField(blank=True, null=True, verbose_name="valid to"),
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
                                to="units.unit",
                                verbose_name="parent",
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
                                to="units.unit",
                            ),
                        ),
                        (
                            "scope",
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
                            "successor",
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
                    name="UnitGroup",
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
                        ("name", models.CharField(max_length=100, verbose_name="name")),
                        ("key", models.CharField(editable=False, max_length=100)),
                        (
                            "members",
                            models.ManyToManyField(
                                related_name="member_of",
                                through="units.GroupMember",
                                to="units.unit",
                            ),
                        ),
                        (
                            "scope",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="groups",
                                to="units.unit",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("scope", "key"),
                                name="one_group_per_name",
                                nulls_distinct=False,
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="UnitName",
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
                        ("name", models.CharField(max_length=100, verbose_name="name")),
                        ("key", models.CharField(editable=False, max_length=100)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("full", "full name"),
                                    ("short", "short name"),
                                    ("alias", "alias"),
                                    ("former", "former name"),
                                ],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "valid_from",
                            models.DateField(blank=True, null=True, verbose_name="valid from"),
                        ),
                        (
                            "valid_to",
                            models.DateField(blank=True, null=True, verbose_name="valid to"),
                        ),
                        (
                            "scope",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="units.unit",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="names",
                                to="units.unit",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            django.contrib.postgres.indexes.GinIndex(
                                core.searching.Pairs("name"), name="unit_name_pairs"
                            )
                        ],
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[
                                    ("scope", "="),
                                    ("key", "="),
                                    (
                                        models.Func(
                                            models.F("valid_from"),
                                            models.F("valid_to"),
                                            models.Value("[]"),
                                            function="DATERANGE",
                                            output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                        ),
                                        "&&",
                                    ),
                                ],
                                name="one_unit_per_name_and_time",
                                violation_error_message="Another unit goes by this name at that time.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="UnitNameEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("name", models.CharField(max_length=100, verbose_name="name")),
                        ("key", models.CharField(editable=False, max_length=100)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("full", "full name"),
                                    ("short", "short name"),
                                    ("alias", "alias"),
                                    ("former", "former name"),
                                ],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "valid_from",
                            models.DateField(blank=True, null=True, verbose_name="valid from"),
                        ),
                        (
                            "valid_to",
                            models.DateField(blank=True, null=True, verbose_name="valid to"),
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
                                to="units.unitname",
                            ),
                        ),
                        (
                            "scope",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="units.unit",
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
            ],
        ),
        core.operations.AtOnce(
            operations=[
                pgtrigger.migrations.AddTrigger(
                    model_name="unit",
                    trigger=pgtrigger.compiler.Trigger(
                        name="forget_kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="DELETE FROM core_keptbody; RETURN NULL;",
                            hash="915223001d432a995d138cf1835addd29412e59d",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_forget_kept_6602b",
                            table="units_unit",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="unit",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "units_unitevent" ("id", "kind", "level", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "protocol_order", "scope_id", "successor_id", "valid_from", "valid_to") VALUES (NEW."id", NEW."kind", NEW."level", NEW."name", NEW."parent_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."protocol_order", NEW."scope_id", NEW."successor_id", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                            hash="9b14d5b6a6d92653f6476b53c963cfd57aa01d3a",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_fb1f3",
                            table="units_unit",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="unit",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "units_unitevent" ("id", "kind", "level", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "protocol_order", "scope_id", "successor_id", "valid_from", "valid_to") VALUES (NEW."id", NEW."kind", NEW."level", NEW."name", NEW."parent_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."protocol_order", NEW."scope_id", NEW."successor_id", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                            hash="d6c62779d3a8420da52a8283f4257d2e9a00bdb6",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_727f7",
                            table="units_unit",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="unit",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "units_unitevent" ("id", "kind", "level", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "protocol_order", "scope_id", "successor_id", "valid_from", "valid_to") VALUES (OLD."id", OLD."kind", OLD."level", OLD."name", OLD."parent_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."protocol_order", OLD."scope_id", OLD."successor_id", OLD."valid_from", OLD."valid_to"); RETURN NULL;',
                            hash="eeb330a78e3670fa22d1a726fbceeaf072d8529f",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_ebb8b",
                            table="units_unit",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="standinevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="333d252842ce98b173634d1cc452e1a24bf434ed",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_6adf3",
                            table="units_standinevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="standin",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "units_standinevent" ("deputy_id", "ends_on", "given_at", "given_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "principal_id", "reason", "starts_on", "state", "unit_id") VALUES (NEW."deputy_id", NEW."ends_on", NEW."given_at", NEW."given_by_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."principal_id", NEW."reason", NEW."starts_on", NEW."state", NEW."unit_id"); RETURN NULL;',
                            hash="12e15d2ac67570aec6bf660181503efe62111df2",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_933cd",
                            table="units_standin",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="standin",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "units_standinevent" ("deputy_id", "ends_on", "given_at", "given_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "principal_id", "reason", "starts_on", "state", "unit_id") VALUES (NEW."deputy_id", NEW."ends_on", NEW."given_at", NEW."given_by_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."principal_id", NEW."reason", NEW."starts_on", NEW."state", NEW."unit_id"); RETURN NULL;',
                            hash="5e890592ae1eb872e5bc549efc7cf00d352ceeaa",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_f97c3",
                            table="units_standin",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="standin",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "units_standinevent" ("deputy_id", "ends_on", "given_at", "given_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "principal_id", "reason", "starts_on", "state", "unit_id") VALUES (OLD."deputy_id", OLD."ends_on", OLD."given_at", OLD."given_by_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."principal_id", OLD."reason", OLD."starts_on", OLD."state", OLD."unit_id"); RETURN NULL;',
                            hash="76d02bd7ca3dcfeb4bf069568eca8c56c08d5a35",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_dedae",
                            table="units_standin",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="membershipevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="73ba7e28fb8e0511d5f65117e70424b416e4376c",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_f377c",
                            table="units_membershipevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="membership",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "units_membershipevent" ("ended_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "stand_in_id", "unit_id", "user_id") VALUES (NEW."ended_on", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."role", NEW."stand_in_id", NEW."unit_id", NEW."user_id"); RETURN NULL;',
                            hash="4e0170cfbbba66ef32da54fb654c2e14ed8e9352",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_85ba8",
                            table="units_membership",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="membership",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "units_membershipevent" ("ended_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "stand_in_id", "unit_id", "user_id") VALUES (NEW."ended_on", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."role", NEW."stand_in_id", NEW."unit_id", NEW."user_id"); RETURN NULL;',
                            hash="b0050903302f492b61e0f49d91f909af66b41aa5",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_fdf87",
                            table="units_membership",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="membership",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "units_membershipevent" ("ended_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "stand_in_id", "unit_id", "user_id") VALUES (OLD."ended_on", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."role", OLD."stand_in_id", OLD."unit_id", OLD."user_id"); RETURN NULL;',
                            hash="2fae4f17931b7a520a30606d9594cd118db62918",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_fd770",
                            table="units_membership",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="unitevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="df3d2709dc4d87fbf17ec048a9e6cb98623d0472",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_19655",
                            table="units_unitevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="unitname",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "units_unitnameevent" ("id", "key", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scope_id", "unit_id", "valid_from", "valid_to") VALUES (NEW."id", NEW."key", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."scope_id", NEW."unit_id", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                            hash="b7560487265f68c15cceabf9fd5d668646c532f9",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_4a4d3",
                            table="units_unitname",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="unitname",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "units_unitnameevent" ("id", "key", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scope_id", "unit_id", "valid_from", "valid_to") VALUES (NEW."id", NEW."key", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."scope_id", NEW."unit_id", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                            hash="60509ce9d63f938e3254f64bc808fbdac2463b85",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_1db3d",
                            table="units_unitname",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="unitname",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "units_unitnameevent" ("id", "key", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scope_id", "unit_id", "valid_from", "valid_to") VALUES (OLD."id", OLD."key", OLD."kind", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."scope_id", OLD."unit_id", OLD."valid_from", OLD."valid_to"); RETURN NULL;',
                            hash="0e69a4c353bc31fbaadf3cd200fb0f8c8f8498fc",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_d8005",
                            table="units_unitname",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="unitnameevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="8965abea83e5c97049fb9544dfd742d3622fce4b",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_8e77a",
                            table="units_unitnameevent",
                            when="BEFORE",
                        ),
                    ),
                ),
            ],
        ),
    ]
