from collections.abc import Callable

from django.contrib import messages

from core.errors import RuleBroken
from units.http import PortalRequest


def tell(request: PortalRequest, act: Callable[[], object], *, done: str = "") -> bool:
    """Do it, and tell the person that it is done, or which rule forbids it."""
    try:
        act()
    except RuleBroken as broken:
        messages.error(request, broken.sentence)
        return False
    if done:
        messages.success(request, done)
    return True
