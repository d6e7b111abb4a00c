from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from config import api
from core import views as core_views

urlpatterns = [
    path("healthz", login_not_required(core_views.healthz), name="healthz"),
    path("language/", login_not_required(set_language), name="set_language"),
    path("api/problems/", login_not_required(core_views.problems), name="api-problems"),
    path("api/", include(api.urlpatterns)),
    path("", include("units.urls")),
    path("", include("dashboards.urls")),
    path("intake/", include("intake.urls")),
    path("indicators/", include("indicators.urls")),
    path("tasks/", include("tasks.urls")),
    path("reports/", include("reports.urls")),
    path("instructions/", include("instructions.urls")),
    path("slips/", include("slips.urls")),
    path("sheets/", include("sheets.urls")),
    path("notices/", include("notices.urls")),
    path("briefs/", include("briefs.urls")),
]

handler400 = core_views.bad_request
handler404 = core_views.not_found
handler500 = core_views.server_error
