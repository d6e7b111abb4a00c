from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.keys import key_in
from dashboards import access, queries
from dashboards.queries.meeting import Item, meeting, thing_in
from dashboards.views.shared import filtered_scope
from indicators.models import Target
from instructions.access import thing_of
from instructions.forms import WishForm
from instructions.models import Instruction
from instructions.services import give_instruction
from tasks.forms.deciding import DecisionForm
from tasks.models import Task
from tasks.services import decide_task
from units.http import PortalRequest
from units.models import User
from units.queries import scope_of as names_of


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_page(request: PortalRequest) -> HttpResponse:
    """What is behind, one thing after the other; what is decided about it becomes a task."""
    access.require_city_wide(request.user)
    scope = filtered_scope(request)
    form = None
    if request.method == "POST":
        about = _about(request, scope)
        form = _form(request.user, about, request.POST)
        if form.is_valid() and _written(request, form, about):
            return redirect(f"{request.get_full_path()}#decided")
    page = meeting(scope, number=key_in(request.GET.get("item")) or 1)
    if form is None and page.item and scope.now:
        form = _form(request.user, page.item.thing, None, initial=_first(page.item))
    decides = isinstance(form, DecisionForm)
    context = {"scope": scope, "page": page, "form": form, "decides": decides}
    status = 422 if request.method == "POST" else 200
    return render(request, "dashboards/meeting.html", context, status=status)


def _about(request: PortalRequest, scope: queries.Scope) -> Target | Task:
    key = key_in(request.POST.get("key"))
    thing = thing_in(scope, request.POST.get("of", ""), key) if key else None
    if thing is None:
        raise Http404
    return thing


def _form(
    user: User, about: Target | Task, typed: Any, *, initial: dict[str, str] | None = None
) -> DecisionForm | WishForm:
    """The office writes tasks down, a leader an instruction; whoever is both decides."""
    if access.may_decide(user):
        names = names_of(about.plan.issuer)
        return DecisionForm(typed, scope=names, on=timezone.localdate(), initial=initial)
    return WishForm(typed)


def _first(item: Item) -> dict[str, str]:
    return {"lead": item.lead}


def _written(request: PortalRequest, form: DecisionForm | WishForm, about: Target | Task) -> bool:
    act: dict[str, Any] = {"wish": form.wish, "by": request.user, "now": timezone.now()}
    done: Instruction | Task | None
    if isinstance(form, WishForm):
        done = form.carried_out(partial(give_instruction, about=thing_of(about), **act))
        told = _("The supervision office has your instruction.")
    else:
        done = form.carried_out(partial(decide_task, about=about, **act))
        told = _("Written down as a draft. Propose it after the meeting.")
    if done is None:
        return False
    messages.success(request, told)
    return True
