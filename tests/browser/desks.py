"""The demonstration city with one of everything on its desks: the places that pages are about."""

from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.core.management import call_command
from django.utils import timezone
from openpyxl.worksheet.worksheet import Worksheet

from briefs.models import Circular
from core.working_days import working_calendar
from instructions.models import Instruction
from intake.jobs import read_documents
from intake.models import Draft, OfficeRule, RuleKind
from intake.services import upload_document
from notices import mail_files
from notices.rules import Hours, daily_slot
from notices.services import deliver_letters
from notices.transport import Line
from plans.models import Plan
from reports.models import Report, ReportState
from sheets.jobs import read_sheets
from sheets.queries import closing_dates
from sheets.services import answer_sheet, confirm_sheet
from slips.models import Slip
from tasks.models import Assignment
from tasks.rules import TaskVerb
from tasks.services import ask_for_coordination
from tests import make
from tests.browser.atlas import Places
from tests.intake import sample
from tests.sheets.books import filled, upload, write
from units.models import Membership, Unit, User

OF_A_PLAN = (
    "dashboards:plan",
    "dashboards:source",
    "dashboards:superior",
    "indicators:lamps",
    "reports:periods",
    "reports:rhythm",
    "reports:waivers",
    "tasks:new",
    "tasks:plan-archive",
    "tasks:plan-close",
    "tasks:plan-reopen",
)
OF_AN_INDICATOR = ("dashboards:indicator", "indicators:definitions")
OF_A_TARGET = ("dashboards:target", "indicators:amend", "indicators:verdicts")
OF_A_TASK = (
    "dashboards:task",
    "tasks:coordination-ask",
    "tasks:extend",
    "tasks:lamp",
    "tasks:stages",
)


def furnish() -> Places:
    call_command("load_demo")
    make.user("newcomer")
    _send_letters()
    plan = Plan.objects.exclude(superior_plans=None).get()
    bureau = Unit.objects.get(name="市科技局")
    waiting = Draft.objects.get(plan=None)
    return {
        **dict.fromkeys(OF_A_PLAN, plan.pk),
        "dashboards:draft_superior": waiting.document_id,
        **_cascade(plan),
        **dict.fromkeys(OF_A_TARGET, plan.targets.filter(lead_unit=bureau).earliest("position").pk),
        **_tasks(plan, bureau),
        "units:unit": bureau.pk,
        "units:watched-units": Membership.objects.get(user__username="luqinghe").pk,
        **_notices(),
        **_reports(bureau),
        **_slips(bureau),
        "instructions:write": ("target", plan.targets.earliest("position").pk),
        "instructions:instruction": Instruction.objects.exclude(slip=None).latest("pk").pk,
        **_circulars(),
        **_documents(plan.issuer),
        **_sheets(bureau),
    }


def _cascade(plan: Plan) -> Places:
    above = plan.superior_plans.get()
    target = above.targets.earliest("position")
    return {
        "dashboards:cascade": above.pk,
        "dashboards:cascade-lines": above.pk,
        "dashboards:beside": (above.pk, plan.pk, "targets", target.pk),
        **dict.fromkeys(OF_AN_INDICATOR, target.indicator_id),
    }


def _tasks(plan: Plan, bureau: Unit) -> Places:
    """A task that the bureau leads, with requests about it, and one that others share in."""
    reporter, now = User.objects.get(username="hejianing"), timezone.now()
    led = Assignment.objects.filter(task__plan=plan, unit=bureau, role="lead", order=0)
    task = led.earliest("task__position").task
    steps = [verb.replace("_", "-") for verb in TaskVerb if "received" not in verb]
    shared = Assignment.objects.filter(task__plan=plan, role="assist").exclude(unit=bureau)
    refusal = shared.earliest("pk").refusals.create(
        reason="该事项不属于本单位职责。", refused_by=reporter, refused_at=now
    )
    due_on = task.due_on or timezone.localdate()
    extension = task.extensions.create(
        old_due_on=due_on,
        asked_due_on=due_on + timedelta(days=90),
        reason="设备到货推迟两个月。",
        progress="厂房已经封顶。",
        asked_by=reporter,
        asked_at=now,
    )
    wish: dict[str, Any] = {"text": "请协调用电增容的施工许可。", "by": reporter, "now": now}
    request = ask_for_coordination(task_id=task.pk, unit=bureau, **wish)
    return {
        **dict.fromkeys(OF_A_TASK, task.pk),
        **{f"tasks:{step}": task.pk for step in steps},
        "tasks:extension": extension.pk,
        "tasks:coordination": request.pk,
        "tasks:part-refuse": Assignment.objects.filter(unit=bureau, role="assist")
        .earliest("pk")
        .pk,
        "tasks:part-insist": refusal.pk,
        "tasks:part-give-on": refusal.pk,
    }


def _notices() -> Places:
    """A robot and a program, at addresses that nobody can reach from here."""
    return {
        "notices:letter": mail_files.names()[0],
        "notices:ladder-steps": "report",
        "notices:outlet": make.outlet("https://oapi.dingtalk.com/").pk,
        "notices:subscription": make.subscription("https://oapi.dingtalk.com/").pk,
    }


