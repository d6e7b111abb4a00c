"""The office decides who is told what, when and how, and sees whom that would reach tomorrow."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.errors import RuleBroken
from core.keys import key_in
from notices import queries, services
from notices.forms import MannerForm, PresetForm, StepFormSet, rows_of, steps_in
from notices.models import Matter as MatterWords
from notices.rules import Matter, Preset, Step
from plans.access import visible_plan
from plans.models import Plan
from units.access import require_role
from units.http import PortalRequest
from units.rules import OFFICE_ROLES

UNPROCESSABLE = 422


@require_safe
def ladder(request: PortalRequest) -> HttpResponse:
    plan = _plan(request)
    held = queries.ladders()
    steps = held.get(plan.pk if plan else None, held[None])
    context = {
        "plan": plan,
        "own": plan is not None and plan.pk in held,
        "matters": [(words, _steps_of(steps, Matter(words.value))) for words in MatterWords],
        "presets": PresetForm(),
        "manner": MannerForm.about(queries.manner()),
        "plans": queries.plans_with_ladders(),
    }
    return render(request, "notices/ladder.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def steps(request: PortalRequest, matter: str) -> HttpResponse:
    """The steps of one matter, row by row."""
    plan, about = _plan(request), _matter(matter)
    held = queries.ladders()
    current = held.get(plan.pk if plan else None, held[None])
    sent = request.POST if request.method == "POST" else None
    rows = StepFormSet(sent, initial=rows_of(_steps_of(current, about)), prefix="steps")
    faults = ""
    if sent is not None and rows.is_valid():
        try:
            services.set_steps(
                plan_id=plan.pk if plan else None, matter=about, steps=steps_in(rows, about),
                by=request.user, now=timezone.now(),
            )  # fmt: skip
        except RuleBroken as broken:
            faults = broken.sentence
        else:
            messages.success(request, _("Saved. From now on these steps hold."))
            return redirect(_back(plan))
    context = {"plan": plan, "matter": MatterWords(about), "rows": rows, "faults": faults}
    status = UNPROCESSABLE if sent is not None else 200
    return render(request, "notices/steps.html", context, status=status)


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
    if form.is_valid():
        names_things = form.cleaned_data["names_things"]
        services.set_manner(
            hours=form.hours, names_things=names_things, by=request.user, now=timezone.now()
        )
        messages.success(request, _("Saved. The next letters go by these hours."))
    else:
        messages.error(
            request, " ".join(str(each) for found in form.errors.values() for each in found)
        )
    return redirect("notices:ladder")


def _plan(request: PortalRequest) -> Plan | None:
    """The plan that the address names; Http404 for all but the office."""
    require_role(request.user, *OFFICE_ROLES)
    plan = key_in(request.GET.get("plan"))
    return None if plan is None else visible_plan(request.user, plan)


def _matter(text: str) -> Matter:
    try:
        return Matter(text)
    except ValueError as error:
        raise Http404 from error


def _steps_of(steps: tuple[Step, ...], matter: Matter) -> list[Step]:
    return sorted((each for each in steps if each.matter is matter), key=lambda each: each.days)


def _back(plan: Plan | None) -> str:
    address = reverse("notices:ladder")
    return f"{address}?plan={plan.pk}" if plan else address
