from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.errors import RuleBroken
from core.keys import key_in
from dashboards import access, queries
from dashboards.queries.meeting import Item, meeting, thing_in
from dashboards.views.shared import scope_of
from indicators.models import Target
from tasks.access import plan_to_add_to
from tasks.forms.deciding import DecisionForm
from tasks.models import Task
from tasks.services import decide_task
from units.http import PortalRequest
from units.queries import scope_of as names_of


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_page(request: PortalRequest) -> HttpResponse:
    """What is behind, one thing after the other; what is decided about it becomes a task."""
    access.require_city_wide(request.user)
    scope = scope_of(request)
    form = None
    if request.method == "POST":
        about = _about(request, scope)
        form = _form(about, request.POST)
        if form.is_valid() and _decided(request, form, about):
            return redirect(f"{request.get_full_path()}#decided")
    page = meeting(scope, number=key_in(request.GET.get("item")) or 1)
    if form is None and page.item and scope.now and access.may_decide(request.user):
        form = _form(page.item.thing, None, initial=_first(page.item))
    context = {"scope": scope, "page": page, "form": form}
    status = 422 if request.method == "POST" else 200
    return render(request, "dashboards/meeting.html", context, status=status)


def _about(request: PortalRequest, scope: queries.Scope) -> Target | Task:
    key = key_in(request.POST.get("key"))
    thing = thing_in(scope, request.POST.get("of", ""), key) if key else None
    if thing is None:
        raise Http404
    plan_to_add_to(request.user, thing.plan_id)
    return thing


def _form(about: Target | Task, typed: Any, **more: Any) -> DecisionForm:
    names = names_of(about.plan.issuer)
    return DecisionForm(typed, scope=names, on=timezone.localdate(), **more)


def _first(item: Item) -> dict[str, str]:
    return {"lead": item.lead}


def _decided(request: PortalRequest, form: DecisionForm, about: Target | Task) -> bool:
    try:
        decide_task(about=about, wish=form.wish, by=request.user, now=timezone.now())
    except RuleBroken as broken:
        form.add_error(None, broken.sentence)
        return False
    messages.success(request, _("Written down as a draft. Propose it after the meeting."))
    return True
