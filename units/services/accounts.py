"""Verbs on accounts, passwords and tokens."""

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from rest_framework.authtoken.models import Token

from core import audit
from core.errors import RuleBroken
from units.models import (
    User,
)

# Without characters that people mistake for one another when they copy them from paper.
PASSWORD_ALPHABET = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"


@transaction.atomic
def create_account(
    *, username: str, name: str, email: str, phone: str, by: User | None, now: datetime
) -> tuple[User, str]:
    """A new account without any role, and its random first password, which is shown only once."""
    password = get_random_string(12, PASSWORD_ALPHABET)
    user = User.objects.create_user(username, password, name=name, email=email, phone=phone)
    audit.record("account.created", user, by=by, now=now)
    return user, password


@transaction.atomic
def set_account_active(*, user_id: int, active: bool, by: User, now: datetime) -> User:
    """Open or close an account; a closed one is signed out with its next click."""
    user = User.objects.select_for_update().get(pk=user_id)
    if user.pk == by.pk:
        raise RuleBroken(_("You cannot close your own account. Ask another administrator."))
    user.is_active = active
    user.save(update_fields=["is_active"])
    Token.objects.filter(user=user).delete()
    audit.record("account.opened" if active else "account.closed", user, by=by, now=now)
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
    # Whoever learnt the old password may have taken a token with it.
    Token.objects.filter(user=user).delete()
    audit.record("account.password_changed", user, by=user, now=now)


@transaction.atomic
def issue_token(*, user: User, now: datetime) -> str:
    """The person's key to the API, for programs; the same one until it is withdrawn.

    A new password or a closed account withdraws it as well.
    """
    token, created = Token.objects.get_or_create(user=user)
    if created:
        audit.record("token.issued", user, by=user, now=now)
    return token.key


@transaction.atomic
def withdraw_token(*, user: User, now: datetime) -> None:
    """Programs that use the person's token are refused from now on."""
    deleted, _rows = Token.objects.filter(user=user).delete()
    if deleted:
        audit.record("token.withdrawn", user, by=user, now=now)
