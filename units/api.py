import django_filters
from django.db.models import QuerySet
from rest_framework.viewsets import ReadOnlyModelViewSet

from units import access
from units.models import Unit
from units.serializers import UnitOut


class UnitFilter(django_filters.FilterSet):
    name = django_filters.CharFilter(
        field_name="names__name", lookup_expr="icontains", distinct=True, label="any name"
    )

    class Meta:
        model = Unit
        fields = ("kind", "level", "parent")


class UnitViewSet(ReadOnlyModelViewSet[Unit]):
    """The units that plans name, each with every name it goes by."""

    queryset = Unit.objects.none()
    serializer_class = UnitOut
    filterset_class = UnitFilter

    def get_queryset(self) -> QuerySet[Unit]:
        return access.visible_units(self.request.user).prefetch_related("names").in_protocol_order()
