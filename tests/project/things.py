"""One of everything that a small city makes, for `world`."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile

from briefs.rules.kinds import CircularKind
from briefs.rules.states import CircularVerb
from briefs.services import draft_circular, move_circular
from core.work import WorkState
from indicators.models import Amendment, Target
from indicators.rules import Promise
from indicators.services import request_amendment
from instructions.access import thing_of
from instructions.models import Instruction, Tick
from instructions.rules import Wish
from instructions.services import give_instruction, tick_as_read
from intake.models import Draft, OfficeRule
from notices.models import Notice
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
from tests import make
from units.models import (
    AccountRequest,
    SignInCount,
    StandIn,
    Unit,
    User,
)

# A letter that became a file.
LETTER = "20261014-100000-1.log"
# By what they are called in `access.txt`.
People = dict[str, User | None]


def superior(city: Unit, plan: Plan) -> dict[str, object]:
    """A plan above, with a promise that the plan below leaves out."""
    above = make.plan(city, title="上级方案")
    plan.superior_plans.add(above)
    return {"pk": above.pk, "local": plan.pk, "of": "targets", "key": make.target(above).pk}


def amendment(target: Target, people: People) -> Amendment:
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


def circular(people: People, *verbs: CircularVerb) -> dict[str, object]:
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


def instruction(target: Target, people: People) -> Instruction:
    """The leader wants to hear about a target."""
    leader = people["leader"]
    assert leader is not None
    thing, wish = thing_of(target), Wish("请专题研究。")
    return give_instruction(about=thing, wish=wish, by=leader, now=make.NOW)


def tick(target: Target, people: People) -> Tick:
    leader = people["leader"]
    assert leader is not None
    return tick_as_read(about=thing_of(target), by=leader, now=make.NOW)


def slip(report: Report, people: People) -> Slip:
    """The inspector drafts a slip about a late report."""
    inspector = people["inspector"]
    assert inspector is not None
    return draft_slip(kind=ThingKind.REPORT, thing_id=report.pk, by=inspector, now=make.NOW)


def answered_slip(report: Report, people: People) -> Slip:
    """It went out, and its unit answered with a file."""
    sent = slip(report, people)
    file = ContentFile("说明".encode(), name="说明.txt")
    steps = {
        SlipVerb.SUBMIT: ("inspector", Papers()),
        SlipVerb.APPROVE: ("office_head", Papers()),
        SlipVerb.SEND: ("inspector", Papers()),
        SlipVerb.ANSWER: ("reporter", Papers(text="已补报。", files=(file,))),
    }
    for verb, (who, papers) in steps.items():
        wish: dict[str, Any] = {"slip_id": sent.pk, "revision": sent.revision, "by": people[who]}
        sent = move_slip(verb=verb, papers=papers, now=make.NOW, **wish)
    return sent


def refusal(plan: Plan, north: Unit, south: Unit, people: People) -> PartRefusal:
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


def proof(task: Task, people: People) -> Proof:
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


def request(people: People) -> AccountRequest:
    """The closed account is to be opened again."""
    who: dict[str, Any] = {"account": people["closed"], "asked_by": people["system_admin"]}
    return AccountRequest.objects.create(**who, asked_at=make.NOW)


def lock() -> SignInCount:
    """Somebody guessed too often."""
    return SignInCount.objects.create(
        kind="account",
        value="guessed",
        failures=5,
        since=make.NOW,
        locked_until=make.NOW + timedelta(minutes=30),
    )


def stand_in(unit: Unit, people: People) -> StandIn:
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


def own_rule(task: Task, people: People) -> ReportingRule:
    """The task is reported on every quarter."""
    wish: dict[str, Any] = {
        "scope": Scope(task.plan, task=task),
        "rule": Rule(Frequency.QUARTER),
        "by": people["inspector"],
    }
    return set_rule(**wish, now=make.NOW)


def waiver(task: Task, people: People) -> Waiver:
    """Nobody need report on the task next year."""
    wish: dict[str, Any] = {
        "scope": Scope(task.plan, task=task),
        "starts_on": date(2027, 1, 1),
        "reason": "暂缓",
        "by": people["inspector"],
    }
    return give_waiver(**wish, now=make.NOW)


def extension(task: Task, reporter: User) -> Extension:
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


def stage(task: Task) -> Milestone:
    """It is approved and not reached."""
    due_on = date(2026, 9, 30)
    return Milestone.objects.create(
        task=task, title="主体封顶", due_on=due_on, approved_at=make.NOW
    )


def word(draft: Draft) -> OfficeRule:
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


def notice(notice: Notice) -> Notice:
    assert notice.person is not None
    notice.message = make.letter(notice.person, work_state=WorkState.FAILED)
    notice.save(update_fields=["message"])
    return notice


def sheet(unit: Unit, reporter: User) -> Sheet:
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


def evidence(report: Report, reporter: User) -> Evidence:
    """A file of a draft, which is for those who write it."""
    fields = {"name": "证书.pdf", "size": 4, "sha256": "0" * 64, "added_at": make.NOW}
    evidence = Evidence(report=report, added_by=reporter, **fields)
    evidence.file.save("certificate.pdf", ContentFile(b"%PDF"))
    return evidence


def draft_with_evidence(report: Report, reporter: User) -> None:
    """A draft whose page shows its file."""
    facts = {"version": 1, "value": 150, "saved_at": make.NOW, "written_by": reporter}
    draft = report.submissions.create(**facts)
    draft.evidence.add(evidence(report, reporter))


def letter() -> str:
    folder = Path(settings.EMAIL_FILE_PATH)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / LETTER).write_bytes(b"Subject: =?utf-8?b?5YKs5oql?=\nTo: a@example.org\n\nx\n")
    return LETTER
