from django.urls import path

from core.tables import file_paths
from plans.rules import PlanVerb
from tasks.rules import TaskVerb
from tasks.views import (
    coordination,
    extensions,
    files,
    lists,
    milestones,
    parts,
    plans,
    steps,
    verdicts,
)

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

BREAKDOWNS = (TaskVerb.DECOMPOSE, TaskVerb.PROPOSE_SHARES)

# One address for each step, so that each has its own lines in the table of who may what.
TASK_STEPS = [
    path(
        f"<int:pk>/{verb.replace('_', '-')}/",
        steps.step,
        {"verb": verb},
        name=verb.replace("_", "-"),
    )
    for verb in TaskVerb
    if verb not in (TaskVerb.RECEIVE, TaskVerb.DEEM_RECEIVED, *BREAKDOWNS)
]

EXTENSION_STEPS = [
    path(f"extensions/<int:pk>/{verb}/", extensions.act, {"verb": verb}, name=f"extension-{verb}")
    for verb in extensions.SERVICES
]

PLAN_STEPS = [
    path(f"plan/<int:pk>/{verb}/", plans.move, {"verb": verb}, name=f"plan-{verb}")
    for verb in PlanVerb
]

STAGE_STEPS = [
    path(
        f"stages/<int:pk>/{verb.replace('_', '-')}/",
        milestones.act,
        {"verb": verb},
        name=f"stage-{verb.replace('_', '-')}",
    )
    for verb in milestones.SERVICES
]

app_name = "tasks"
urlpatterns = [
    path("to-receive/", lists.to_receive, name="to-receive"),
    *file_paths("to-receive/table", files.receipts_file, name="to-receive"),
    path("office/", lists.office, name="office"),
    *file_paths("office/table", files.office_file, name="office"),
    path("office/ticked/", lists.office_ticked, name="office-ticked"),
    path("new/<int:pk>/", lists.new, name="new"),
    *PLAN_STEPS,
    path("proofs/<int:pk>/", steps.proof, name="proof"),
    path("<int:pk>/answer/", steps.answer, name="answer"),
    path("parts/<int:pk>/refuse/", parts.refuse, name="part-refuse"),
    path("refusals/<int:pk>/insist/", parts.insist, name="part-insist"),
    path("refusals/<int:pk>/give-on/", parts.give_on, name="part-give-on"),
    *(
        path(
            f"<int:pk>/{verb.replace('_', '-')}/",
            steps.decompose,
            {"verb": verb},
            name=verb.replace("_", "-"),
        )
        for verb in BREAKDOWNS
    ),
    *TASK_STEPS,
    path("coordinations/", coordination.coordinations, name="coordinations"),
    *file_paths("coordinations/table", files.coordinations_file, name="coordinations"),
    path("coordinations/waiting/", coordination.waiting, name="coordinations-waiting"),
    *file_paths("coordinations/waiting/table", files.waiting_file, name="coordinations-waiting"),
    path("coordinations/<int:pk>/", coordination.coordination, name="coordination"),
    path("<int:pk>/coordination/", coordination.ask, name="coordination-ask"),
    *COORDINATION_STEPS,
    path("extensions/", extensions.extensions, name="extensions"),
    *file_paths("extensions/table", files.extensions_file, name="extensions"),
    path("extensions/<int:pk>/", extensions.extension, name="extension"),
    path("<int:pk>/extend/", extensions.extend, name="extend"),
    *EXTENSION_STEPS,
    path("<int:pk>/stages/", milestones.stages, name="stages"),
    path("<int:pk>/stages/plan/", milestones.plan, name="stages-plan"),
    path("<int:pk>/stages/approve/", milestones.approve, name="stages-approve"),
    *STAGE_STEPS,
    path("<int:pk>/lamp/", verdicts.lamp, name="lamp"),
    path("<int:pk>/lamp/override/", verdicts.override, name="lamp-override"),
    path("<int:pk>/lamp/withdraw/", verdicts.withdraw, name="lamp-withdraw"),
]
