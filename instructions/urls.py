from django.urls import path

from instructions import views
from instructions.rules import InstructionVerb

app_name = "instructions"
urlpatterns = [
    path("", views.instructions, name="list"),
    path("write/<slug:about>/<int:key>/", views.write, name="write"),
    path("tick/<slug:about>/<int:key>/", views.tick, name="tick"),
    path("<int:pk>/", views.instruction, name="instruction"),
    # One address for each step, so that each has its own lines in the table of who may what.
    *(
        path(f"<int:pk>/{verb.replace('_', '-')}/", views.act, {"verb": verb}, name=verb.value)
        for verb in InstructionVerb
    ),
]
