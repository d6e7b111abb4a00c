"""The office chooses the lamps of a plan and sees what they would show before it saves."""

from django.contrib import messages
from django.forms import BaseFormSet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import RuleBroken
from indicators import access, queries, rules, services, wording
from indicators.forms import BandForm, BandFormSet, SchemeForm, fields_of, rows_of, scheme_in
from indicators.rules import PRESETS, Scheme
from plans.models import Plan
from units.http import PortalRequest

UNPROCESSABLE = 422


def lamps(request: PortalRequest, pk: int) -> HttpResponse:
    plan = access.office_plan(request.user, pk)
    current = queries.lamp_scheme_of(plan, on=timezone.localdate())
    begin = PRESETS.get(request.GET.get("preset", ""), current)
    sent = request.POST if request.method == "POST" else None
    form = SchemeForm(sent, initial=fields_of(begin))
    rows = BandFormSet(sent, initial=rows_of(begin), prefix="bands")
    if sent is None:
        return _page(request, plan, current, begin, form=form, rows=rows)
    if not (form.is_valid() and rows.is_valid()):
        return _page(request, plan, current, None, form=form, rows=rows)
    wished = scheme_in(form, rows, code=begin.code)
    if sent.get("act") == "save" and _save(request, plan, wished, form):
        return redirect("indicators:lamps", plan.pk)
    for fault in rules.faults(wished) if not form.errors else ():
        form.add_error(None, wording.fault(fault))
    return _page(request, plan, current, None if form.errors else wished, form=form, rows=rows)


def _save(request: PortalRequest, plan: Plan, wished: Scheme, form: SchemeForm) -> bool:
    try:
        services.choose_scheme(plan_id=plan.pk, scheme=wished, by=request.user, now=timezone.now())
    except RuleBroken as broken:
        form.add_error(None, broken.sentence)
        return False
    messages.success(request, _("Saved. From today the plan's targets are shown by these lamps."))
    return True


def _page(
    request: PortalRequest,
    plan: Plan,
    current: Scheme,
    wished: Scheme | None,
    *,
    form: SchemeForm,
    rows: "BaseFormSet[BandForm]",
) -> HttpResponse:
    today = timezone.localdate()
    context = {
        "plan": plan,
        "current": current,
        "presets": PRESETS.values(),
        "wished": wished,
        "trial": wished and queries.try_scheme(plan, current=current, other=wished, on=today),
        "form": form,
        "rows": rows,
        "codes": queries.codes_of(wished or current),
    }
    sound = not form.is_bound or (rows.is_valid() and not form.errors)
    status = 200 if sound else UNPROCESSABLE
    return render(request, "indicators/lamps.html", context, status=status)
