"""The head of the office says which groups and gateways are told; the office sees them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.bell import ring
from core.errors import RuleBroken
from core.paging import page_of
from notices import mail_files, queries, services
from notices.forms import OutletForm
from notices.models import Outlet
from units.access import require_role
from units.http import PortalRequest
from units.rules import OFFICE_ROLES, Role

UNPROCESSABLE = 422


@require_safe
def outlets(request: PortalRequest) -> HttpResponse:
    require_role(request.user, *OFFICE_ROLES)
    page = page_of(queries.outlets(), request.GET)
    context = {
        "page": page,
        "lines": queries.outlet_lines(page),
        "keeps": request.user.has_role([Role.OFFICE_HEAD]),
        "mail_is_kept": mail_files.in_use(),
    }
    return render(request, "notices/outlets.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: PortalRequest) -> HttpResponse:
    require_role(request.user, Role.OFFICE_HEAD)
    return _filled_in(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: PortalRequest, pk: int) -> HttpResponse:
    require_role(request.user, Role.OFFICE_HEAD)
    return _filled_in(request, get_object_or_404(Outlet, pk=pk))


def _filled_in(request: PortalRequest, outlet: Outlet | None) -> HttpResponse:
    if request.method != "POST":
        context = {"form": OutletForm.about(outlet), "outlet": outlet}
        return render(request, "notices/outlet.html", context)
    form = OutletForm(request.POST)
    if form.is_valid() and _saved(request, form, outlet):
        messages.success(request, _("Saved. Try it, so that you know that the group hears it."))
        return redirect("notices:outlets")
    context = {"form": form, "outlet": outlet}
    return render(request, "notices/outlet.html", context, status=UNPROCESSABLE)


def _saved(request: PortalRequest, form: OutletForm, outlet: Outlet | None) -> bool:
    now = timezone.now()
    try:
        if outlet is None:
            services.add_outlet(kept=form.kept, by=request.user, now=now)
        else:
            services.change_outlet(outlet_id=outlet.pk, kept=form.kept, by=request.user, now=now)
    except RuleBroken as broken:
        form.add_error(None, broken.sentence)
        return False
    return True


@require_POST
def try_it(request: PortalRequest, pk: int) -> HttpResponse:
    require_role(request.user, Role.OFFICE_HEAD)
    outlet = get_object_or_404(Outlet, pk=pk)
    try:
        services.try_outlet(outlet_id=outlet.pk, by=request.user, now=timezone.now())
    except RuleBroken as broken:
        messages.error(request, broken.sentence)
    else:
        ring("notices.tell_outlets")
        messages.success(
            request,
            _("A trial message is on its way. Open this page anew to see what became of it."),
        )
    return redirect("notices:outlets")
