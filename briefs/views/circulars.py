"""The list of circulars, one circular with its figures, and every step of it."""

from datetime import timedelta
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from briefs import access, pdf, services
from briefs.circulars import write_circular
from briefs.exports import circular_table, figure_table
from briefs.forms import DraftForm, EditForm, StepForm
from briefs.models import Circular, KindChoice, StateChoice
from briefs.paper import MIME
from briefs.queries import lists, sheet
from briefs.rules.kinds import CircularKind
from briefs.rules.states import CircularVerb
from briefs.views.shared import UNPROCESSABLE, attachment
from core.errors import RuleBroken
from core.paging import page_of
from core.tables import answer
from units.access import require_role
from units.http import PortalRequest
from units.rules import BUSINESS_ROLES, OFFICE_ROLES, Role


@require_safe
def circulars(request: PortalRequest) -> HttpResponse:
    """All that the person may know of, newest first."""
    require_role(request.user, *BUSINESS_ROLES)
    filters = lists.Filters.read(request.GET)
    context = {
        "page": page_of(lists.listed(request.user, filters), request.GET),
        "filters": filters,
        "kinds": KindChoice.choices,
        "states": StateChoice.choices,
        "is_office": request.user.has_role(OFFICE_ROLES),
        "is_head": request.user.has_role({Role.OFFICE_HEAD}),
    }
    return render(request, "briefs/circulars.html", context)


@require_safe
def circulars_file(request: PortalRequest, ending: str) -> HttpResponseBase:
    require_role(request.user, *BUSINESS_ROLES)
    filters = lists.Filters.read(request.GET)
    found = lists.listed(request.user, filters)
    table = partial(circular_table, found, for_office=request.user.has_role(OFFICE_ROLES))
    back, now = reverse("briefs:circulars"), timezone.now()
    return answer(request, ending, table=table, now=now, back=back, read=(filters,))


@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: PortalRequest) -> HttpResponse:
    """A new one, from the office's template."""
    require_role(request.user, *BUSINESS_ROLES)
    access.require_office(request.user)
    yesterday = timezone.localdate() - timedelta(days=1)
    posted = request.POST if request.method == "POST" else None
    form = DraftForm(posted, user=request.user, yesterday=yesterday)
    made = _drafted(form, request) if form.is_valid() else None
    if made is not None:
        messages.success(request, _("A draft is there. Read every sentence before it goes on."))
        return redirect("briefs:circular", made.pk)
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "briefs/draft.html", {"form": form}, status=status)


@require_safe
def circular(request: PortalRequest, pk: int) -> HttpResponse:
    return _page(request, access.visible_circular(request.user, pk))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PortalRequest, pk: int) -> HttpResponse:
    """The words of a draft, with a preview of what would be printed."""
    found = access.circular_for(request.user, pk, CircularVerb.SAVE)
    form = EditForm(request.POST if request.method == "POST" else None, circular=found)
    shown = None
    if form.is_valid() and "preview" in request.POST:
        words = (form.cleaned_data[name] for name in ("title", "addressee", "body", "copies"))
        shown = sheet.preview(found, *words)
    elif form.is_valid() and _saved(form, found, request):
        messages.success(request, _("The draft is saved."))
        return redirect("briefs:circular", found.pk)
    context = {"circular": found, "form": form, "printed": shown, "legend": sheet.legend(found)}
    status = UNPROCESSABLE if form.is_bound and shown is None else 200
    return render(request, "briefs/edit.html", context, status=status)


@require_POST
def act(request: PortalRequest, pk: int, verb: CircularVerb) -> HttpResponse:
    """One step; every verb has an address of its own."""
    found = access.circular_for(request.user, pk, verb)
    form = StepForm(request.POST, circular=found, verb=verb)
    if form.is_valid() and _moved(form, found, verb, request):
        messages.success(request, _told(verb))
        return redirect("briefs:circular", found.pk)
    fresh = access.visible_circular(request.user, pk)
    return _page(request, fresh, {verb: form}, status=UNPROCESSABLE)


@require_POST
def correct(request: PortalRequest, pk: int) -> HttpResponse:
    """The notice that puts right what a correction made wrong."""
    found = access.circular_for(request.user, pk, CircularVerb.CORRECT)
    try:
        made = services.draft_erratum(circular_id=found.pk, by=request.user, now=timezone.now())
    except RuleBroken as broken:
        messages.error(request, broken.sentence)
        return redirect("briefs:circular", found.pk)
    messages.success(request, _("A draft is there. Read every sentence before it goes on."))
    return redirect("briefs:circular", made.pk)


