"""Verbs on documents, their drafts, and the plans made of them."""

from intake.services.documents import (
    AlreadyHere,
    claim_document,
    read_claimed,
    read_next,
    retry_document,
    upload_document,
)
from intake.services.drafts import (
    add_item,
    choose_unit,
    correct_head,
    correct_item,
    remove_item,
    restore_item,
)
from intake.services.publishing import (
    CREATE,
    GROUP,
    SAME,
    AlreadyPublished,
    UnitChoice,
    publish_draft,
)

__all__ = [
    "CREATE",
    "GROUP",
    "SAME",
    "AlreadyHere",
    "AlreadyPublished",
    "UnitChoice",
    "add_item",
    "choose_unit",
    "claim_document",
    "correct_head",
    "correct_item",
    "publish_draft",
    "read_claimed",
    "read_next",
    "remove_item",
    "restore_item",
    "retry_document",
    "upload_document",
]
