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
    choose_units,
    confirm,
    correct_head,
    correct_item,
    keep_reading,
    name_units,
    read_again,
    remove_item,
    restore_item,
    settle_lost,
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
    "choose_units",
    "claim_document",
    "confirm",
    "correct_head",
    "correct_item",
    "keep_reading",
    "name_units",
    "publish_draft",
    "read_again",
    "read_claimed",
    "read_next",
    "remove_item",
    "restore_item",
    "retry_document",
    "settle_lost",
    "upload_document",
]
