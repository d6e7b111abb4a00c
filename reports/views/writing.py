"""A unit writes one report, or says of several that nothing has changed."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from core.errors import RuleBroken, Stale
from core.keys import key_in
from reports import access, queries, services, wording
from reports.forms import AskForm, ContentForm, CorrectionForm, ReviewOneForm, TickedForm
from reports.models import Report
from reports.queries import ReportSheet
from reports.rules import Invalid
from reports.views.lists import UNPROCESSABLE, report_page
from tasks.services import ask_for_coordination
from units.http import PortalRequest


@require_POST
def write(request: PortalRequest, pk: int) -> HttpResponse:
    """Save a draft, submit, merge. Whatever goes wrong, what was typed stays in the form."""
    found = access.editable_report(request.user, pk)
    act = request.POST.get("act", "")
    form = ContentForm(request.POST, request.FILES, report=found, submit=act == "submit")
    if form.is_valid() and _write(request, found, form, act):
        sent = act in {"submit", "unchanged"}
        return redirect("reports:mine") if sent else redirect("reports:report", pk)
    return report_page(request, _sheet(request, pk), form, ReviewOneForm(), status=UNPROCESSABLE)


@require_POST
def autosave(request: PortalRequest, pk: int) -> HttpResponse:
    """Keep what is being typed. Answers with a line about it, never with the whole page.

    A form that is behind keeps what was typed and is told what somebody else did meanwhile.
    """
    found, now = access.editable_report(request.user, pk), timezone.now()
    form = ContentForm(request.POST, report=found)
    context: dict[str, object] = {"form": form}
    if form.is_valid():
        try:
            saved = services.save_draft(
                **_seen(found, form), content=form.content, by=request.user, now=now
            )
            context |= {"saved_at": now, "revision": saved.revision}
        except RuleBroken as broken:
            context |= {"refusal": broken.sentence, "sheet": _sheet(request, pk), "report": found}
    return render(request, "reports/saved.html", context)


@require_POST
def correct(request: PortalRequest, pk: int) -> HttpResponse:
    """Ask the office to let another version count."""
    found = access.editable_report(request.user, pk)
    form = CorrectionForm(request.POST, request.FILES, report=found)
    if form.is_valid() and _correct(request, found, form):
        return redirect("reports:report", pk)
    return report_page(request, _sheet(request, pk), form, ReviewOneForm(), status=UNPROCESSABLE)


@require_POST
def unchanged_ticked(request: PortalRequest) -> HttpResponse:
    """无变化 for all that are ticked; each is sent for itself."""
    form = TickedForm(request.POST)
    if not form.is_valid():
        for errors in form.errors.values():
            messages.error(request, str(errors[0]))
        return redirect("reports:mine")
    picks = form.cleaned_data["picks"]
    access.require_editable(request.user, [seen.report_id for seen in picks])
    outcomes = services.report_each_unchanged(items=picks, by=request.user, now=timezone.now())
    for outcome in outcomes:
        if outcome.sentence:
            messages.error(request, outcome.sentence)
    if done := sum(not outcome.sentence for outcome in outcomes):
        text = ngettext("%(n)d report sent as unchanged.", "%(n)d reports sent as unchanged.", done)
        messages.success(request, text % {"n": done})
    return redirect("reports:mine")


@require_POST
def ask(request: PortalRequest, pk: int) -> HttpResponse:
    """Ask those above to settle what the unit cannot settle alone (需协调事项)."""
    found = access.task_report(request.user, pk)
    form = AskForm(request.POST)
    text = form.cleaned_data["text"] if form.is_valid() else ""
    assert found.assignment is not None  # it is about a task
    try:
        ask_for_coordination(
            task_id=found.assignment.task_id,
            unit=found.unit,
            text=text,
            by=request.user,
            now=timezone.now(),
        )
    except RuleBroken as broken:
        form.add_error("text", broken.sentence)
        return _asked_in_vain(request, pk, form)
    messages.success(request, _("Asked. The answer comes to this task, and has its own deadline."))
    return redirect("reports:report", pk)


def _asked_in_vain(request: PortalRequest, pk: int, form: AskForm) -> HttpResponse:
    sheet = _sheet(request, pk)
    content = ContentForm(initial=sheet.start(copy=False), report=sheet.report)
    return report_page(request, sheet, content, ReviewOneForm(), ask=form, status=UNPROCESSABLE)


def _sheet(request: PortalRequest, pk: int) -> ReportSheet:
    return queries.report_sheet(request.user, pk, now=timezone.now())


def _seen(found: Report, form: ContentForm) -> dict[str, Any]:
    return {"report_id": found.pk, "revision": form.cleaned_data["revision"]}


def _write(request: PortalRequest, found: Report, form: ContentForm, act: str) -> bool:
    """Whether it was done; where not, the form says why."""
    try:
        messages.success(request, _act(request, found, form, act, timezone.now()))
    except RuleBroken as broken:
        _explain(form, found, broken)
        return False
    return True


def _act(request: PortalRequest, found: Report, form: ContentForm, act: str, now: datetime) -> str:
    facts = _seen(found, form) | {"by": request.user, "now": now}
    if act == "unchanged":
        figure = form.content.value if form.content.percent is None else form.content.percent
        services.report_unchanged(**facts, figure=figure)
        return _("Sent as unchanged. It is reviewed like every report.")
    facts |= {"content": form.content, "papers": form.papers}
    if act == "submit":
        sent = services.submit_report(**facts)
        return wording.sent(sent)
    if act.startswith("merge"):
        services.merge_parts(**facts, part_ids=_parts(found, request, act))
        return _("Merged into your draft. Read it through before you submit it.")
    services.save_draft(**facts)
    return _("The draft is saved. Submit it before the deadline.")


def _parts(found: Report, request: PortalRequest, act: str) -> list[int]:
    """The part that the button names, or all that have been passed on to the lead."""
    _merge, _colon, named = act.partition(":")
    if (part := key_in(named)) is not None:
        return [part]
    return [part.report.pk for part in _sheet(request, found.pk).parts if part.is_told]


def _correct(request: PortalRequest, found: Report, form: CorrectionForm) -> bool:
    try:
        services.correct_report(
            **_seen(found, form),
            content=form.content,
            reason=form.cleaned_data["reason"],
            papers=form.papers,
            by=request.user,
            now=timezone.now(),
        )
    except RuleBroken as broken:
        _explain(form, found, broken)
        return False
    messages.success(
        request, _("Sent to the supervision office. Until it decides, the old figure counts.")
    )
    return True


def _explain(form: ContentForm, found: Report, broken: RuleBroken) -> None:
    """Tell in the form what stands in the way, beside the field where it does."""
    if isinstance(broken, Invalid) and found.pk in broken.faults:
        form.doubts = wording.doubts(broken.warnings.get(found.pk, {}))
        for name, code in broken.faults[found.pk].items():
            form.add_error(name if name in form.fields else None, wording.fault(code))
        return
    form.add_error(None, broken.sentence)
    if isinstance(broken, Stale):
        form.renew(Report.objects.only("revision").get(pk=found.pk).revision)
