"""The only doors to documents and drafts for a user: the supervision office reads plans in."""

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from intake.models import Document, Draft, OfficeRule
from units import rules
from units.models import User


def visible_documents(user: User) -> QuerySet[Document]:
    """Raises Http404 for those who may not know that there are any."""
    if not user.has_role(rules.OFFICE_ROLES):
        raise Http404
    return Document.objects.all()


def visible_document(user: User, pk: int) -> Document:
    documents = visible_documents(user).select_related(
        "issuer__scope", "uploaded_by", "draft__plan", "draft__published_by"
    )
    document: Document = get_object_or_404(documents, pk=pk)
    return document


def editable_draft(user: User, document_pk: int) -> Draft:
    """The draft of a document that has been read; Http404 before."""
    visible_documents(user)
    drafts = Draft.objects.select_related("document__issuer__scope", "plan")
    return get_object_or_404(drafts, document=document_pk)


def visible_words(user: User) -> QuerySet[OfficeRule]:
    """What was learned from corrections: for those who read documents in."""
    visible_documents(user)
    return OfficeRule.objects.all()
