"""A small city with one of everything, for tests that walk through all addresses."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from briefs.rules.kinds import CircularKind
from briefs.rules.states import CircularVerb
from briefs.services import draft_circular, move_circular
from core.work import WorkState
from indicators.models import Amendment, LampScheme, Target
from indicators.rules import Promise
from indicators.services import request_amendment
from instructions.access import thing_of
from instructions.models import Instruction, Tick
from instructions.rules import Wish
from instructions.services import give_instruction, tick_as_read
from intake.models import Draft, OfficeRule
from notices.models import Notice
from notices.services import make_feed
from plans.models import Plan
from reports.models import Evidence, Report, ReportingRule, Waiver
from reports.queries import Scope
from reports.rules import Frequency, Rule
from reports.services import give_waiver, set_rule
from sheets.models import Outcome, Sheet, Stage
from sheets.services import ask_for_copy, make_one_copy
from slips.models import Slip
from slips.rules import SlipVerb, ThingKind
from slips.services import Papers, draft_slip, move_slip
from tasks.models import Extension, Milestone, PartRefusal, Proof, Task
from tasks.services import ask_for_coordination
from tests import make
from tests.intake import sample
from units import rules
from units.models import (
    AccountRequest,
    Membership,
    SignInCount,
    StandIn,
    Unit,
    UnitGroup,
    UnitKind,
    User,
)
from units.rules import Role

# A letter that became a file.
LETTER = "20261014-100000-1.log"
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
    _draft_with_evidence(make.report(period, target, state="draft"), reporter)
    notice = _notice(make.notice(report, reporter))
    wish: dict[str, Any] = {"task_id": task.pk, "unit": north, "text": "请协调资金。"}
    request = ask_for_coordination(**wish, by=reporter, now=make.NOW)
    draft = sample.draft(city, make.NOW)
    slip = _answered_slip(report, people)
    towns = UnitGroup.objects.create(name="各乡镇政府", key="各乡镇政府", scope=city)
    beginnings: dict[str, dict[str, object]] = {
        "plans/": {"pk": plan.pk},
        "plans/<int:pk>/cascade/": _superior(city, plan),
        "briefs/": {"pk": plan.pk},
        "drafts/": {"pk": draft.document_id},
        "api/v1/plans/": {"pk": plan.pk},
        "targets/": {"pk": target.pk},
        "api/v1/targets/": {"pk": target.pk},
        "indicators/": {"pk": target.indicator_id},
        "api/v1/indicators/": {"pk": target.indicator_id},
        "indicators/plans/": {"pk": plan.pk},
        "indicators/targets/": {"pk": target.pk},
        "indicators/amendments/": {"pk": (asked := _amendment(target, people)).pk},
        "api/v1/amendments/": {"pk": asked.pk},
        "api/v1/lamp-schemes/": {"pk": LampScheme.objects.get(code="default").pk},
        "tasks/": {"pk": task.pk},
        "tasks/new/": {"pk": plan.pk},
        "tasks/plan/": {"pk": plan.pk},
        "tasks/parts/": {"pk": task.assignments.get(role="assist").pk},
        "api/v1/parts/": {"pk": task.assignments.get(role="assist").pk},
        "tasks/refusals/": {"pk": (refusal := _refusal(plan, north, south, people)).pk},
        "api/v1/refusals/": {"pk": refusal.pk},
        "tasks/proofs/": {"pk": _proof(task, people).pk},
        "api/v1/tasks/": {"pk": task.pk},
        "tasks/extensions/": {"pk": (extension := _extension(task, reporter)).pk},
        "tasks/stages/": {"pk": (stage := _stage(task)).pk},
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
        "reports/": {"pk": report.pk, "evidence_id": (proof := _evidence(report, reporter)).pk},
        "reports/rhythm/": {"pk": plan.pk},
        "reports/rules/": {"pk": _own_rule(task, people).pk},
        "reports/waivers/": {"pk": plan.pk},
        "reports/waivers/<int:pk>/end/": {"pk": (waiver := _waiver(task, people)).pk},
        "api/v1/waivers/": {"pk": waiver.pk},
        "reports/periods/": {"pk": plan.pk},
        "reports/periods/<int:pk>/close/": {"pk": period.pk},
        "reports/periods/<int:pk>/reopen/": {"pk": period.pk},
        "api/v1/periods/": {"pk": period.pk},
        "api/v1/reporting-rules/": {"pk": period.rule_id},
        "api/v1/reports/": {"pk": report.pk, "evidence_id": proof.pk},
        "sheets/": {"pk": (sheet := _sheet(north, reporter)).pk},
        "api/v1/sheets/": {"pk": sheet.pk},
        "sheets/templates/": {"kind": "reports"},
        "sheets/office/": {"ends_on": period.ends_on},
        "sheets/download/": {"unit_id": north.pk, "ends_on": period.ends_on},
        "instructions/": {"pk": (given := _instruction(target, people)).pk},
        "instructions/write/": {"about": "target", "key": target.pk},
        "instructions/tick/": {"about": "target", "key": target.pk},
        "api/v1/instructions/": {"pk": given.pk},
        "api/v1/ticks/": {"pk": _tick(target, people).pk},
        "slips/": {"pk": slip.pk},
        "slips/<int:pk>/edit/": {"pk": _slip(part, people).pk},
        "slips/files/": {"pk": slip.steps.get(verb="answer").files.get().pk},
        "briefs/slips/": {"pk": slip.pk},
        "briefs/circulars/": _circular(people, CircularVerb.SUBMIT),
        "briefs/circulars/<int:pk>/edit/": _circular(people),
        "briefs/circulars/<int:pk>/correct/": _circular(people, *ISSUED),
        "briefs/circulars/template/": {"kind": "circular"},
        "api/v1/slips/": {"pk": slip.pk},
        "api/v1/circulars/": _circular(people, CircularVerb.SUBMIT),
        "api/v1/circular-templates/": {"kind": "circular"},
        "api/v1/circulars/<int:pk>/correct/": _circular(people, *ISSUED),
        "intake/": {"pk": draft.document_id},
        "api/v1/documents/": {"pk": draft.document_id},
        "intake/words/": {"pk": (word := _word(draft)).pk},
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
        "notices/mail/": {"name": _letter()},
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
        "requests/": {"pk": (asked_for := _request(people)).pk},
        "api/v1/account-requests/": {"pk": asked_for.pk},
        "locks/": {"pk": (lock := _lock()).pk},
        "api/v1/locks/": {"pk": lock.pk},
        "stand-ins/": {"pk": (absence := _stand_in(north, people)).pk},
        "api/v1/stand-ins/": {"pk": absence.pk},
    }
    return {f"/{beginning}": values for beginning, values in beginnings.items()}


def _superior(city: Unit, plan: Plan) -> dict[str, object]:
    """A plan above, with a promise that the plan below leaves out."""
    above = make.plan(city, title="上级方案")
    plan.superior_plans.add(above)
    return {"pk": above.pk, "local": plan.pk, "of": "targets", "key": make.target(above).pk}


def _amendment(target: Target, people: dict[str, User | None]) -> Amendment:
    """The lead unit's reviewer asks for a lower value."""
    reviewer = people["reviewer"]
    assert reviewer is not None
    return request_amendment(
        target_id=target.pk,
        promise=Promise(Decimal(180), None, target.due_on),
        doc_number="云政办〔2026〕8号",
        reason="条件变化",
        by=reviewer,
        now=make.NOW,
    )


