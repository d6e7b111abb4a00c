from django.urls import path

from tasks.views import coordination

# One address for each thing that can be done to a request.
COORDINATION_STEPS = [
    path(
        f"coordinations/<int:pk>/{verb.value.replace('_', '-')}/",
        coordination.act,
        {"verb": verb},
        name=f"coordination-{verb.value.replace('_', '-')}",
    )
    for verb in coordination.SERVICES
]

app_name = "tasks"
urlpatterns = [
    path("coordinations/", coordination.coordinations, name="coordinations"),
    path("coordinations/waiting/", coordination.waiting, name="coordinations-waiting"),
    path("coordinations/<int:pk>/", coordination.coordination, name="coordination"),
    path("<int:pk>/coordination/", coordination.ask, name="coordination-ask"),
    *COORDINATION_STEPS,
]
