"""The kinds of problems that the API tells of. Their slugs are a promise to programs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Kind:
    """`what` happened where nothing closer is known, and what to do `then`."""

    code: str
    status: int
    title: Any
    what: Any
    then: Any

    @property
    def slug(self) -> str:
        return self.code.replace("_", "-")


_ALL = (
    Kind(
        "invalid",
        400,
        _("Something that was sent is wrong"),
        _("Several values cannot be taken; “errors” names each of them."),
        _("Mend what “errors” points at, in the body or in the address, and send it again."),
    ),
    Kind(
        "parse_error",
        400,
        _("The body cannot be read"),
        _("The body is not what its Content-Type says."),
        _("Send one JSON object in UTF-8, without NaN, Infinity or two fields of one name."),
    ),
    Kind(
        "not_authenticated",
        401,
        _("Nobody has signed in"),
        _("This address wants to know who asks."),
        _("Make a token on the page “Tokens for programs”; send it as “Authorization: Bearer …”."),
    ),
    Kind(
        "authentication_failed",
        401,
        _("The token opens nothing"),
        _("The token has ended, was withdrawn or is mistyped, or its account is closed."),
        _("Make a new token, or ask the system administrator about the account."),
    ),
    Kind(
        "permission_denied",
        403,
        _("This is not yours to do"),
        _("You may see this, but not do that with it."),
        _("Ask somebody whose duty it is."),
    ),
    Kind(
        "missing_scope",
        403,
        _("The token was not made for this"),
        _("The token lacks the scope that this needs."),
        _("Make a token with the scope that “scope” names."),
    ),
    Kind(
        "csrf_failed",
        403,
        _("The request did not come from a page of the portal"),
        _("A request with a session's cookie needs the page's CSRF token as well."),
        _("Programs send a token instead of a cookie."),
    ),
    Kind(
        "not_found",
        404,
        _("There is nothing here"),
        _("There is nothing at this address, or nothing that you may know of."),
        _("Look at the address again; lists show what there is."),
    ),
    Kind(
        "method_not_allowed",
        405,
        _("This cannot be done here"),
        _("This address does not take the request's method."),
        _("Use one of the methods that the header “Allow” names."),
    ),
    Kind(
        "not_acceptable",
        406,
        _("There is no such form"),
        _("The answer cannot be given in the form that “Accept” asks for."),
        _("Accept application/json."),
    ),
    Kind(
        "rule_broken",
        409,
        _("A rule forbids it"),
        _("The wish is understood, but a rule forbids it; nothing was changed."),
        _("Do what “detail” says; the same request again gets the same answer."),
    ),
    Kind(
        "stale",
        409,
        _("Somebody else was quicker"),
        _("It was changed since you looked at it; nothing of yours was written."),
        _("Read it again, decide again, and send the new revision."),
    ),
    Kind(
        "in_progress",
        409,
        _("The same request is being carried out"),
        _("A request with this Idempotency-Key is being carried out at this moment."),
        _("Send it again after the seconds that “Retry-After” names."),
    ),
    Kind(
        "changed_meanwhile",
        412,
        _("It is no longer what “If-Match” names"),
        _("It was changed since you read it, or there is nothing here to be matched."),
        _("Read it again, decide again, and send its new ETag."),
    ),
    Kind(
        "too_large",
        413,
        _("The body is too long"),
        _("The body is longer than the portal takes."),
        _("Send less at once; many reports go into a sheet."),
    ),
    Kind(
        "unsupported_media_type",
        415,
        _("The body has a form that is not taken here"),
        _("This address does not take the body's Content-Type."),
        _("Send application/json; files go as multipart/form-data where the schema says so."),
    ),
    Kind(
        "key_reused",
        422,
        _("The Idempotency-Key belongs to another request"),
        _("This Idempotency-Key was sent before with another request."),
        _("Take a new key for a new request, and the same one only to repeat it."),
    ),
    Kind(
        "throttled",
        429,
        _("Too many requests"),
        _("So many requests are not taken in so short a time."),
        _("Wait for the seconds that “Retry-After” names; ask for more at once instead."),
    ),
    Kind(
        "error",
        500,
        _("The portal made a mistake"),
        _("Something went wrong in the portal. It has been written down."),
        _("Try again later. If it stays, tell the system administrator when it happened."),
    ),
)
KINDS: Mapping[str, Kind] = {kind.code: kind for kind in _ALL}
