"""The sentences of lamps that the office decides itself."""

from django.utils.translation import gettext as _

from tasks.rules.texts import TEXT_LIMIT, TextFault
from tasks.wording.texts import text_fault


def wrong_reason(code: TextFault) -> str:
    if code is TextFault.MISSING:
        return _("Say why the lamp should be another one; the reason is shown with it.")
    return text_fault(code, limit=TEXT_LIMIT)


def lamps_changed() -> str:
    return _("The plan's lamps have changed meanwhile. Choose one of those it has.")


def shown_already() -> str:
    return _("This lamp is shown already. Choose another one, or leave it.")


def nothing_to_withdraw() -> str:
    return _("Nobody decided another lamp; the computed one is shown.")


def settled() -> str:
    return _("The task is over; its last lamp stays as it was.")