ISSUED = (CircularVerb.SUBMIT, CircularVerb.APPROVE, CircularVerb.ISSUE)


def _circular(people: dict[str, User | None], *verbs: CircularVerb) -> dict[str, object]:
    """The inspector drafts a circular, and it takes these steps."""
    inspector, head = people["inspector"], people["office_head"]
    assert inspector is not None
    assert head is not None
    kind, known_on = CircularKind.CIRCULAR, date(2026, 10, 13)
    made = draft_circular(kind=kind, plan=None, known_on=known_on, by=inspector, now=make.NOW)
    for verb in verbs:
        by = head if verb is CircularVerb.APPROVE else inspector
        wish: dict[str, Any] = {"circular_id": made.pk, "revision": made.revision}
        made = move_circular(verb=verb, **wish, by=by, now=make.NOW)
    return {"pk": made.pk, "name": "counted.listed"}


def _instruction(target: Target, people: dict[str, User | None]) -> Instruction:
    """The leader wants to hear about a target."""
    leader = people["leader"]
    assert leader is not None
    thing, wish = thing_of(target), Wish("请专题研究。")
    return give_instruction(about=thing, wish=wish, by=leader, now=make.NOW)


def _tick(target: Target, people: dict[str, User | None]) -> Tick:
    leader = people["leader"]
    assert leader is not None
    return tick_as_read(about=thing_of(target), by=leader, now=make.NOW)


