"""Tokens of the API that end after a time."""

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.authentication import TokenAuthentication
from rest_framework.authtoken.models import Token
from rest_framework.exceptions import AuthenticationFailed

from units.models import User


class EndingTokenAuthentication(TokenAuthentication):
    """A token that was copied somewhere years ago opens nothing."""

    def authenticate_credentials(self, key: str) -> tuple[User, Token]:
        user, token = super().authenticate_credentials(key)
        now = timezone.now()  # noqa: TID251 - a face: every request of the API begins here
        if token.created < now - settings.TOKEN_LIFE:
            raise AuthenticationFailed(_("This token has ended. Sign in again for a new one."))
        return user, token
