"""How an indicator is counted, version by version, and among which others."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.errors import RuleBroken
from indicators import access, services
from indicators.forms import DefinitionForm, FamilyForm
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


@require_POST
def family(request: PortalRequest, pk: int) -> HttpResponse:
    indicator = access.definable_indicator(request.user, pk)
    form = FamilyForm(request.POST)
    if not form.is_valid():
        return _page(request, indicator, DefinitionForm(), families=form, status=UNPROCESSABLE)
    services.classify_indicator(
        indicator_id=indicator.pk, by=request.user, now=timezone.now(), **form.cleaned_data
    )
    messages.success(request, _("Saved. From now on it is counted among these."))
    return redirect("indicators:definitions", indicator.pk)


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
    request: PortalRequest,
    indicator: Indicator,
    form: DefinitionForm,
    *,
    families: FamilyForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "indicator": indicator,
        "versions": indicator.definitions.select_related("recorded_by"),
        "today": timezone.localdate(),
        "form": form if request.user.has_role(OFFICE_ROLES) else None,
        "families": families or FamilyForm(initial={"family": indicator.family}),
    }
    return render(request, "indicators/definitions.html", context, status=status)
