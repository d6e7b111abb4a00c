from django.http import HttpResponse
from django.utils.http import content_disposition_header

# The form did not pass; the page comes back with everything that was typed.
UNPROCESSABLE = 422


def attachment(content: bytes, kind: str, name: str) -> HttpResponse:
    header = content_disposition_header(True, " ".join(name.split()))
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": header or ""})
