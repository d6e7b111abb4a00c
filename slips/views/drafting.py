"""The office drafts slips about what is late, and changes the drafts."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.errors import RuleBroken
from core.keys import key_in
from core.paging import page_of
from slips import access, queries, services
from slips.forms import EditForm
from slips.models import Slip
from slips.rules import SlipVerb, ThingKind
from slips.wording.letters import letter_of
from slips.wording.words import kind_words
from units.access import require_role
from units.http import PortalRequest
from units.rules import BUSINESS_ROLES

UNPROCESSABLE = 422


@require_safe
def late(request: PortalRequest) -> HttpResponse:
    """What is late and has no slip, by kind."""
    _require_office(request)
    kind = queries.kind_in(request.GET.get("kind"))
    found = queries.offers(request.user, kind, request.GET, now=timezone.now())
    context = {
        "page": page_of(found, request.GET),
        "kind": kind,
        "kinds": [(each.value, kind_words(each)) for each in ThingKind],
    }
    return render(request, "slips/late.html", context)


@require_POST
def draft(request: PortalRequest) -> HttpResponse:
    """A draft about one late thing, or the way to the slip that it has already."""
    _require_office(request)
    kind, pk = request.POST.get("kind", ""), key_in(request.POST.get("thing"))
    if kind not in {each.value for each in ThingKind} or pk is None:
        raise Http404
    try:
        made = services.draft_slip(
            kind=ThingKind(kind), thing_id=pk, by=request.user, now=timezone.now()
        )
    except RuleBroken as broken:
        messages.error(request, broken.sentence)
        open_one = queries.open_slip(request.user, ThingKind(kind), pk)
        return redirect("slips:slip", open_one.pk) if open_one else redirect("slips:late")
    messages.success(request, _("A draft is there. Look at every sentence before it goes on."))
    return redirect("slips:edit", made.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PortalRequest, pk: int) -> HttpResponse:
    """The draft as a form, with a preview of what would be printed."""
    slip = access.slip_for(request.user, pk, SlipVerb.SAVE)
    form = EditForm(request.POST if request.method == "POST" else None, slip=slip)
    if request.method == "POST" and form.is_valid():
        if "preview" in request.POST:
            return _form(request, slip, form)
        if _saved(form, slip, request):
            messages.success(request, _("The draft is saved."))
            return redirect("slips:slip", slip.pk)
    return _form(request, slip, form, status=UNPROCESSABLE if request.method == "POST" else 200)


def _saved(form: EditForm, slip: Slip, request: PortalRequest) -> bool:
    act = partial(
        services.save_slip,
        slip_id=slip.pk,
        revision=form.cleaned_data["revision"],
        wish=form.wish,
        by=request.user,
        now=timezone.now(),
    )
    return form.carried_out(act) is not None


def _form(request: PortalRequest, slip: Slip, form: EditForm, *, status: int = 200) -> HttpResponse:
    letter = None
    if form.is_bound and form.is_valid():
        shown = form.preview
        shown.office = slip.office
        letter = letter_of(shown, queries.letterhead_of(slip))
    context = {"slip": slip, "form": form, "letter": letter}
    return render(request, "slips/edit.html", context, status=status)


def _require_office(request: PortalRequest) -> None:
    """Raises Http404 for administrators, PermissionDenied for units and leaders."""
    require_role(request.user, *BUSINESS_ROLES)
    access.require_drafting(request.user)
