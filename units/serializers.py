from rest_framework import serializers

from core.rest import StrictIn
from units.models import Unit, UnitName


class UnitNameOut(serializers.ModelSerializer):
    class Meta:
        model = UnitName
        fields = ("name", "kind", "valid_from", "valid_to")


class UnitOut(serializers.ModelSerializer):
    names = UnitNameOut(many=True, read_only=True)

    class Meta:
        model = Unit
        fields = (
            "id",
            "name",
            "kind",
            "level",
            "parent",
            "protocol_order",
            "valid_from",
            "valid_to",
            "successor",
            "names",
        )


class SignInIn(StrictIn):
    username = serializers.CharField()
    password = serializers.CharField(
        trim_whitespace=False, style={"input_type": "password"}, write_only=True
    )


class TokenOut(serializers.Serializer):
    token = serializers.CharField()
