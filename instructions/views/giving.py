"""A leader writes an instruction, or ticks something as read."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from instructions import access, queries, services
from instructions.access import Thing
from instructions.forms import WishForm
from instructions.models import Instruction
from units.http import PortalRequest


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: PortalRequest, about: str, key: int) -> HttpResponse:
    """The form, with what the leader has said about the same thing before."""
    thing = access.thing_in_sight(request.user, about, key)
    access.require_leader(request.user)
    form = WishForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and (given := _given(form, thing, request)):
        told = _("The supervision office has your instruction. Feedback by %(day)s.")
        messages.success(request, told % {"day": given.due_on.isoformat()})
        return redirect(_back(request, thing))
    box = queries.box_about(request.user, thing.itself, on=timezone.localdate())
    context = {"form": form, "thing": thing, "box": box, "place": _place(thing)}
    status = 422 if request.method == "POST" else 200
    return render(request, "instructions/write.html", context, status=status)


@require_POST
def tick(request: PortalRequest, about: str, key: int) -> HttpResponse:
    """Read, and nothing to be done."""
    thing = access.thing_in_sight(request.user, about, key)
    access.require_leader(request.user)
    services.tick_as_read(about=thing, by=request.user, now=timezone.now())
    messages.success(request, _("Ticked as read. Nobody has to do anything about it."))
    return redirect(_back(request, thing))


def _given(form: WishForm, thing: Thing, request: PortalRequest) -> Instruction | None:
    act: dict[str, Any] = {"by": request.user, "now": timezone.now()}
    return form.carried_out(partial(services.give_instruction, about=thing, wish=form.wish, **act))


def _back(request: PortalRequest, thing: Thing) -> str:
    """To the page of the thing where the leader came from there, else to the overview."""
    return _place(thing) if request.GET.get("from") == "thing" else reverse("dashboards:leader")


def _place(thing: Thing) -> str:
    return reverse(queries.PLACES[thing.kind], args=[thing.itself.pk])
