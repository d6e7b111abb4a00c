"""Accounts for programs: one administrator asks for them, another one decides."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from core.rest import NothingIn, StrictIn, read
from core.rest.out import Out
from core.rest.resources import Resource
from units import access, queries, services
from units.http import ApiRequest
from units.models import AccountRequest, Membership, SignInCount, User
from units.rules import Role


class HeldOut(Out):
    unit_name = serializers.CharField(source="unit.name", read_only=True)

    class Meta:
        model = Membership
        fields = ("id", "unit", "unit_name", "role")


class AccountOut(Out):
    roles = HeldOut(source="held", many=True, read_only=True)

    class Meta:
        model = User
        fields = ("id", "username", "name", "email", "phone", "is_active", "last_login", "roles")


class AccountIn(serializers.ModelSerializer):
    class Meta:
        model = User
        fields = ("username", "name", "email", "phone")


class AccountStrictIn(StrictIn, AccountIn):
    """A person; the account waits for the security administrator."""


class PasswordOut(serializers.Serializer):
    """The first password is shown once and kept nowhere."""

    id = serializers.IntegerField()
    username = serializers.CharField()
    password = serializers.CharField()


class AccountRequestOut(Out):
    account_name = serializers.CharField(source="account.name", read_only=True)

    class Meta:
        model = AccountRequest
        fields = ("id", "account", "account_name", "state", "asked_at", "decided_at", "reason")


class AccountRefusalIn(StrictIn):
    reason = serializers.CharField(max_length=200)


class LockOut(Out):
    class Meta:
        model = SignInCount
        fields = ("id", "kind", "value", "failures", "locked_until")


class AccountViewSet(Resource[User]):
    """People who may sign in, for the system administrator."""

    queryset = User.objects.none()
    serializer_class = AccountOut
    lookup_value_converter = "int"
    request: ApiRequest

    def get_queryset(self) -> QuerySet[User]:
        access.require_role(self.request.user, Role.SYSTEM_ADMIN)
        return queries.accounts({})

    @extend_schema(request=AccountStrictIn, responses={201: PasswordOut})
    def create(self, request: ApiRequest) -> Response:
        """Ask for an account."""
        access.require_role(request.user, Role.SYSTEM_ADMIN)
        given = {"email": "", "phone": ""} | read(AccountStrictIn, request)
        user, password = services.create_account(**given, **_act(request))
        return Response(_password(user, password), status=201)

    @extend_schema(request=None, responses=PasswordOut)
    @action(detail=True, methods=["post"])
    def password(self, request: ApiRequest, pk: int) -> Response:
        """Issue a first password for an account that nobody has used yet."""
        return Response(_password(*self._do(services.issue_password)))

    @extend_schema(request=None, responses=AccountOut)
    @action(detail=True, methods=["post"])
    def close(self, request: ApiRequest, pk: int) -> Response:
        """Nobody signs in with it any more."""
        self._do(services.close_account)
        return Response(AccountOut(self.get_object()).data)

    @extend_schema(request=None, responses=AccountOut)
    @action(detail=True, methods=["post"])
    def reopen(self, request: ApiRequest, pk: int) -> Response:
        """Ask the security administrator to open it again."""
        self._do(services.ask_to_reopen)
        return Response(AccountOut(self.get_object()).data)

    def _do(self, verb: Any) -> Any:
        account = self.get_object()
        read(NothingIn, self.request)
        return verb(user_id=account.pk, **_act(self.request))


class AccountRequestViewSet(Resource[AccountRequest]):
    """Accounts that wait for the security administrator."""

    queryset = AccountRequest.objects.none()
    serializer_class = AccountRequestOut
    lookup_value_converter = "int"
    request: ApiRequest

    def get_queryset(self) -> QuerySet[AccountRequest]:
        access.require_role(self.request.user, Role.SECURITY_ADMIN)
        return queries.account_requests()

    @extend_schema(request=None, responses=AccountRequestOut)
    @action(detail=True, methods=["post"])
    def approve(self, request: ApiRequest, pk: int) -> Response:
        """Open the account, with the roles that were wished."""
        asked = self._asked(pk)
        read(NothingIn, request)
        done = services.approve_account(request_id=asked.pk, **_act(request))
        return Response(AccountRequestOut(done).data)

    @extend_schema(request=AccountRefusalIn, responses=AccountRequestOut)
    @action(detail=True, methods=["post"])
    def refuse(self, request: ApiRequest, pk: int) -> Response:
        """The account stays closed."""
        asked = self._asked(pk)
        wish = read(AccountRefusalIn, request)
        done = services.refuse_account(request_id=asked.pk, **wish, **_act(request))
        return Response(AccountRequestOut(done).data)

    def _asked(self, pk: int) -> AccountRequest:
        """Also one that was decided: the service says so."""
        access.require_role(self.request.user, Role.SECURITY_ADMIN)
        return get_object_or_404(AccountRequest, pk=pk)


class LockViewSet(Resource[SignInCount]):
    """What is locked after too many wrong passwords, for the security administrator."""

    queryset = SignInCount.objects.none()
    serializer_class = LockOut
    lookup_value_converter = "int"
    request: ApiRequest

    def get_queryset(self) -> QuerySet[SignInCount]:
        access.require_role(self.request.user, Role.SECURITY_ADMIN)
        return queries.locks(now=timezone.now())

    @extend_schema(request=None, responses={204: None})
    @action(detail=True, methods=["post"])
    def unlock(self, request: ApiRequest, pk: int) -> Response:
        """Let people try again at once."""
        access.require_role(request.user, Role.SECURITY_ADMIN)
        count = get_object_or_404(SignInCount, pk=pk)
        read(NothingIn, request)
        services.unlock(count_id=count.pk, **_act(request))
        return Response(status=204)


def _password(user: User, password: str) -> dict[str, Any]:
    shown = {"id": user.pk, "username": user.username, "password": password}
    return dict(PasswordOut(shown).data)


def _act(request: ApiRequest) -> dict[str, Any]:
    return {"by": request.user, "now": timezone.now()}
