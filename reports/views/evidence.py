"""Files that prove what a report says; the portal never opens them, it hands them out."""

from django.http import FileResponse
from django.views.decorators.http import require_safe

from reports import access
from units.http import PortalRequest


@require_safe
def evidence(request: PortalRequest, pk: int, evidence_id: int) -> FileResponse:
    """The file as it came, to be saved under the name that people know."""
    found = access.evidence_of(request.user, pk, evidence_id)
    return FileResponse(
        found.file.open("rb"),
        as_attachment=True,
        filename=found.name,
        content_type="application/octet-stream",
    )
