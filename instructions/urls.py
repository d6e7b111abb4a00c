from django.urls import path

from core.tables import file_paths
from instructions import views
from instructions.rules import InstructionVerb

app_name = "instructions"
urlpatterns = [
    path("", views.instructions, name="list"),
    *file_paths("table", views.instructions_file, name="list"),
    path("write/<slug:about>/<int:key>/", views.write, name="write"),
    path("tick/<slug:about>/<int:key>/", views.tick, name="tick"),
    path("<int:pk>/", views.instruction, name="instruction"),
    # One address for each step, so that each has its own lines in the table of who may what.
    *(
        path(f"<int:pk>/{verb.replace('_', '-')}/", views.act, {"verb": verb}, name=verb.value)
        for verb in InstructionVerb
    ),
]
