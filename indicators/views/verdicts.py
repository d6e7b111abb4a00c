"""The lamps of a target, one closing date after the other, and what inspectors decided."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.as_of import Moment
from core.errors import RuleBroken
from core.paging import page_of
from core.tables import answer
from indicators import access, queries, services
from indicators.exports import verdict_table
from indicators.forms import ComparatorForm, OverrideForm
from indicators.models import Kind, Target
from units.http import PortalRequest
from units.rules import OFFICE_ROLES

UNPROCESSABLE = 422


@require_safe
def verdicts(request: PortalRequest, pk: int) -> HttpResponse:
    return _page(request, access.visible_target(request.user, pk))


@require_safe
def verdicts_file(request: PortalRequest, pk: int, ending: str) -> HttpResponseBase:
    target = access.visible_target(request.user, pk)
    table = partial(verdict_table, target, on=_day(request, target))
    back = reverse("indicators:verdicts", args=[target.pk])
    return answer(request, ending, table=table, now=timezone.now(), back=back)


@require_POST
def override(request: PortalRequest, pk: int) -> HttpResponse:
    target = access.office_target(request.user, pk)
    form = OverrideForm(request.POST)
    said = _("The lamp is shown as decided; the computed one stays beside it.")
    return _act(request, target, form, services.override_verdict, said=said, name="override_form")


@require_POST
def withdraw(request: PortalRequest, pk: int) -> HttpResponse:
    target = access.office_target(request.user, pk)
    said = _("The computed lamp is shown again.")
    return _act(request, target, Form({}), services.withdraw_override, said=said, name="none")


@require_POST
def compare(request: PortalRequest, pk: int) -> HttpResponse:
    target = access.office_target(request.user, pk)
    form = ComparatorForm(request.POST)
    said = _("The figure is entered; the target is judged against it.")
    return _act(request, target, form, services.enter_comparator, said=said, name="compare_form")


def _act(
    request: PortalRequest,
    target: Target,
    form: Form,
    service: Callable[..., object],
    *,
    said: str,
    name: str,
) -> HttpResponse:
    if form.is_valid():
        try:
            given: dict[str, Any] = form.cleaned_data
            service(target_id=target.pk, by=request.user, now=timezone.now(), **given)
        except RuleBroken as broken:
            form.add_error(None, broken.sentence)
        else:
            messages.success(request, said)
            return redirect("indicators:verdicts", target.pk)
    return _page(request, target, status=UNPROCESSABLE, **{name: form, "refused": form})


def _day(request: PortalRequest, target: Target) -> date:
    """The day that the address names, or the first one on which there was the target."""
    asked = Moment.read(request, now=timezone.now())
    if asked.past is None:
        return asked.on
    since = target.added_at or target.plan.published_at
    return Moment.read(request, now=timezone.now(), since=since).on


def _page(
    request: PortalRequest, target: Target, *, status: int = 200, **forms: Form
) -> HttpResponse:
    day = _day(request, target)
    targets = access.visible_targets(request.user).filter(pk=target.pk)
    (judged,) = queries.judged_targets(targets, on=day)
    page = page_of(queries.verdict_course(target, on=day), request.GET)
    acts = request.user.has_role(OFFICE_ROLES) and day == timezone.localdate()
    relative = judged.target.indicator.kind == Kind.RELATIVE
    context = {
        "judged": judged,
        "day": day,
        "page": page,
        "bands": queries.codes_of(judged.scheme) if acts else (),
        "override_form": OverrideForm(),
        "compare_form": ComparatorForm() if acts and relative else None,
        "comparators": queries.comparators(target, on=day) if relative else (),
        **forms,
    }
    return render(request, "indicators/verdicts.html", context, status=status)
