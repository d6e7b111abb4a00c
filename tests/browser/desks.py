"""The demonstration city with one of everything on its desks: the places that pages are about."""

from collections.abc import Mapping
from typing import Any

from django.core.files.base import ContentFile
from django.core.management import call_command
from django.utils import timezone
from openpyxl.worksheet.worksheet import Worksheet

from briefs.models import Circular
from core.working_days import working_calendar
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
from tests.intake import sample
from tests.sheets.books import filled, upload, write
from units.models import Unit, User

# What stands in the address of a page, by the page's name in the table of `test_pages`.
Places = Mapping[str, int | str | tuple[int | str, ...]]


def furnish() -> Places:
    call_command("load_demo")
    _send_letters()
    plan = Plan.objects.exclude(superior_plans=None).get()
    bureau = Unit.objects.get(name="市科技局")
    waiting = Draft.objects.get(plan=None)
    return {
        "dashboards:plan": plan.pk,
        "dashboards:source": plan.pk,
        "dashboards:superior": plan.pk,
        "dashboards:draft_superior": waiting.document_id,
        **_cascade(plan),
        "dashboards:target": plan.targets.earliest("position").pk,
        "dashboards:task": plan.tasks.earliest("position").pk,
        "reports:rhythm": plan.pk,
        "units:unit": bureau.pk,
        "notices:letter": mail_files.names()[0],
        "notices:ladder-steps": "report",
        **_reports(bureau),
        **_slips(),
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
        "dashboards:indicator": target.indicator_id,
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
    return {
        f"reports:report {name}": ours.filter(state=each).latest("pk").pk
        for name, each in states.items()
    }


def _slips() -> Places:
    sent, draft = Slip.objects.get(state="sent"), Slip.objects.get(state="draft")
    pages = {"slips:slip sent": sent.pk, "slips:slip draft": draft.pk}
    return {**pages, "slips:edit draft": draft.pk}


def _circulars() -> Places:
    """One that went out, one that a correction made wrong, and a draft."""
    wrong, draft = Circular.objects.filter(kind="circular").order_by("pk")
    return {
        "briefs:circular brief": Circular.objects.get(kind="brief").pk,
        "briefs:circular wrong": wrong.pk,
        "briefs:circular draft": draft.pk,
        "briefs:edit circular": draft.pk,
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
    pages = {"sheets:sheet understood": understood, "sheets:answer understood": understood}
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
