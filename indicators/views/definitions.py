"""How an indicator is counted, version by version."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import RuleBroken
from indicators import access, services
from indicators.forms import DefinitionForm
from indicators.models import Indicator
from units.http import PortalRequest
from units.rules import OFFICE_ROLES

UNPROCESSABLE = 422


def definitions(request: PortalRequest, pk: int) -> HttpResponse:
    if request.method != "POST":
        return _page(request, access.visible_indicator(request.user, pk), DefinitionForm())
    indicator = access.definable_indicator(request.user, pk)
    form = DefinitionForm(request.POST)
    if form.is_valid() and _define(request, indicator, form):
        return redirect("indicators:definitions", indicator.pk)
    return _page(request, indicator, form, status=UNPROCESSABLE)


def _define(request: PortalRequest, indicator: Indicator, form: DefinitionForm) -> bool:
    try:
        services.define_indicator(
            indicator_id=indicator.pk, by=request.user, now=timezone.now(), **form.cleaned_data
        )
    except RuleBroken as broken:
        form.add_error(None, broken.sentence)
        return False
    messages.success(request, _("Saved. Earlier versions stay below."))
    return True


def _page(
    request: PortalRequest, indicator: Indicator, form: DefinitionForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "indicator": indicator,
        "versions": indicator.definitions.select_related("recorded_by"),
        "today": timezone.localdate(),
        "form": form if request.user.has_role(OFFICE_ROLES) else None,
    }
    return render(request, "indicators/definitions.html", context, status=status)