@require_safe
def figure(request: PortalRequest, pk: int, name: str) -> HttpResponse:
    """The list behind one figure, as it was known at the cut-off."""
    found = access.visible_circular(request.user, pk)
    kept = _kept(found, name)
    context = {
        "circular": found,
        "name": name,
        "figure": kept,
        "label": sheet.figure_label(found, name),
        "page": page_of(sheet.figure_lines(found, name), request.GET),
    }
    return render(request, "briefs/figure.html", context)


@require_safe
def figure_file(request: PortalRequest, pk: int, name: str, ending: str) -> HttpResponseBase:
    found = access.visible_circular(request.user, pk)
    _kept(found, name)
    table = partial(figure_table, found, name, sheet.figure_lines(found, name))
    back = reverse("briefs:figure", args=[pk, name])
    return answer(request, ending, table=table, now=timezone.now(), back=back)


def _kept(found: Circular, name: str) -> dict[str, Any]:
    """Raises Http404 where the circular has no such figure."""
    kept: dict[str, Any] | None = found.content["figures"].get(name)
    if kept is None:
        raise Http404
    return kept


@require_safe
def paper(request: PortalRequest, pk: int) -> HttpResponse | FileResponse:
    """The Word document: the file that was kept at the approval, or as it would be."""
    found = access.visible_circular(request.user, pk)
    name = f"{found.number} {found.title}".strip()[:80] + ".docx"
    if found.file:
        return FileResponse(found.file.open(), as_attachment=True, filename=name)
    with translation.override(sheet.LANGUAGE):
        content = write_circular(sheet.printed(found), found.content, now=timezone.now())
    return attachment(content, MIME, name)


@require_safe
def portable(request: PortalRequest, pk: int) -> HttpResponse:
    """The same document as PDF, where the operator set a converter and the office's fonts."""
    found = access.visible_circular(request.user, pk)
    if not found.file:
        raise Http404
    try:
        content = pdf.to_pdf(found.file.read())
    except RuleBroken as broken:
        messages.error(request, broken.sentence)
        return redirect("briefs:circular", found.pk)
    name = f"{found.number} {found.title}".strip()[:80] + ".pdf"
    return attachment(content, pdf.MIME, name)


def _drafted(form: DraftForm, request: PortalRequest) -> Circular | None:
    wish = form.cleaned_data
    act = partial(
        services.draft_circular,
        kind=CircularKind(wish["kind"]),
        plan=wish["plan"],
        known_on=wish["known_on"],
        by=request.user,
        now=timezone.now(),
    )
    return form.carried_out(act)


def _saved(form: EditForm, found: Circular, request: PortalRequest) -> bool:
    wish = form.cleaned_data | {"by": request.user, "now": timezone.now()}
    act = partial(services.save_circular, circular_id=found.pk, **wish)
    return form.carried_out(act) is not None


def _moved(form: StepForm, found: Circular, verb: CircularVerb, request: PortalRequest) -> bool:
    """Whether the step was taken; the form has the sentences where a rule forbids it."""
    act = partial(
        services.move_circular,
        circular_id=found.pk,
        verb=verb,
        revision=form.cleaned_data["revision"],
        text=form.cleaned_data.get("text", ""),
        by=request.user,
        now=timezone.now(),
    )
    return form.carried_out(act) is not None


def _page(
    request: PortalRequest,
    found: Circular,
    typed: dict[CircularVerb, StepForm] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """The circular with a form for each step that the person may take; `typed` comes back."""
    told = sheet.circular_sheet(request.user, found)
    forms = {verb: StepForm(circular=found, verb=verb) for verb in told.verbs} | (typed or {})
    context = {
        "sheet": told,
        "circular": found,
        "printed": told.printed,
        "forms": {verb.value: form for verb, form in forms.items()},
        "no_pdf": pdf.why_not(),
    }
    return render(request, "briefs/circular.html", context, status=status)


def _told(verb: CircularVerb) -> str:
    return {
        CircularVerb.SUBMIT: _("The head of the office has it now."),
        CircularVerb.RETURN: _("Returned. Whoever drafted it sees what is to be changed."),
        CircularVerb.APPROVE: _("Approved and numbered. It can be issued now."),
        CircularVerb.ISSUE: _("Issued. From now on nothing in it can change."),
        CircularVerb.WITHDRAW: _("Withdrawn."),
    }[verb]
