"""The office decides who is told what, when and how."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.errors import RuleBroken
from core.keys import key_in
from notices import mail_files, queries, services
from notices.forms import BaseSteps, MannerForm, PresetForm, rows_about, with_more_rows
from notices.models import Matter as MatterWords
from notices.models import PresetWords
from notices.rules import Matter, Preset, Step, mark_of
from plans.access import visible_plan
from plans.models import Plan
from units.access import require_role
from units.http import PortalRequest
from units.rules import OFFICE_ROLES

UNPROCESSABLE = 422


@require_safe
def ladder(request: PortalRequest) -> HttpResponse:
    """The steps that hold, for all plans or one; with `?preset=` beside what that would change."""
    return _ladder(request, _plan(request), MannerForm.about(queries.manner()))


@require_http_methods(["GET", "HEAD", "POST"])
def steps(request: PortalRequest, matter: str) -> HttpResponse:
    """The steps of one matter, row by row."""
    plan, about = _plan(request), _matter(matter)
    held = queries.matter_steps(plan, about)
    if request.method != "POST":
        return _rows(request, plan, rows_about(about, held))
    act = request.POST.get("act", "save")
    if act == "more":
        return _rows(request, plan, rows_about(about, held, with_more_rows(request.POST)))
    rows = rows_about(about, held, request.POST)
    chosen = [] if act == "nobody" else rows.steps if rows.is_valid() else None
    if chosen is not None and _set(request, plan, about, chosen):
        return redirect(_back(plan))
    return _rows(request, plan, rows, status=UNPROCESSABLE)


def _rows(
    request: PortalRequest, plan: Plan | None, rows: BaseSteps, *, status: int = 200
) -> HttpResponse:
    context = {
        "plan": plan,
        "matter": MatterWords(rows.matter),
        "rows": rows,
        # As they held when the page was opened, however often it came back since.
        "seen": request.POST.get("seen") or mark_of(queries.matter_steps(plan, rows.matter)),
    }
    return render(request, "notices/steps.html", context, status=status)


def _set(request: PortalRequest, plan: Plan | None, matter: Matter, chosen: list[Step]) -> bool:
    try:
        services.set_steps(
            plan_id=plan.pk if plan else None, matter=matter, steps=chosen,
            by=request.user, now=timezone.now(), seen=request.POST.get("seen"),
        )  # fmt: skip
    except RuleBroken as broken:
        messages.error(request, broken.sentence)
        return False
    messages.success(request, _("Saved. From now on these steps hold."))
    return True


@require_POST
def choose(request: PortalRequest) -> HttpResponse:
    plan, form = _plan(request), PresetForm(request.POST)
    if form.is_valid():
        preset = Preset(form.cleaned_data["preset"])
        services.choose_preset(
            plan_id=plan.pk if plan else None, preset=preset, by=request.user, now=timezone.now()
        )
        messages.success(request, _("Saved. From now on these steps hold."))
    else:
        messages.error(request, _("Choose one of the ladders."))
    return redirect(_back(plan))


@require_POST
def drop(request: PortalRequest) -> HttpResponse:
    plan = _plan(request)
    if plan is None:
        raise Http404
    services.drop_ladder(plan_id=plan.pk, by=request.user, now=timezone.now())
    messages.success(request, _("The plan goes by the ladder of all plans again."))
    return redirect(_back(plan))


@require_POST
def hours(request: PortalRequest) -> HttpResponse:
    require_role(request.user, *OFFICE_ROLES)
    form = MannerForm(request.POST)
    if not form.is_valid():
        return _ladder(request, None, form, status=UNPROCESSABLE)
    services.set_manner(
        hours=form.hours, names_things=form.cleaned_data["names_things"],
        by=request.user, now=timezone.now(),
    )  # fmt: skip
    messages.success(request, _("Saved. The next letters go by these hours."))
    return redirect("notices:ladder")


def _ladder(
    request: PortalRequest, plan: Plan | None, manner: MannerForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "sheet": queries.ladder_sheet(plan, offered=_preset(request)),
        "presets": PresetWords.choices,
        "manner": manner,
        "plans": queries.plans_with_ladders(request.user),
        "mail_is_kept": mail_files.in_use(),
    }
    return render(request, "notices/ladder.html", context, status=status)


def _plan(request: PortalRequest) -> Plan | None:
    """The plan that the address names; Http404 for all but the office."""
    require_role(request.user, *OFFICE_ROLES)
    plan = key_in(request.GET.get("plan"))
    return None if plan is None else visible_plan(request.user, plan)


def _preset(request: PortalRequest) -> Preset | None:
    asked = request.GET.get("preset", "")
    return Preset(asked) if asked in set(Preset) else None


def _matter(text: str) -> Matter:
    try:
        return Matter(text)
    except ValueError as error:
        raise Http404 from error


def _back(plan: Plan | None) -> str:
    address = reverse("notices:ladder")
    return f"{address}?plan={plan.pk}" if plan else address
