"""How programs say for whom they speak: `Authorization: Bearer …`."""

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from core.origin import address_of
from units.models import Token, User
from units.services.tokens import hash_of_key, note_use


class BearerAuthentication(BaseAuthentication):
    """A token that ended, or was withdrawn with its account or role, opens nothing."""

    def authenticate(self, request: Request) -> tuple[User, Token] | None:
        scheme, _space, key = get_authorization_header(request).partition(b" ")
        if scheme.lower() != b"bearer":
            return None
        now = timezone.now()  # noqa: TID251 - a face: every request of the API begins here
        hashed = hash_of_key(key.strip().decode("latin-1"))
        token = Token.objects.select_related("person").filter(key_hash=hashed).first()
        if token is None or not token.person.is_active:
            raise AuthenticationFailed(
                _("This token opens nothing: it was withdrawn or mistyped. Make a new one.")
            )
        if token.ends_at <= now:
            raise AuthenticationFailed(_("This token has ended. Make a new one."))
        note_use(token, address=address_of(request), now=now)
        return token.person, token

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="Luoshi"'


class BearerScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # untyped there
    """How the schema describes it."""

    target_class = "units.tokens.BearerAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer"}
