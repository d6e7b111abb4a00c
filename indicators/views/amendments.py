"""Asking for another promise, and deciding about it."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.errors import RuleBroken
from core.paging import page_of
from core.tables import answer
from indicators import access, queries, services
from indicators.exports import amendment_table
from indicators.forms import AmendmentForm, DecisionForm
from indicators.models import AmendmentState, Target
from indicators.rules import AmendmentVerb
from units.access import require_role
from units.http import PortalRequest
from units.rules import BUSINESS_ROLES

UNPROCESSABLE = 422


def amend(request: PortalRequest, pk: int) -> HttpResponse:
    target = access.amendable_target(request.user, pk)
    sent = request.POST if request.method == "POST" else None
    form = AmendmentForm(sent, initial=AmendmentForm.begin(queries.promise_of(target)))
    if sent is not None and form.is_valid() and _ask(request, target, form):
        return redirect("indicators:verdicts", target.pk)
    asked = access.visible_amendments(request.user).filter(target=target)
    context = {
        "target": target,
        "form": form,
        "amendments": asked.select_related("requested_by", "decided_by"),
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "indicators/amend.html", context, status=status)


def _ask(request: PortalRequest, target: Target, form: AmendmentForm) -> bool:
    given = {name: form.cleaned_data[name] for name in ("doc_number", "reason")}
    try:
        services.request_amendment(
            target_id=target.pk,
            promise=form.promise,
            by=request.user,
            now=timezone.now(),
            **given,
        )
    except RuleBroken as broken:
        form.add_error(None, broken.sentence)
        return False
    messages.success(request, _("The amendment waits for a decision; until then nothing changes."))
    return True


@require_safe
def amendments(request: PortalRequest) -> HttpResponse:
    """All that the person may see, those that wait first."""
    require_role(request.user, *BUSINESS_ROLES)
    asked = queries.Asked.read(request.GET)
    page = page_of(queries.amendment_list(request.user, asked), request.GET)
    lines = [(each, access.open_verbs(request.user, each)) for each in page]
    context = {"page": page, "lines": lines, "asked": asked, "states": AmendmentState.choices}
    return render(request, "indicators/amendments.html", context)


@require_safe
def amendments_file(request: PortalRequest, ending: str) -> HttpResponseBase:
    require_role(request.user, *BUSINESS_ROLES)
    asked = queries.Asked.read(request.GET)
    table = partial(amendment_table, queries.amendment_list(request.user, asked))
    back, now = reverse("indicators:amendments"), timezone.now()
    return answer(request, ending, table=table, now=now, back=back, read=(asked,))


@require_POST
def decide(request: PortalRequest, pk: int) -> HttpResponse:
    asked = access.decidable_amendment(request.user, pk)
    form = DecisionForm(request.POST)
    verb = request.POST.get("verb", "")
    try:
        if verb not in set(AmendmentVerb) or not form.is_valid():
            raise RuleBroken(_("Nothing was decided: the form was not complete. Try again."))
        services.decide_amendment(
            amendment_id=asked.pk,
            verb=AmendmentVerb(verb),
            note=form.cleaned_data["note"],
            by=request.user,
            now=timezone.now(),
        )
    except RuleBroken as broken:
        messages.error(request, broken.sentence)
    else:
        messages.success(request, _("Decided. The target shows what was decided and by whom."))
    return redirect("indicators:amendments")
