from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.errors import RuleBroken
from core.keys import key_in
from core.paging import page_of
from dashboards import access, queries
from dashboards.cascade_tables import superior_table
from dashboards.views.shared import converted, file_answer, scope_of
from intake.access import editable_draft
from intake.services.superior import choose_superior as choose_superior_plan
from plans.access import visible_plan
from plans.services import link_superior_plan, unlink_superior_plan
from units import rules
from units.http import PortalRequest


@require_safe
def superior(request: PortalRequest, pk: int) -> HttpResponse:
    """What became of the superior plan's promises in this one."""
    found = visible_plan(request.user, pk)
    scope = scope_of(request, since=found.published_at)
    sheet = queries.superior_of_plan(scope, found, request.GET)
    decides = scope.now is not None and request.user.has_role(rules.OFFICE_ROLES)
    context = {"plan": found, "scope": scope, "decides": decides}
    return _comparison(request, sheet, context)


@require_safe
def superior_file(request: PortalRequest, pk: int, ending: str) -> HttpResponseBase:
    found = visible_plan(request.user, pk)
    scope = scope_of(request, since=found.published_at)
    sheet = queries.superior_of_plan(scope, found, request.GET)
    table = partial(superior_table, found.title, sheet.rows, on=scope.on)
    back = reverse("dashboards:superior", args=[pk])
    return file_answer(request, ending, table, back=back)


@require_POST
def link_superior(request: PortalRequest, pk: int) -> HttpResponse:
    access.require_office(request.user)
    found, chosen = visible_plan(request.user, pk), key_in(request.POST.get("superior"))
    if chosen is None:
        messages.error(request, _("Choose the plan that is meant."))
        return redirect("dashboards:superior", pk)
    above = visible_plan(request.user, chosen)
    verb = unlink_superior_plan if "unlink" in request.POST else link_superior_plan
    try:
        verb(plan_id=found.pk, superior_id=above.pk, by=request.user, now=timezone.now())
    except RuleBroken as broken:
        messages.error(request, broken.sentence)
    return redirect("dashboards:superior", pk)


@require_safe
def draft_superior(request: PortalRequest, pk: int) -> HttpResponse:
    """The same for a document that is being checked."""
    draft = editable_draft(request.user, pk)
    sheet = queries.superior_of_draft(_today(request), draft, request.GET)
    context = {"draft": draft, "decides": draft.plan_id is None}
    return _comparison(request, sheet, context)


@require_safe
def draft_superior_file(request: PortalRequest, pk: int, ending: str) -> HttpResponseBase:
    draft = editable_draft(request.user, pk)
    sheet = queries.superior_of_draft(_today(request), draft, request.GET)
    table = partial(superior_table, draft.document.name, sheet.rows)
    back = reverse("dashboards:draft_superior", args=[pk])
    return file_answer(request, ending, table, back=back)


@require_POST
def choose_superior(request: PortalRequest, pk: int) -> HttpResponse:
    draft, chosen = editable_draft(request.user, pk), key_in(request.POST.get("superior"))
    try:
        choose_superior_plan(
            draft_id=draft.pk,
            cited=request.POST.get("cited", ""),
            plan_id=visible_plan(request.user, chosen).pk if chosen else None,
            by=request.user,
            now=timezone.now(),
        )
    except RuleBroken as broken:
        messages.error(request, broken.sentence)
    return redirect("dashboards:draft_superior", pk)


def _today(request: PortalRequest) -> queries.Scope:
    """A draft has no past: it stands beside what is promised today."""
    return queries.Scope(request.user, timezone.localdate(), timezone.now())


def _comparison(
    request: PortalRequest, sheet: queries.SuperiorSheet, context: dict[str, Any]
) -> HttpResponse:
    page = converted(page_of(sheet.rows, request.GET), queries.compared_line)
    return render(request, "dashboards/superior.html", context | {"sheet": sheet, "page": page})
