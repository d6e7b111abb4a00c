from collections.abc import Callable

from django.contrib import messages
from django.http import QueryDict

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


def posted(request: PortalRequest) -> QueryDict | None:
    """What a form was sent with, also where that is nothing; None for a form to be shown."""
    return request.POST if request.method == "POST" else None


def answer_to(request: PortalRequest) -> int:
    """The code of a page with a form: one that was sent and shows again was not taken."""
    return 422 if request.method == "POST" else 200