def _slip(report: Report, people: dict[str, User | None]) -> Slip:
    """The inspector drafts a slip about a late report."""
    inspector = people["inspector"]
    assert inspector is not None
    return draft_slip(kind=ThingKind.REPORT, thing_id=report.pk, by=inspector, now=make.NOW)


def _answered_slip(report: Report, people: dict[str, User | None]) -> Slip:
    """It went out, and its unit answered with a file."""
    slip = _slip(report, people)
    file = ContentFile("说明".encode(), name="说明.txt")
    steps = {
        SlipVerb.SUBMIT: ("inspector", Papers()),
        SlipVerb.APPROVE: ("office_head", Papers()),
        SlipVerb.SEND: ("inspector", Papers()),
        SlipVerb.ANSWER: ("reporter", Papers(text="已补报。", files=(file,))),
    }
    for verb, (who, papers) in steps.items():
        wish: dict[str, Any] = {"slip_id": slip.pk, "revision": slip.revision, "by": people[who]}
        slip = move_slip(verb=verb, papers=papers, now=make.NOW, **wish)
    return slip


def _refusal(plan: Plan, north: Unit, south: Unit, people: dict[str, User | None]) -> PartRefusal:
    """The south bureau says that its part in another task is not its own."""
    task = make.task(plan, north, south, title="另一项")
    reviewer = people["assist_reviewer"]
    assert reviewer is not None
    return PartRefusal.objects.create(
        assignment=task.assignments.get(role="assist"),
        reason="不属本单位职责。",
        refused_by=reviewer,
        refused_at=make.NOW,
    )


def _proof(task: Task, people: dict[str, User | None]) -> Proof:
    """Completion was asked for once and taken back."""
    reviewer = people["reviewer"]
    assert reviewer is not None
    completion = task.completions.create(
        statement="已建成。",
        done_on=date(2026, 9, 30),
        asked_by=reviewer,
        asked_at=make.NOW,
        decided_by=reviewer,
        decided_at=make.NOW,
    )
    facts = {"name": "照片.jpg", "size": 6, "sha256": "0" * 64, "added_at": make.NOW}
    proof = Proof(completion=completion, added_by=reviewer, **facts)
    proof.file.save("photo.jpg", ContentFile("照片".encode()), save=False)
    proof.save()
    return proof


def _request(people: dict[str, User | None]) -> AccountRequest:
    """The closed account is to be opened again."""
    who: dict[str, Any] = {"account": people["closed"], "asked_by": people["system_admin"]}
    return AccountRequest.objects.create(**who, asked_at=make.NOW)


def _lock() -> SignInCount:
    """Somebody guessed too often."""
    return SignInCount.objects.create(
        kind="account",
        value="guessed",
        failures=5,
        since=make.NOW,
        locked_until=make.NOW + timedelta(minutes=30),
    )


def _stand_in(unit: Unit, people: dict[str, User | None]) -> StandIn:
    """The reviewer is to stand in for the reporter next month."""
    who: dict[str, Any] = {"principal": people["reporter"], "deputy": people["reviewer"]}
    return StandIn.objects.create(
        unit=unit,
        **who,
        starts_on=date(2026, 11, 2),
        ends_on=date(2026, 11, 6),
        reason="培训",
        given_by=people["head"],
        given_at=make.NOW,
    )


