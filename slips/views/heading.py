"""What the office prints on its slips."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from slips import access, services
from slips.forms import LetterheadForm
from slips.models import Letterhead
from units.access import require_role
from units.http import PortalRequest
from units.rules import BUSINESS_ROLES

UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
def letterhead(request: PortalRequest) -> HttpResponse:
    """For the head of the office; what was printed before stays as it was."""
    require_role(request.user, *BUSINESS_ROLES)
    office = access.own_office(request.user)
    kept = Letterhead.objects.filter(office=office).first() or Letterhead(office=office)
    form = LetterheadForm(request.POST if request.method == "POST" else None, letterhead=kept)
    if request.method == "POST" and form.is_valid():
        services.set_letterhead(office=office, **form.wish, by=request.user, now=timezone.now())
        messages.success(request, _("Saved. Slips are printed so from now on."))
        return redirect("slips:letterhead")
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "slips/letterhead.html", {"form": form, "office": office}, status=status)