def _send_letters() -> None:
    """As the workers will at the office's next hour."""
    at = daily_slot(timezone.now(), Hours(), works=working_calendar().works)
    with Line() as line:
        while deliver_letters(line=line, now=at):
            pass


def _reports(bureau: Unit) -> Places:
    states = {
        "to write": ReportState.OPEN,
        "returned": ReportState.RETURNED,
        "to review": ReportState.SUBMITTED,
        "approved": ReportState.APPROVED,
    }
    ours = Report.objects.filter(unit=bureau)
    reports = {name: ours.filter(state=each).latest("pk") for name, each in states.items()}
    return {
        **{f"reports:report {name}": each.pk for name, each in reports.items()},
        "reports:report": reports["approved"].pk,
        "reports:close-period": reports["to write"].period_id,
    }


def _slips(bureau: Unit) -> Places:
    """The one that went out went to the bureau, whatever is late on the day of the test."""
    Slip.objects.filter(state="sent").update(unit=bureau)
    sent, draft = Slip.objects.get(state="sent"), Slip.objects.get(state="draft")
    pages = {"slips:slip sent": sent.pk, "slips:slip draft": draft.pk}
    return {**pages, "slips:slip": sent.pk, "slips:edit": draft.pk}


def _circulars() -> Places:
    """One that went out, one that a correction made wrong, and a draft."""
    wrong, draft = Circular.objects.filter(kind="circular").order_by("pk")
    return {
        "briefs:circular brief": Circular.objects.get(kind="brief").pk,
        "briefs:circular wrong": wrong.pk,
        "briefs:circular draft": draft.pk,
        "briefs:circular": wrong.pk,
        "briefs:edit": draft.pk,
        "briefs:figure": (wrong.pk, "counted.behind"),
        "briefs:template": "circular",
    }


def _documents(issuer: Unit) -> Places:
    """One that was read, one that has no words, one that nobody has read yet."""
    inspector = User.objects.get(username="xuezhiheng")

    def hand_in(name: str, text: str) -> int:
        file, now = ContentFile(text.encode()), timezone.now()
        return upload_document(file=file, name=name, issuer=issuer, by=inspector, now=now).pk

    places = {
        "intake:document to check": hand_in("数字乡村行动计划.txt", sample.TEXT),
        "intake:document unreadable": hand_in("空白.txt", " "),
    }
    read_documents()
    checked = places["intake:document to check"]
    _learn_a_word(Draft.objects.get(document=checked))
    return {
        **places,
        "intake:document": checked,
        "intake:document waiting": hand_in("再来一份.txt", sample.TEXT + " "),
    }


def _learn_a_word(draft: Draft) -> None:
    OfficeRule.objects.create(
        office=draft.document.issuer,
        kind=RuleKind.LABEL,
        text="包抓单位",
        meaning="lead",
        draft=draft,
        quote="包抓单位：市科技局",
        quote_start=0,
        quote_end=4,
        proposed_at=timezone.now(),
    )


def _sheets(bureau: Unit) -> Places:
    """The portal's workbook with a new and a refused line, saved, and not read yet; a sheet of
    their own that asks and one that was understood; and a file that is none."""
    reporter = User.objects.get(username="hejianing")
    ends_on = closing_dates([bureau], now=timezone.now())[0].ends_on

    def hand_in(content: bytes) -> int:
        return upload(content, bureau, reporter, now=timezone.now()).pk

    def workbook(percent: object) -> bytes:
        def fill(lines: Worksheet) -> None:
            write(lines, 2, percent=70, progress="本月完成评审，下月公示。")
            write(lines, 3, percent=percent, progress="正在征求意见。")

        return filled(bureau, fill, ends_on=ends_on)

    asking, saved = hand_in(own_sheet(fraction="0.7")), hand_in(workbook(60))
    places = {
        "sheets:sheet read": hand_in(workbook("大约一半")),
        "sheets:sheet asking": asking,
        "sheets:sheet saved": saved,
        "sheets:sheet refused": hand_in(b"%PDF-1.4"),
    }
    read_sheets()
    act: dict[str, Any] = {"by": reporter, "now": timezone.now()}
    confirm_sheet(sheet_id=saved, submit=False, **act)
    understood = hand_in(own_sheet(fraction="70"))
    read_sheets()
    answer_sheet(sheet_id=understood, ends_on=ends_on, **act)
    read_sheets()
    pages = {"sheets:sheet understood": understood, "sheets:answer": understood}
    pages |= {"sheets:sheet": places["sheets:sheet read"], "sheets:marked": saved}
    return {**places, **pages, "sheets:sheet waiting": hand_in(workbook(50))}


def own_sheet(*, fraction: str) -> bytes:
    """Two tables one below the other, with everything that there may be to ask about."""
    return "\n".join(
        [
            "填报单位：市财政局",
            "序号,重点工作,完成进度,工作进展",
            f"1,建设新材料中试基地,{fraction},设备陆续进场。",
            "2,培育企业研发机构,1,新认定三家。",
            "3,办好产学研对接会,1,正在筹备。",
            "二、主要指标",
            "指标名称,累计,推进情况",
            "高新技术企业,增长约50家其中高新12家,按计划推进。",
        ]
    ).encode()
