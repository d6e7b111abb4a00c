"""A small city with one of everything, for tests that walk through all addresses."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from briefs.rules.states import CircularVerb
from indicators.models import LampScheme
from notices.services import make_feed
from tasks.services import ask_for_coordination
from tests import make
from tests.intake import sample
from tests.project import things
from units import rules
from units.models import (
    Membership,
    StandIn,
    Unit,
    UnitGroup,
    UnitKind,
    User,
)
from units.rules import Role

ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True)
class World:
    """`people` by what they are called in `access.txt`; `arguments` by the route's beginning."""

    people: dict[str, User | None]
    arguments: dict[str, dict[str, object]]

    def address(self, route: str) -> str:
        """The address of an object that exists; the longest beginning of the route decides."""
        fitting = [known for known in self.arguments if route.startswith(known)]
        values = self.arguments[max(fitting, key=len)] if fitting else {}
        return ARGUMENT.sub(lambda argument: str(values[argument[1]]), route)


def routes() -> list[str]:
    """Every route of the portal, as the URL configuration writes it."""
    return sorted(set(_routes(get_resolver(), "/")))


def _routes(resolver: URLResolver, before: str) -> Iterator[str]:
    for entry in resolver.url_patterns:
        here = before + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield here
        else:
            yield from _routes(entry, here)


def signed_in(user: User | None) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def build() -> World:
    """The north bureau leads a task that the south bureau assists; the east has no part in it."""
    city = make.unit("云岭市政府", kind=UnitKind.GOVERNMENT)
    office, north, south, east = (
        make.unit(name, parent=city, scope=city)
        for name in ("市督查室", "市科技局", "市财政局", "市民政局")
    )
    people = _people(city, office, (north, south, east))
    return World(people, _objects(city, north, south, people))


def _people(city: Unit, office: Unit, bureaus: tuple[Unit, Unit, Unit]) -> dict[str, User | None]:
    north, south, east = bureaus
    posts = {
        "reporter": (north, Role.REPORTER),
        "assist_reporter": (south, Role.REPORTER),
        "other_reporter": (east, Role.REPORTER),
        "reviewer": (north, Role.REVIEWER),
        "assist_reviewer": (south, Role.REVIEWER),
        "other_reviewer": (east, Role.REVIEWER),
        "head": (north, Role.HEAD),
        "inspector": (office, Role.INSPECTOR),
        "office_head": (office, Role.OFFICE_HEAD),
        "leader": (city, Role.LEADER),
        "system_admin": (city, Role.SYSTEM_ADMIN),
        "security_admin": (city, Role.SECURITY_ADMIN),
        "auditor": (city, Role.AUDITOR),
        "closed": (north, Role.REPORTER),
    }
    people: dict[str, User | None] = {name: make.user(name, post) for name, post in posts.items()}
    closed = people["closed"]
    assert closed is not None
    closed.is_active = False
    closed.save(update_fields=["is_active"])
    no_role = make.user("no_role")
    return {"anonymous": None, **people, "stand_in": _acting(north, people), "no_role": no_role}


def _acting(unit: Unit, people: dict[str, User | None]) -> User:
    """Somebody without a role of their own, who acts for the reviewer these days."""
    acting = make.user("stand_in")
    who: dict[str, Any] = {"principal": people["reviewer"], "deputy": acting}
    absence = StandIn.objects.create(
        unit=unit,
        **who,
        starts_on=date(2026, 10, 12),
        ends_on=date(2026, 10, 16),
        reason="出差",
        state="running",
        given_by=people["head"],
        given_at=make.NOW,
    )
    unit.memberships.create(user=acting, role=Role.REVIEWER, stand_in=absence)
    return acting


