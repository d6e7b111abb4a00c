"""Stand-ins: who acts for whom while somebody is away."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.paging import page_of
from units import access, queries, services
from units.forms import StandInForm
from units.http import PortalRequest
from units.rules import Role
from units.services import Absence
from units.views.telling import answer_to, posted, tell


def stand_in_list(request: PortalRequest) -> HttpResponse:
    access.require_role(request.user, *access.STAND_IN_GIVERS)
    form = StandInForm(
        posted(request),
        units=access.stand_in_units(request.user),
        anybody=request.user.has_role([Role.SECURITY_ADMIN]),
    )
    if request.method == "POST" and form.is_valid() and _give(request, form):
        return redirect("units:stand-ins")
    page = page_of(queries.stand_ins(request.user), request.GET)
    context = {"page": page, "form": form}
    return render(request, "units/stand_ins.html", context, status=answer_to(request))


def _give(request: PortalRequest, form: StandInForm) -> bool:
    absence = Absence(**form.cleaned_data)
    act = partial(services.give_stand_in, absence, by=request.user, now=timezone.now())
    return tell(request, act, done=_("The stand-in is arranged."))


@require_POST
def withdraw_stand_in(request: PortalRequest, pk: int) -> HttpResponse:
    access.require_role(request.user, *access.STAND_IN_GIVERS)
    stand_in = get_object_or_404(access.visible_stand_ins(request.user), pk=pk)
    wish: dict[str, Any] = {"stand_in_id": stand_in.pk, "by": request.user, "now": timezone.now()}
    done = _("The stand-in has ended.")
    tell(request, partial(services.withdraw_stand_in, **wish), done=done)
    return redirect("units:stand-ins")
