from django.urls import path

from briefs import views
from briefs.rules.states import CircularVerb
from core.tables import file_paths

app_name = "briefs"
# Those that a person takes by a button; saving has a page, and an erratum corrects as it is issued.
BUTTONS = [verb for verb in CircularVerb if verb not in (CircularVerb.SAVE, CircularVerb.CORRECT)]
CIRCULAR = "circulars/<int:pk>/"
urlpatterns = [
    path("plans/<int:pk>/breakdown.xlsx", views.workbook, name="workbook"),
    path("plans/<int:pk>/breakdown.docx", views.document, name="document"),
    path("slips/<int:pk>/slip.docx", views.slip, name="slip"),
    path("circulars/", views.circulars, name="circulars"),
    *file_paths("circulars/table", views.circulars_file, name="circulars"),
    path("circulars/draft/", views.draft, name="draft"),
    path("circulars/template/<slug:kind>/", views.template, name="template"),
    path(CIRCULAR, views.circular, name="circular"),
    path(f"{CIRCULAR}edit/", views.edit, name="edit"),
    path(f"{CIRCULAR}circular.docx", views.paper, name="paper"),
    path(f"{CIRCULAR}circular.pdf", views.portable, name="portable"),
    path(f"{CIRCULAR}correct/", views.correct, name="correct"),
    path(f"{CIRCULAR}figures/<str:name>/", views.figure, name="figure"),
    *file_paths(f"{CIRCULAR}figures/<str:name>/table", views.figure_file, name="figure"),
    # One address for each step, so that each has its own lines in the table of who may what.
    *(path(f"{CIRCULAR}{verb}/", views.act, {"verb": verb}, name=verb.value) for verb in BUTTONS),
]
