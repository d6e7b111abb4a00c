"""What goes out besides the unit's workbook: blank templates, and troubles as a list."""

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core.tables import answer
from sheets import access, exports
from sheets.writing import MIME, blank_columns, write_blank
from units.http import PortalRequest


@require_GET
def blank(request: PortalRequest, kind: str) -> HttpResponse:
    """A template without lines of the portal, in the language of the page."""
    found = access.template_kind(request.user, kind)
    title = _("Template: %(kind)s") % {"kind": found.label}
    content = write_blank(blank_columns(found.value), title=title, now=timezone.now())
    return _workbook(content, f"{title}.xlsx")


@require_GET
def troubles_file(request: PortalRequest, pk: int, ending: str) -> HttpResponseBase:
    """Everything that is wrong in the sheet."""
    shown = access.visible_sheet(request.user, pk)
    return answer(
        request,
        ending,
        table=lambda: exports.troubles_table(shown),
        now=timezone.now(),
        back=reverse("sheets:sheet", args=[shown.pk]),
    )


def _workbook(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=MIME)
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response
