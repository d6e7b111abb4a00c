"""Verbs on accounts and passwords."""

from collections.abc import Collection
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from core import audit
from core.errors import RuleBroken
from units import rules
from units.models import AccountRequest, RequestState, User
from units.rules import Actor, Need, RequestVerb, Role
from units.services.rights import grant_role
from units.services.tokens import withdraw_all

# Without characters that people mistake for one another when they copy them from paper.
PASSWORD_ALPHABET = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"


@transaction.atomic
def create_account(
    *, username: str, name: str, email: str, phone: str, by: User | None, now: datetime
) -> tuple[User, str]:
    """A new account without any role, and its random first password, which is shown only once.

    What a person asks for waits until the security administrator approves it. What a command of
    the installation opens (`by` None) is open at once: there is nobody yet to approve it.
    """
    password = get_random_string(12, PASSWORD_ALPHABET)
    user = User.objects.create_user(
        username, password, name=name, email=email, phone=phone, is_active=by is None
    )
    audit.record("account.created", user, by=by, now=now)
    if by is not None:
        _ask_to_open(user, by=by, now=now)
    return user, password


@transaction.atomic
def ask_to_reopen(*, user_id: int, by: User, now: datetime) -> AccountRequest:
    """Ask the security administrator to let somebody sign in again; asking twice asks once."""
    user = User.objects.select_for_update().get(pk=user_id)
    if user.is_active:
        raise RuleBroken(_("This account is open already."))
    waiting = user.requests.filter(state=RequestState.WAITING).first()
    return waiting or _ask_to_open(user, by=by, now=now)


def _ask_to_open(user: User, *, by: User, now: datetime) -> AccountRequest:
    request = AccountRequest.objects.create(account=user, asked_by=by, asked_at=now)
    audit.record("account.requested", user, by=by, now=now)
    return request


@transaction.atomic
def approve_account(*, request_id: int, by: User, now: datetime) -> AccountRequest:
    """From now on the person may sign in; roles that were wished with the account are granted."""
    request = _decide(request_id, RequestVerb.APPROVE, reason="", by=by, now=now)
    request.account.is_active = True
    request.account.save(update_fields=["is_active"])
    audit.record("account.approved", request.account, by=by, now=now)
    for wish in request.wishes.select_related("unit").order_by("pk"):
        role = Role(wish.role)
        grant_role(user_id=request.account_id, unit=wish.unit, role=role, by=by, now=now)
    return request


@transaction.atomic
def refuse_account(*, request_id: int, reason: str, by: User, now: datetime) -> AccountRequest:
    """The account stays closed; the system administrator reads why and may ask again."""
    if not reason.strip():
        raise RuleBroken(_("Say why you refuse it, so that the system administrator can mend it."))
    request = _decide(request_id, RequestVerb.REFUSE, reason=reason, by=by, now=now)
    details = {"reason": reason}
    audit.record("account.refused", request.account, by=by, now=now, details=details)
    return request


def _decide(
    request_id: int, verb: RequestVerb, *, reason: str, by: User, now: datetime
) -> AccountRequest:
    requests = AccountRequest.objects.select_for_update(of=("self",)).select_related("account")
    request = requests.get(pk=request_id)
    if by.pk == request.asked_by_id:
        raise RuleBroken(_("You asked for this account yourself. Somebody else must decide."))
    met = {Need.SECOND_PERSON} | ({Need.REASON} if reason.strip() else set())
    if not _step(request, verb, who=Actor.SECURITY_ADMIN, met=met):
        raise RuleBroken(_("Somebody has decided on this account already."))
    request.reason, request.decided_by, request.decided_at = reason, by, now
    request.save(update_fields=["reason", "decided_by", "decided_at"])
    return request


def _step(
    request: AccountRequest, verb: RequestVerb, *, who: Actor, met: Collection[Need] = ()
) -> bool:
    """Take the step where the table allows it."""
    state = rules.request_after(rules.RequestState(request.state), verb, who=who, met=met)
    if state is None:
        return False
    request.state = state.value
    request.save(update_fields=["state"])
    return True


@transaction.atomic
def issue_password(*, user_id: int, by: User, now: datetime) -> tuple[User, str]:
    """A first password for an account that nobody has used yet; it is shown only once."""
    user = User.objects.select_for_update().get(pk=user_id)
    if user.last_login is not None:
        raise RuleBroken(_("%(name)s has signed in already.") % {"name": user.name})
    password = get_random_string(12, PASSWORD_ALPHABET)
    user.set_password(password)
    user.save(update_fields=["password"])
    audit.record("account.password_issued", user, by=by, now=now)
    return user, password


@transaction.atomic
def close_account(*, user_id: int, by: User, now: datetime) -> User:
    """Nobody signs in with it any more; whoever does at this moment is out with the next click."""
    user = User.objects.select_for_update().get(pk=user_id)
    if user.pk == by.pk:
        raise RuleBroken(_("You cannot close your own account. Ask another administrator."))
    for request in user.requests.filter(state=RequestState.WAITING).select_for_update():
        _step(request, RequestVerb.WITHDRAW, who=Actor.SYSTEM_ADMIN)
    user.is_active = False
    user.save(update_fields=["is_active"])
    withdraw_all(user, by=by, now=now)
    audit.record("account.closed", user, by=by, now=now)
    return user


@transaction.atomic
def change_password(*, user: User, password: str, now: datetime) -> None:
    """Raises RuleBroken with the sentences of every rule that the new password breaks."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise RuleBroken(" ".join(error.messages)) from error
    user.set_password(password)
    user.save(update_fields=["password"])
    # Whoever learnt the old password may have made a token with it.
    withdraw_all(user, by=user, now=now)
    audit.record("account.password_changed", user, by=user, now=now)
