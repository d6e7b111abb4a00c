from django.urls import path

from core.tables import file_paths
from indicators import views

app_name = "indicators"
urlpatterns = [
    path("plans/<int:pk>/lamps/", views.lamps, name="lamps"),
    path("targets/<int:pk>/verdicts/", views.verdicts, name="verdicts"),
    *file_paths("targets/<int:pk>/verdicts/table", views.verdicts_file, name="verdicts"),
    path("targets/<int:pk>/override/", views.override, name="override"),
    path("targets/<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("targets/<int:pk>/compare/", views.compare, name="compare"),
    path("targets/<int:pk>/amend/", views.amend, name="amend"),
    path("amendments/", views.amendments, name="amendments"),
    *file_paths("amendments/table", views.amendments_file, name="amendments"),
    path("amendments/<int:pk>/decide/", views.decide, name="decide"),
    path("<int:pk>/definitions/", views.definitions, name="definitions"),
    path("<int:pk>/family/", views.family, name="family"),
]
