"""Lists of what waits: for the units' receipt, for the supervision office."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.errors import RuleBroken
from core.keys import keys_in
from core.paging import page_of
from tasks import access, queries, services
from tasks.forms.steps import NewTaskForm, OfficeForm, picks_in
from tasks.rules import TaskVerb
from tasks.services import Outcome, Papers
from tasks.wording.moves import VERBS
from units import rules
from units.access import require_role
from units.http import PortalRequest
from units.queries import scope_of

# The form did not pass; the page comes back with everything that was typed.
UNPROCESSABLE = 422
# More than a page can show was not ticked by hand.
MOST_PICKS = 200
TITLES: dict[str, str | Promise] = {
    "drafts": gettext_lazy("Drafts"),
    "pending": gettext_lazy("To approve"),
    "dispatch": gettext_lazy("To dispatch"),
    "waiting": gettext_lazy("Not received yet"),
    "refused": gettext_lazy("Refused"),
    "completion": gettext_lazy("Completion requested"),
    "closing": gettext_lazy("To strike off"),
    "suspended": gettext_lazy("Suspended"),
    "archiving": gettext_lazy("To archive"),
}
# What can be done to many at once, without looking at each.
IN_BULK: dict[str, tuple[TaskVerb, ...]] = {
    "drafts": (TaskVerb.PROPOSE,),
    "pending": (TaskVerb.REGISTER, TaskVerb.SEND_BACK),
    "dispatch": (TaskVerb.DISPATCH,),
    "archiving": (TaskVerb.ARCHIVE,),
}


@require_http_methods(["GET", "HEAD", "POST"])
def to_receive(request: PortalRequest) -> HttpResponse:
    """What was given to the person's units; a POST confirms the receipt of what is ticked."""
    require_role(request.user, *rules.UNIT_ROLES)
    if request.method == "POST":
        return _receive(request)
    page = page_of(queries.to_receive(request.user), request.GET)
    return render(request, "tasks/to_receive.html", {"page": page})


@require_safe
def office(request: PortalRequest) -> HttpResponse:
    """The lists of the office by `?list=`, each with how many stand in it."""
    require_role(request.user, *rules.CITY_WIDE_ROLES)
    name = list_asked(request)
    page = page_of(queries.office_tasks(request.user, name), request.GET)
    counts = queries.office_counts(request.user)
    mine = [v for v in IN_BULK.get(name, ()) if access.movable_tasks(request.user, v).exists()]
    context = {
        "page": page,
        "list": name,
        "title": TITLES[name],
        "lists": [(key, TITLES[key], counts[key]) for key in queries.LISTS],
        "buttons": [(verb.value, VERBS[verb]) for verb in mine],
    }
    return render(request, "tasks/office.html", context)


def list_asked(request: PortalRequest) -> str:
    name = request.GET.get("list", "")
    return name if name in queries.LISTS else "completion"


@require_POST
def office_ticked(request: PortalRequest) -> HttpResponse:
    """One step of several tasks; each is taken for itself."""
    require_role(request.user, *rules.CITY_WIDE_ROLES)
    back = redirect("tasks:office")
    name = request.POST.get("list", "")
    form = OfficeForm(request.POST, verbs=IN_BULK.get(name, ()))
    picks = picks_in(request.POST.getlist("picks")[:MOST_PICKS])
    if name in queries.LISTS:
        back["Location"] += f"?list={name}"
    if not picks or not form.is_valid():
        messages.error(request, _("Tick at least one task, then choose what to do with it."))
        return back
    verb = TaskVerb(form.cleaned_data["verb"])
    access.require_movable(request.user, verb, [pick.task_id for pick in picks])
    papers = Papers(reason=form.cleaned_data["reason"])
    done = services.move_each(
        items=picks, verb=verb, papers=papers, by=request.user, now=timezone.now()
    )
    _tell(request, done)
    return back


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PortalRequest, pk: int) -> HttpResponse:
    """The office adds a task to a plan by hand."""
    plan = access.plan_to_add_to(request.user, pk)
    on = timezone.localdate()
    form = NewTaskForm(request.POST or None, scope=scope_of(plan.issuer), on=on)
    if request.method == "POST" and form.is_valid():
        try:
            task = services.draft_task(
                plan_id=plan.pk, wish=form.wish, by=request.user, now=timezone.now()
            )
        except RuleBroken as broken:
            form.add_error(None, broken.sentence)
        else:
            messages.success(request, _("A draft is there. Propose it when it is complete."))
            return redirect("dashboards:task", task.pk)
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "tasks/new.html", {"plan": plan, "form": form}, status=status)


def _receive(request: PortalRequest) -> HttpResponse:
    ticked = request.POST.getlist("picks")[:MOST_PICKS]
    picks = keys_in(ticked)
    if not picks:
        messages.error(request, _("Tick at least one task, then confirm the receipt."))
        return redirect("tasks:to-receive")
    access.require_own_parts(request.user, picks)
    done = services.receive_each(assignment_ids=picks, by=request.user, now=timezone.now())
    _tell(request, done)
    if request.POST.get("next") == "task":
        return redirect("dashboards:task", access.own_part(request.user, picks[0]).task_id)
    return redirect("tasks:to-receive")


def _tell(request: PortalRequest, outcomes: list[Outcome]) -> None:
    for outcome in outcomes:
        if outcome.sentence:
            messages.error(request, outcome.sentence)
    if done := sum(not outcome.sentence for outcome in outcomes):
        text = ngettext("Done for %(n)d task.", "Done for %(n)d tasks.", done)
        messages.success(request, text % {"n": done})
