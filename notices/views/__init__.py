from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from core.paging import page_of
from notices import access, mail_files, queries, services
from units.access import require_role
from units.http import PortalRequest
from units.models import User
from units.rules import BUSINESS_ROLES, OFFICE_ROLES

MAIL_SIZE = 25


@require_safe
def inbox(request: PortalRequest) -> HttpResponse:
    page = page_of(queries.inbox(request.user), request.GET)
    context = {
        "page": page,
        "letters": queries.letters_to(request.user, now=timezone.now()),
        "any_waits": any(notice.waits for notice in page),
        "of_the_office": request.user.has_role(OFFICE_ROLES),
        "is_told": request.user.has_role(BUSINESS_ROLES),
        "mail_is_kept": mail_files.in_use(),
    }
    return render(request, "notices/inbox.html", context)


@require_POST
def read(request: PortalRequest, pk: int) -> HttpResponse:
    notice = access.visible_notice(request.user, pk)
    services.mark_read(by=request.user, now=timezone.now(), notice_id=notice.pk)
    return redirect(f"{reverse('notices:inbox')}?{request.GET.urlencode()}")


@require_POST
def read_all(request: PortalRequest) -> HttpResponse:
    count = services.mark_read(by=request.user, now=timezone.now())
    sentence = ngettext(
        "%(count)d notice is marked as read.", "%(count)d notices are marked as read.", count
    )
    messages.success(request, sentence % {"count": count})
    return redirect("notices:inbox")


@login_not_required
def count(request: HttpRequest) -> HttpResponse:
    """The link in the frame with its number, for pages that stay open; 204 where it is `?known=`.

    Writes no session, so a page that stays open keeps nobody signed in. Who is not signed in any
    more is not sent to the sign-in page, which would end up in the frame.
    """
    if not isinstance(request.user, User):
        return HttpResponse(status=401)
    return _count(cast(PortalRequest, request))


@require_safe
def _count(request: PortalRequest) -> HttpResponse:
    frame = queries.frame(request.user, now=timezone.now())
    if request.GET.get("known") == str(frame.waiting):
        return HttpResponse(status=204)
    return render(request, "notices/frame.html", {"frame": frame})


@require_safe
def mail(request: PortalRequest) -> HttpResponse:
    _require_mail_files(request)
    page = page_of(mail_files.names(), request.GET, size=MAIL_SIZE)
    context = {"page": page, "files": queries.mail_lines(page)}
    return render(request, "notices/mail.html", context)


@require_safe
def letter(request: PortalRequest, name: str) -> HttpResponse:
    _require_mail_files(request)
    letters = mail_files.read(name)
    if not letters:
        raise Http404
    return render(request, "notices/letter.html", {"letters": letters})


def _require_mail_files(request: PortalRequest) -> None:
    """Raises Http404 for all but the office, and where letters are really sent."""
    require_role(request.user, *OFFICE_ROLES)
    if not mail_files.in_use():
        raise Http404
