"""What saving a sheet does, did, and cannot undo, for each kind of sheet."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sheets.models import Sheet

# Before somebody presses the button.
CONFIRMING: Mapping[str, Promise] = {
    "city": gettext_lazy(
        "Each line is saved for its unit. Your name stays on record beside the unit's."
    ),
    "measurements": gettext_lazy(
        "Saved values count from that moment on; the ones that they replace stay on record."
    ),
    "units": gettext_lazy(
        "New units and names can be used as soon as they are saved. The sheet cannot take them"
        " back."
    ),
    "people": gettext_lazy(
        "Each line becomes a request for an account. The security administrator opens the accounts"
        " and grants the roles."
    ),
}
# Afterwards.
SAVED: Mapping[str, Promise] = {
    "measurements": gettext_lazy("Its values count now."),
    "units": gettext_lazy("Its units and names can be used now."),
    "people": gettext_lazy("Its people wait for the security administrator."),
}
# Why the sheet does not take back what it saved.
STAYS: Mapping[str, Promise] = {
    "units": gettext_lazy(
        "Units are not taken back by their sheet. Dissolve or rename them one by one instead."
    ),
    "people": gettext_lazy(
        "Requests for accounts are not taken back by their sheet. Withdraw them one by one."
    ),
}


def confirming(sheet: Sheet) -> str:
    """What happens when the sheet is saved; empty where the buttons say it."""
    return str(CONFIRMING.get(sheet.kind, ""))


def saved(sheet: Sheet) -> str:
    """What became of the lines of a saved sheet."""
    if sheet.kind in SAVED:
        return str(SAVED[sheet.kind])
    if sheet.submit:
        return _("Its lines were submitted.")
    return _("Its lines were saved as drafts; nothing was submitted.")


def stays(sheet: Sheet) -> str:
    """Why what the sheet saved is never taken back by it; empty where it can be."""
    return str(STAYS.get(sheet.kind, ""))
