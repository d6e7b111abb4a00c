"""A person's own file with everything marked in it, for programs."""

from pathlib import PurePath

from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import get_language
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from core.bell import ring
from core.rest import NothingIn, read
from core.rest.resources import Address
from sheets import access, services
from sheets.models import Sheet
from units.http import ApiRequest


class SheetCopyViewSet(Address, GenericViewSet[Sheet]):
    """Marked copies of sheets, in the language of the request."""

    queryset = Sheet.objects.none()
    lookup_value_converter = "int"

    @extend_schema(operation_id="sheets_mark", request=None, responses={202: None})
    @action(detail=True, methods=["post"])
    def mark(self, request: ApiRequest, pk: int) -> Response:
        """Have a copy made in which everything is marked; a worker does it."""
        sheet = access.visible_sheet(request.user, pk)
        read(NothingIn, request)
        services.ask_for_copy(
            sheet_id=sheet.pk, language=get_language() or "", by=request.user, now=timezone.now()
        )
        ring("sheets.make_copies")
        return Response(status=202)

    @extend_schema(operation_id="sheets_marked", responses={200: OpenApiTypes.BINARY})
    @action(detail=True)
    def marked(self, request: ApiRequest, pk: int) -> FileResponse:
        """The copy; 404 until it is made."""
        sheet = access.visible_sheet(request.user, pk)
        copy = get_object_or_404(sheet.copies.exclude(file=""), language=get_language())
        name = PurePath(str(copy.file)).name
        return FileResponse(copy.file.open("rb"), as_attachment=True, filename=name)

    @extend_schema(operation_id="sheets_original", responses={200: OpenApiTypes.BINARY})
    @action(detail=True)
    def original(self, request: ApiRequest, pk: int) -> FileResponse:
        """The file as it was handed in."""
        sheet = access.visible_sheet(request.user, pk)
        return FileResponse(sheet.file.open("rb"), as_attachment=True, filename=sheet.name)
