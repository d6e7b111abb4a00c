from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import (
    HttpResponseClientRefresh,
    reswap,
    retarget,
    trigger_client_event,
)

from core.bell import ring
from core.errors import RuleBroken
from core.paging import page_of
from core.work import WorkState
from intake import access, checking, queries, services, wording
from intake.checking import Wish
from intake.forms import UploadForm
from intake.links import plan_path
from intake.models import Document, Draft, RuleState
from intake.queries.words import offered_by, word_list
from intake.services.learning import accept_rule, decline_rule, withdraw_rule
from units.http import PortalRequest

WORD_VERBS = {"accept": accept_rule, "decline": decline_rule, "withdraw": withdraw_rule}


def index(request: PortalRequest) -> HttpResponse:
    """Documents that were handed in, and the form that hands in one more."""
    documents = queries.document_list(request.user, request.GET)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        taken = _take_in(request, form)
        if taken is not None:
            return redirect("intake:document", taken.pk)
    context = {"page": page_of(documents, request.GET), "form": form, "states": queries.STATES}
    return render(request, "intake/index.html", context)


@require_safe
def document(request: PortalRequest, pk: int) -> HttpResponse:
    """What becomes of the document: waiting, failed, or the page where its reading is checked."""
    found = access.visible_document(request.user, pk)
    if found.work_state == WorkState.DONE or _could_not_be_read_again(found):
        if request.htmx and request.htmx.target == "progress":
            return HttpResponseClientRefresh()
        return _checking_page(request, found.draft)
    part = "#progress" if request.htmx else ""
    reason = wording.sentence(found.work_error) if found.work_state == WorkState.FAILED else ""
    context = {"document": found, "reason": reason}
    return render(request, f"intake/waiting.html{part}", context)


@require_POST
def retry(request: PortalRequest, pk: int) -> HttpResponse:
    failed = access.visible_document(request.user, pk)
    services.retry_document(document_id=failed.pk, by=request.user, now=timezone.now())
    ring("intake.read_documents")
    return redirect("intake:document", pk)


@require_POST
def read_again(request: PortalRequest, pk: int) -> HttpResponse:
    """Once more, perhaps by a better reader; what officials changed stays."""
    draft = access.editable_draft(request.user, pk)
    try:
        services.read_again(draft_id=draft.pk, by=request.user, now=timezone.now())
    except RuleBroken as broken:
        messages.error(request, broken.sentence)
    else:
        ring("intake.read_documents")
    return redirect("intake:document", pk)


@require_POST
def correct(request: PortalRequest, pk: int) -> HttpResponse:
    """One entry of the draft is saved, added, taken out or brought back."""
    draft = access.editable_draft(request.user, pk)
    wish = Wish.of(request.POST)
    form = checking.bound_form(draft, wish, request.POST, on=timezone.localdate())
    sentence = ""
    if form is None or form.is_valid():
        try:
            draft = checking.carry_out(draft, wish, form, by=request.user, now=timezone.now())
            return _saved(request, draft, wish.about(draft))
        except RuleBroken as broken:
            sentence = broken.sentence
            draft = access.editable_draft(request.user, pk)
    return _checking_page(request, draft, wish=wish, form=form, sentence=sentence)


@require_POST
def publish(request: PortalRequest, pk: int) -> HttpResponse:
    draft = access.editable_draft(request.user, pk)
    try:
        plan = services.publish_draft(
            draft_id=draft.pk,
            revision=checking.revision_of(request.POST),
            unit_choices=checking.unit_choices(draft, now=timezone.now()),
            by=request.user,
            now=timezone.now(),
        )
    except services.AlreadyPublished as already:
        messages.info(request, already.sentence)
        return redirect(plan_path(already.plan))
    except RuleBroken as broken:
        messages.error(request, broken.sentence)
        return redirect("intake:document", pk)
    messages.success(request, _("The plan is published and its tasks are dispatched."))
    if offered_by(draft.pk):
        messages.info(request, _("Words of this document can be learned: see “Words of offices”."))
    return redirect(plan_path(plan))


@require_safe
def words(request: PortalRequest) -> HttpResponse:
    """Words of the offices that the reader has learned or may learn."""
    found = word_list(request.user, request.GET)
    context = {"page": page_of(found, request.GET), "states": RuleState.choices}
    return render(request, "intake/words.html", context)


@require_POST
def decide_word(request: PortalRequest, pk: int) -> HttpResponse:
    word = get_object_or_404(access.visible_words(request.user), pk=pk)
    verb = WORD_VERBS.get(request.POST.get("do", ""))
    if verb is not None:
        try:
            verb(rule_id=word.pk, by=request.user, now=timezone.now())
        except RuleBroken as broken:
            messages.error(request, broken.sentence)
    return redirect("intake:words")


def _take_in(request: PortalRequest, form: UploadForm) -> Document | None:
    """The document that the file is or was handed in as; None, with a sentence, where refused."""
    upload = form.cleaned_data["file"]
    try:
        taken = services.upload_document(
            file=upload,
            name=upload.name,
            issuer=form.cleaned_data["issuer"],
            by=request.user,
            now=timezone.now(),
        )
    except services.AlreadyHere as already:
        messages.info(request, already.sentence)
        return already.document
    except RuleBroken as broken:
        form.add_error("file", broken.sentence)
        return None
    ring("intake.read_documents")
    return taken


def _could_not_be_read_again(document: Document) -> bool:
    """The earlier reading is still there to be checked."""
    return document.work_state == WorkState.FAILED and hasattr(document, "draft")


def _checking_page(
    request: PortalRequest,
    draft: Draft,
    *,
    wish: Wish | None = None,
    form: Form | None = None,
    sentence: str = "",
) -> HttpResponse:
    """The page, or for htmx the one entry that was asked for or could not be saved."""
    on = timezone.localdate()
    sheet = queries.sheet(draft, on=on)
    wish = wish or Wish.asked(request.GET)
    form = form or checking.form_for(sheet, wish)
    context: dict[str, Any] = {
        "sheet": sheet,
        "wish": wish,
        "form": form,
        "sentence": sentence,
        "document": draft.document,
        "source": queries.source(sheet.reading, request.GET.get("mark", "")),
        "unread": wording.sentence(draft.document.work_error) if draft.document.work_error else "",
        "strangers": checking.stranger_forms(sheet, wish, form, on=on),
        "names_in_use": queries.names_in_use(draft) if sheet.strangers else [],
    }
    if not request.htmx:
        return render(request, "intake/check.html", context)
    context |= checking.entry(sheet, wish)
    response = render(request, f"intake/check.html#{wish.partial}", context)
    return _for_the_board(response) if wish.partial == "board" else response


def _for_the_board(response: HttpResponse) -> HttpResponse:
    """Wherever it was asked for, the whole board changes."""
    return retarget(reswap(response, "outerHTML"), "#board")


def _saved(request: PortalRequest, draft: Draft, wish: Wish) -> HttpResponse:
    if not request.htmx:
        return redirect(reverse("intake:document", args=[draft.document_id]) + f"#{wish.anchor}")
    # The entry as it stands now, and beside it whatever else its change may have moved.
    response = _checking_page(request, draft, wish=wish.done() if wish.small else wish)
    seen = {"was": wish.revision, "now": draft.revision, "entry": wish.anchor}
    return trigger_client_event(response, "revision", seen, after="settle")
