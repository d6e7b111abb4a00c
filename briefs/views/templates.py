"""The office's own words for its circulars."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from briefs import access, services
from briefs.forms import TemplateForm
from briefs.models import KindChoice
from briefs.queries.content import CONDITIONS, WORDS
from briefs.queries.sheet import LANGUAGE
from briefs.queries.templates import template_of
from briefs.rules import figures
from briefs.rules.kinds import TEMPLATED, CircularKind
from briefs.rules.texts import BLOCKS
from briefs.views.shared import UNPROCESSABLE
from briefs.wording.figures import label
from units.access import require_role
from units.http import PortalRequest
from units.rules import BUSINESS_ROLES, Role


@require_http_methods(["GET", "HEAD", "POST"])
def template(request: PortalRequest, kind: str) -> HttpResponse:
    """For the head of the office; what was printed before stays as it was."""
    require_role(request.user, *BUSINESS_ROLES)
    office = access.own_office(request.user, frozenset({Role.OFFICE_HEAD}))
    if kind not in {each.value for each in TEMPLATED}:
        raise Http404
    # A template is printed in Chinese, whoever changes it.
    with translation.override(LANGUAGE):
        start = TemplateForm(template=template_of(office, CircularKind(kind)))
    form = start
    if request.method == "POST":
        form = TemplateForm(request.POST, template=template_of(office, CircularKind(kind)))
        if form.is_valid() and _set(form, CircularKind(kind), request):
            messages.success(request, _("Saved. Circulars are drafted so from now on."))
            return redirect("briefs:template", kind)
    context = {
        "form": form,
        "office": office,
        "kind": kind,
        "kinds": [(each.value, KindChoice(each.value).label) for each in TEMPLATED],
        "names": [(name, label(name)) for name in figures.names()],
        "words": [*WORDS[:3], *BLOCKS, *CONDITIONS],
    }
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "briefs/template.html", context, status=status)


def _set(form: TemplateForm, kind: CircularKind, request: PortalRequest) -> bool:
    office = access.own_office(request.user, frozenset({Role.OFFICE_HEAD}))
    wish = form.cleaned_data | {"by": request.user, "now": timezone.now()}
    act = partial(services.set_template, office=office, kind=kind, **wish)
    return form.carried_out(act) is not None
