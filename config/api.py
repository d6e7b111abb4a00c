"""The root of the REST API: which app answers for what, and how errors are told."""

from typing import Any

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework import status
from rest_framework.authtoken.views import obtain_auth_token
from rest_framework.response import Response
from rest_framework.routers import DefaultRouter
from rest_framework.views import exception_handler

from core.errors import RuleBroken

router = DefaultRouter()

urlpatterns = [
    path("v1/token/", obtain_auth_token, name="api-token"),
    path("v1/", include(router.urls)),
    path("schema/", SpectacularAPIView.as_view(), name="api-schema"),
    path("docs/", SpectacularSwaggerSplitView.as_view(url_name="api-schema"), name="api-docs"),
]


def explain(error: Exception, context: dict[str, Any]) -> Response | None:
    """A broken rule is a conflict with a sentence; the rest is Django REST framework's own."""
    if isinstance(error, RuleBroken):
        return Response({"detail": str(error)}, status=status.HTTP_409_CONFLICT)
    return exception_handler(error, context)
