"""The letters of the portal. They say how many and where, never what: mails leave the house."""

from hashlib import sha256
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from notices.models import Notice
from units.models import User


def overdue_letter(person: User, notices: list[Notice], *, key: str) -> EmailMessage:
    """That so many reports are late. The same `key` again makes the same Message-ID."""
    # After an outage two steps about one report may travel together.
    reports = {notice.report_id for notice in notices}
    path = reverse("notices:inbox")
    if len(reports) == 1:
        path = reverse("reports:report", args=[*reports])
    context = {
        "person": person,
        "count": len(reports),
        "link": urljoin(settings.PORTAL_URL, path),
    }
    # A job has no reader whose language it could ask for.
    with translation.override(settings.LANGUAGE_CODE):
        subject = render_to_string("notices/mail/overdue.subject.txt", context)
        text = render_to_string("notices/mail/overdue.txt", context)
    return EmailMessage(subject.strip(), text, to=[person.email], headers=_headers(key))


def _headers(key: str) -> dict[str, str]:
    # A letter that goes twice carries one name, so that mail programs can drop the second.
    name = sha256(key.encode()).hexdigest()[:32]
    host = urlsplit(settings.PORTAL_URL).hostname or "localhost"
    return {"Message-ID": f"<{name}@{host}>", "Auto-Submitted": "auto-generated"}
