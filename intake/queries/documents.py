"""The list of documents."""

from collections.abc import Mapping

from django.db.models import Q, QuerySet

from core.work import WorkState
from intake.access import visible_documents
from intake.models import Document
from units.models import User

# What the list can be narrowed to.
STATES = {
    "waiting": Q(work_state__in=[WorkState.QUEUED, WorkState.RUNNING]),
    "failed": Q(work_state=WorkState.FAILED),
    "to_check": Q(work_state=WorkState.DONE, draft__plan=None),
    "published": Q(draft__plan__isnull=False),
    # Everything that somebody still has to do something about.
    "open": Q(draft__plan=None),
}


def document_list(user: User, query: Mapping[str, str]) -> QuerySet[Document]:
    """Newest first, with all that a line shows."""
    documents = visible_documents(user).select_related("issuer", "uploaded_by", "draft__plan")
    if (state := query.get("state", "")) in STATES:
        documents = documents.filter(STATES[state])
    # Readings are large, and a line shows nothing of them.
    return documents.defer("draft__reading", "draft__corrections").order_by("-uploaded_at", "-pk")
