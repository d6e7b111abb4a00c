"""A person says what it does not want letters about."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from notices import queries, services
from notices.forms import MuteForm
from notices.rules import Matter
from units.http import PortalRequest

UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
def mutes(request: PortalRequest) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    form = MuteForm(sent, initial={"matters": queries.muted(request.user)})
    if sent is not None and form.is_valid():
        matters = list(map(Matter, form.cleaned_data["matters"]))
        services.mute(matters=matters, by=request.user, now=timezone.now())
        messages.success(request, _("Saved. The next letters leave these matters out."))
        return redirect("notices:mutes")
    context = {"form": form, "is_told_beside": queries.is_told_beside(request.user)}
    status = 200 if sent is None else UNPROCESSABLE
    return render(request, "notices/mutes.html", context, status=status)