def _own_rule(task: Task, people: dict[str, User | None]) -> ReportingRule:
    """The task is reported on every quarter."""
    wish: dict[str, Any] = {
        "scope": Scope(task.plan, task=task),
        "rule": Rule(Frequency.QUARTER),
        "by": people["inspector"],
    }
    return set_rule(**wish, now=make.NOW)


def _waiver(task: Task, people: dict[str, User | None]) -> Waiver:
    """Nobody need report on the task next year."""
    wish: dict[str, Any] = {
        "scope": Scope(task.plan, task=task),
        "starts_on": date(2027, 1, 1),
        "reason": "暂缓",
        "by": people["inspector"],
    }
    return give_waiver(**wish, now=make.NOW)


def _extension(task: Task, reporter: User) -> Extension:
    """It waits for the unit's signature."""
    return Extension.objects.create(
        task=task,
        old_due_on=date(2026, 10, 31),
        asked_due_on=date(2026, 12, 31),
        reason="雨季推迟了开工。",
        progress="主体已完成六成。",
        asked_by=reporter,
        asked_at=make.NOW,
    )


def _stage(task: Task) -> Milestone:
    """It is approved and not reached."""
    due_on = date(2026, 9, 30)
    return Milestone.objects.create(
        task=task, title="主体封顶", due_on=due_on, approved_at=make.NOW
    )


def _word(draft: Draft) -> OfficeRule:
    """A word that waits for a decision."""
    return OfficeRule.objects.create(
        office=draft.document.issuer,
        kind="measure",
        text="标段",
        meaning="count",
        draft=draft,
        quote="18标段",
        quote_start=0,
        quote_end=4,
        proposed_at=make.NOW,
    )


def _notice(notice: Notice) -> Notice:
    assert notice.person is not None
    notice.message = make.letter(notice.person, work_state=WorkState.FAILED)
    notice.save(update_fields=["message"])
    return notice


def _sheet(unit: Unit, reporter: User) -> Sheet:
    """A bureau's own sheet that was read; one of its lines is refused."""
    sheet = Sheet(
        name="填报.csv",
        sha256="0" * 64,
        unit=unit,
        ends_on=date(2026, 9, 30),
        stage=Stage.CHECKED,
        pages=[""],
        layout={"tables": []},
        uploaded_by=reporter,
        uploaded_at=make.NOW,
        not_before=make.NOW,
        work_state=WorkState.DONE,
    )
    sheet.file.save("sheet.csv", ContentFile("序号,任务\n1,另一项".encode()), save=False)
    sheet.save()
    trouble = {"cell": "B2", "code": "unknown", "found": "另一项", "level": "error"}
    sheet.lines.create(row=2, outcome=Outcome.REFUSED, troubles=[trouble])
    for language in ("zh-hans", "en"):
        ask_for_copy(sheet_id=sheet.pk, language=language, by=reporter, now=make.NOW)
        make_one_copy(now=make.NOW)
    return sheet


def _evidence(report: Report, reporter: User) -> Evidence:
    """A file of a draft, which is for those who write it."""
    fields = {"name": "证书.pdf", "size": 4, "sha256": "0" * 64, "added_at": make.NOW}
    evidence = Evidence(report=report, added_by=reporter, **fields)
    evidence.file.save("certificate.pdf", ContentFile(b"%PDF"))
    return evidence


def _draft_with_evidence(report: Report, reporter: User) -> None:
    """A draft whose page shows its file."""
    facts = {"version": 1, "value": 150, "saved_at": make.NOW, "written_by": reporter}
    draft = report.submissions.create(**facts)
    draft.evidence.add(_evidence(report, reporter))


def _letter() -> str:
    folder = Path(settings.EMAIL_FILE_PATH)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / LETTER).write_bytes(b"Subject: =?utf-8?b?5YKs5oql?=\nTo: a@example.org\n\nx\n")
    return LETTER
