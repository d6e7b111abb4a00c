"""What a token must be allowed to do for each act of the API.

People decide by scopes what a program may do in their name; what they may do themselves is asked
afterwards, as on the pages. Whoever adds an act to the API adds its line here: without one, no
token opens it.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from units.models import Token
from units.rules import Scope

# By the name of the route, without what reads.
ACTS: Mapping[Scope, tuple[str, ...]] = {
    Scope.REPORT: (
        "report-batch report-correct report-save report-submit report-unchanged",
        "report-files-evidence",
        "task-answer task-propose task-propose-shares task-receive task-refuse part-refuse",
        "task-request-completion task-withdraw-request",
        "milestone-plan milestone-reach",
        "extension-list extension-withdraw",
        "coordination-list coordination-ask-again coordination-settle coordination-withdraw",
        "slip-acknowledge slip-answer",
        "notice-read notice-acts-read-all api-mutes",
    ),
    Scope.REVIEW: (
        "report-approve report-give-back",
        "amendment-list amendment-approve amendment-refuse amendment-withdraw",
        "extension-check extension-grant extension-refuse extension-sign",
        "coordination-answer coordination-hand-back coordination-hand-on",
        "milestone-approve milestone-take-back milestone-waive",
        "instruction-list instruction-see instruction-further instruction-withdraw tick-list",
    ),
    Scope.UPLOAD: (
        "sheet-list sheet-again sheet-cancel sheet-columns sheet-confirm sheet-decide",
        "sheet-withdraw sheet-copy-mark",
        "document-list document-retry document-again",
    ),
    Scope.OFFICE: (
        "document-correct document-publish document-superior word-accept word-decline",
        "word-withdraw",
        "plan-acts-archive plan-acts-close plan-acts-link plan-acts-reopen plan-acts-unlink",
        "plan-lamps-lamps indicator-acts-definitions indicator-acts-family",
        "target-acts-compare target-acts-override target-acts-withdraw-override",
        "reportingrule-list reportingrule-end waiver-list waiver-end",
        "period-acts-close period-acts-reopen",
        "slip-list slip-approve slip-close slip-refuse slip-return-for-changes slip-save slip-send",
        "slip-submit slip-withdraw api-letterhead",
        "instruction-make-task instruction-send-slip instruction-answer",
        "circular-list circular-approve circular-correct circular-issue circular-save",
        "circular-return-for-changes circular-submit circular-withdraw",
        "api-circular-template",
        "task-new-add task-lamp-override task-lamp-withdraw refusal-give-on refusal-insist",
        "task-amend-due task-archive task-cancel task-close task-complete task-decompose",
        "task-dispatch-it task-merge task-reassign task-register task-reopen task-resume",
        "task-give-back task-roll task-send-back task-suspend",
        "ladder-choose ladder-drop ladder-hours ladder-steps message-again",
        "outlet-acts-add outlet-acts-change outlet-acts-try-it",
        "webhook-list webhook-change webhook-end webhook-replay webhook-resume webhook-secret",
    ),
    Scope.ADMIN: (
        "unit-acts-add unit-acts-names group-add-member group-end-member",
        "account-list account-close account-password account-reopen",
        "account-request-approve account-request-refuse lock-unlock",
        "grant-list grant-end grant-hand-over grant-watched stand-in-list stand-in-withdraw",
        "calendar-list calendar-bring",
    ),
}
BY_ROUTE = {name: scope for scope, lines in ACTS.items() for line in lines for name in line.split()}
# A program may always give up its own token, whatever else it may do.
FREE = frozenset({"token-detail"})


class MissingScope(PermissionDenied):
    """The token was not made for this; another one of the same person may be."""

    default_code = "missing_scope"

    def __init__(self, scope: Scope | None) -> None:
        if scope is None:
            super().__init__(_("No token opens this: do it on the page."))
        else:
            sentence = _("This token lacks the scope “%(scope)s”. Make one that has it.")
            super().__init__(sentence % {"scope": scope.value})
        self.extra = {"scope": scope.value} if scope else {}


class HasScope(BasePermission):
    """Asks tokens only: whoever signed in to the pages has every scope."""

    def has_permission(self, request: Request, view: Any) -> bool:
        if not isinstance(request.auth, Token):
            return True
        route, method = request.resolver_match, request.method or ""
        name = route.url_name or "" if route else ""
        if name in FREE:
            return True
        if method not in view.allowed_methods:
            return True  # nobody can do it there: the answer is 405, and no scope would change it
        scope = scope_of(name, method)
        if scope is None or scope.value not in request.auth.scopes:
            raise MissingScope(scope)
        return True


def scope_of(route: str, method: str) -> Scope | None:
    """Which scope a token needs there; None where no scope opens it."""
    return Scope.READ if method in SAFE_METHODS else BY_ROUTE.get(route)


def describe(result: dict[str, Any], **_generator: Any) -> dict[str, Any]:
    """A hook of drf-spectacular: names the scope of each operation, as OpenAPI 3.1 has room for."""
    for path, method, operation in _operations(result):
        scope = scope_of(_route(path), method.upper())
        for way in operation.get("security", []):
            if "token" in way and scope is not None:
                way["token"] = [scope.value]
    return result


def _operations(result: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in result["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def _route(path: str) -> str:
    """The name of the route at a path of the schema, whose arguments are numbers."""
    plain = "/".join("1" if part.startswith("{") else part for part in path.split("/"))
    try:
        return resolve(plain).url_name or ""
    except Resolver404:
        return ""