def _objects(
    city: Unit, north: Unit, south: Unit, people: dict[str, User | None]
) -> dict[str, dict[str, object]]:
    reporter = people["reporter"]
    assert reporter is not None
    plan = make.plan(city, based_on=["岚州省科技创新行动计划"])
    target = make.target(plan, north)
    task = make.task(plan, north, south)
    period = make.period(plan)
    report = make.report(period, task.assignments.get(role="lead"))
    part = make.report(period, task.assignments.get(role="assist"))
    things.draft_with_evidence(make.report(period, target, state="draft"), reporter)
    notice = things.notice(make.notice(report, reporter))
    wish: dict[str, Any] = {"task_id": task.pk, "unit": north, "text": "请协调资金。"}
    request = ask_for_coordination(**wish, by=reporter, now=make.NOW)
    draft = sample.draft(city, make.NOW)
    slip = things.answered_slip(report, people)
    towns = UnitGroup.objects.create(name="各乡镇政府", key="各乡镇政府", scope=city)
    beginnings: dict[str, dict[str, object]] = {
        "plans/": {"pk": plan.pk},
        "plans/<int:pk>/cascade/": things.superior(city, plan),
        "briefs/": {"pk": plan.pk},
        "drafts/": {"pk": draft.document_id},
        "api/v1/plans/": {"pk": plan.pk},
        "targets/": {"pk": target.pk},
        "api/v1/targets/": {"pk": target.pk},
        "indicators/": {"pk": target.indicator_id},
        "api/v1/indicators/": {"pk": target.indicator_id},
        "indicators/plans/": {"pk": plan.pk},
        "indicators/targets/": {"pk": target.pk},
        "indicators/amendments/": {"pk": (asked := things.amendment(target, people)).pk},
        "api/v1/amendments/": {"pk": asked.pk},
        "api/v1/lamp-schemes/": {"pk": LampScheme.objects.get(code="default").pk},
        "tasks/": {"pk": task.pk},
        "tasks/new/": {"pk": plan.pk},
        "tasks/plan/": {"pk": plan.pk},
        "tasks/parts/": {"pk": task.assignments.get(role="assist").pk},
        "api/v1/parts/": {"pk": task.assignments.get(role="assist").pk},
        "tasks/refusals/": {"pk": (refusal := things.refusal(plan, north, south, people)).pk},
        "api/v1/refusals/": {"pk": refusal.pk},
        "tasks/proofs/": {"pk": things.proof(task, people).pk},
        "api/v1/tasks/": {"pk": task.pk},
        "tasks/extensions/": {"pk": (extension := things.extension(task, reporter)).pk},
        "tasks/stages/": {"pk": (stage := things.stage(task)).pk},
        "api/v1/extensions/": {"pk": extension.pk},
        "api/v1/milestones/": {"pk": stage.pk},
        "api/v1/milestones/of-task/": {"task_pk": task.pk},
        "tasks/coordinations/": {"pk": request.pk},
        "api/v1/coordinations/": {"pk": request.pk},
        "units/": {"pk": north.pk},
        "groups/": {"pk": towns.pk},
        "groups/members/": {"pk": (member := towns.memberships.create(unit=north)).pk},
        "api/v1/groups/": {"pk": towns.pk, "member": member.pk},
        "api/v1/units/": {"pk": north.pk},
        "api/v1/overview/units/": {"pk": north.pk},
        "reports/": {
            "pk": report.pk,
            "evidence_id": (proof := things.evidence(report, reporter)).pk,
        },
        "reports/rhythm/": {"pk": plan.pk},
        "reports/rules/": {"pk": things.own_rule(task, people).pk},
        "reports/waivers/": {"pk": plan.pk},
        "reports/waivers/<int:pk>/end/": {"pk": (waiver := things.waiver(task, people)).pk},
        "api/v1/waivers/": {"pk": waiver.pk},
        "reports/periods/": {"pk": plan.pk},
        "reports/periods/<int:pk>/close/": {"pk": period.pk},
        "reports/periods/<int:pk>/reopen/": {"pk": period.pk},
        "api/v1/periods/": {"pk": period.pk},
        "api/v1/reporting-rules/": {"pk": period.rule_id},
        "api/v1/reports/": {"pk": report.pk, "evidence_id": proof.pk},
        "sheets/": {"pk": (sheet := things.sheet(north, reporter)).pk},
        "api/v1/sheets/": {"pk": sheet.pk},
        "sheets/templates/": {"kind": "reports"},
        "sheets/office/": {"ends_on": period.ends_on},
        "sheets/download/": {"unit_id": north.pk, "ends_on": period.ends_on},
        "instructions/": {"pk": (given := things.instruction(target, people)).pk},
        "instructions/write/": {"about": "target", "key": target.pk},
        "instructions/tick/": {"about": "target", "key": target.pk},
        "api/v1/instructions/": {"pk": given.pk},
        "api/v1/ticks/": {"pk": things.tick(target, people).pk},
        "slips/": {"pk": slip.pk},
        "slips/<int:pk>/edit/": {"pk": things.slip(part, people).pk},
        "slips/files/": {"pk": slip.steps.get(verb="answer").files.get().pk},
        "briefs/slips/": {"pk": slip.pk},
        "briefs/circulars/": things.circular(people, CircularVerb.SUBMIT),
        "briefs/circulars/<int:pk>/edit/": things.circular(people),
        "briefs/circulars/<int:pk>/correct/": things.circular(people, *things.ISSUED),
        "briefs/circulars/template/": {"kind": "circular"},
        "api/v1/slips/": {"pk": slip.pk},
        "api/v1/circulars/": things.circular(people, CircularVerb.SUBMIT),
        "api/v1/circular-templates/": {"kind": "circular"},
        "api/v1/circulars/<int:pk>/correct/": things.circular(people, *things.ISSUED),
        "intake/": {"pk": draft.document_id},
        "api/v1/documents/": {"pk": draft.document_id},
        "intake/words/": {"pk": (word := things.word(draft)).pk},
        "api/v1/words/": {"pk": word.pk},
        "notices/": {"pk": notice.pk},
        "api/v1/notices/": {"pk": notice.pk},
        "notices/ladder/": {"matter": "report"},
        "notices/feeds/": {"token": make_feed(by=reporter, now=make.NOW)},
        "notices/messages/": {"pk": notice.message_id},
        "api/v1/messages/": {"pk": notice.message_id},
        "notices/webhooks/": {
            "pk": (program := make.subscription("https://oapi.dingtalk.com/")).pk
        },
        "api/v1/webhooks/": {"pk": program.pk},
        "notices/mail/": {"name": things.letter()},
        "notices/outlets/": {"pk": (outlet := make.outlet("https://oapi.dingtalk.com/")).pk},
        "api/v1/outlets/": {"pk": outlet.pk},
        "tokens/": {"pk": (token := make.token(reporter, rules.Scope.READ)[0]).pk},
        "accounts/tokens/": {"pk": token.pk},
        "api/v1/tokens/": {"pk": token.pk},
        "accounts/": {"pk": reporter.pk},
        "api/v1/accounts/": {"pk": reporter.pk},
        "rights/": {"pk": (post := Membership.objects.get(user=reporter)).pk},
        "api/v1/grants/": {"pk": post.pk},
        "rights/<int:pk>/watched/": {"pk": Membership.objects.get(role=Role.LEADER).pk},
        "requests/": {"pk": (asked_for := things.request(people)).pk},
        "api/v1/account-requests/": {"pk": asked_for.pk},
        "locks/": {"pk": (lock := things.lock()).pk},
        "api/v1/locks/": {"pk": lock.pk},
        "stand-ins/": {"pk": (absence := things.stand_in(north, people)).pk},
        "api/v1/stand-ins/": {"pk": absence.pk},
    }
    return {f"/{beginning}": values for beginning, values in beginnings.items()}
