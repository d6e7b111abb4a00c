from django.urls import path

from core.tables import file_paths
from slips import views
from slips.rules import SlipVerb

app_name = "slips"
# Those that a person takes by a button; saving has a page, and the next slip raises the one before.
BUTTONS = [verb for verb in SlipVerb if verb not in (SlipVerb.SAVE, SlipVerb.RAISE)]
urlpatterns = [
    path("", views.slips, name="list"),
    *file_paths("table", views.slips_file, name="list"),
    path("late/", views.late, name="late"),
    path("draft/", views.draft, name="draft"),
    path("letterhead/", views.letterhead, name="letterhead"),
    path("files/<int:pk>/", views.file, name="file"),
    path("<int:pk>/", views.slip, name="slip"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    # One address for each step, so that each has its own lines in the table of who may what.
    *(path(f"<int:pk>/{verb}/", views.act, {"verb": verb}, name=verb.value) for verb in BUTTONS),
]
