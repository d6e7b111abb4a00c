"""Sentences and forms of writing that several strands of tasks share."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from tasks.rules.texts import TextFault


def moment(at: datetime) -> str:
    """Minute and day in every language's digits."""
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}"


def text_fault(code: TextFault, *, limit: int) -> str:
    """What is wrong with a text, and what to write instead."""
    sentences = {
        TextFault.MISSING: _("Write something here."),
        TextFault.TOO_LONG: _("This text is too long. Shorten it to %(limit)d characters."),
        TextFault.UNREADABLE: _(
            "This text has characters that cannot be stored. Type it anew instead of pasting it."
        ),
    }
    return sentences[code] % {"limit": limit} if "%(" in sentences[code] else sentences[code]
