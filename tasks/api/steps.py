"""The steps of a task for programs: the same doors and the same table as on the pages."""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from core.rest import ExactJSONParser, read
from tasks import access, services
from tasks.models import Task
from tasks.rules import TaskVerb
from tasks.serializers.steps import AnswerIn, NothingIn, shape_of
from tasks.serializers.task import TaskOut
from tasks.services import NewTask, Papers, Part
from units.access import visible_groups, visible_units
from units.http import ApiRequest
from units.models import Unit, User

# What a body names in other words than the papers of a step.
_PLAIN = ("reason", "document", "verification", "done_on", "due_on")


def _step(verb: TaskVerb, told: str, *, name: str = "") -> Callable[..., Response]:
    """A POST below the task, at an address of its own."""
    shape = shape_of(verb)

    def act(self: "StepActions", request: ApiRequest, pk: int) -> Response:
        task = access.task_for_step(request.user, pk, verb)
        wish = read(shape, request)
        services.move(
            task_id=task.pk,
            verb=verb,
            by=request.user,
            now=timezone.now(),
            revision=wish["revision"],
            papers=_papers(request.user, wish),
        )
        return self.answer_with(pk)

    act.__name__ = name or verb.value
    act.__doc__ = told
    files = verb is TaskVerb.REQUEST_COMPLETION
    more: dict[str, Any] = {"parser_classes": [MultiPartParser, ExactJSONParser]} if files else {}
    address = verb.replace("_", "-")
    decorated = action(
        detail=True, methods=["post"], url_path=address, filterset_class=None, **more
    )
    described = extend_schema(operation_id=f"tasks_{verb}", request=shape, responses=TaskOut)
    return described(decorated(act))


class StepActions(GenericViewSet[Task]):
    """Mixed into the tasks of the API."""

    request: ApiRequest

    propose = _step(TaskVerb.PROPOSE, "Hand the draft to whoever approves it.")
    register = _step(TaskVerb.REGISTER, "Approve it, with a note.")
    send_back = _step(TaskVerb.SEND_BACK, "It stays a draft, with a reason.")
    dispatch_it = _step(TaskVerb.DISPATCH, "Hand it out to its units.", name="dispatch_it")
    refuse = _step(TaskVerb.REFUSE, "The lead unit says why the task is not its own; once.")
    request_completion = _step(
        TaskVerb.REQUEST_COMPLETION, "The lead unit asks for completion; `reason` is what it did."
    )
    withdraw_request = _step(TaskVerb.WITHDRAW_REQUEST, "The lead unit no longer asks for it.")
    complete = _step(TaskVerb.COMPLETE, "Accept it as completed on the day it really was.")
    close = _step(TaskVerb.CLOSE, "Strike it off after it was verified.")
    give_back = _step(TaskVerb.RETURN, "It is not done yet: say what is missing.", name="give_back")
    reopen = _step(TaskVerb.REOPEN, "A look back found a relapse.")
    roll = _step(TaskVerb.ROLL, "This stage is over, the task goes on next year.")
    reassign = _step(TaskVerb.REASSIGN, "Other units get it; the parts so far end.")
    decompose = _step(TaskVerb.DECOMPOSE, "Break it down into tasks of their own.")
    propose_shares = _step(
        TaskVerb.PROPOSE_SHARES, "The lead unit says how; the parts wait for approval."
    )
    amend_due = _step(TaskVerb.AMEND_DUE, "Another due date, by a document.")
    suspend = _step(TaskVerb.SUSPEND, "It does not count for now, by a document.")
    resume = _step(TaskVerb.RESUME, "It goes on where it was.")
    cancel = _step(TaskVerb.CANCEL, "It is given up, by a document.")
    merge = _step(TaskVerb.MERGE, "It goes on in another task, by a document.")
    archive = _step(TaskVerb.ARCHIVE, "It is filed.")

    @extend_schema(request=NothingIn, responses=TaskOut)
    @action(detail=True, methods=["post"], filterset_class=None)
    def receive(self, request: ApiRequest, pk: int) -> Response:
        """Confirm the receipt for the units that the person works for."""
        task = access.visible_task(request.user, pk)
        read(NothingIn, request)
        parts = access.own_parts(request.user).live().filter(task=task)
        if not parts.exists():
            raise PermissionDenied
        for part in parts.order_by("order", "pk"):
            services.receive_part(assignment_id=part.pk, **self._act())
        return self.answer_with(pk)

    @extend_schema(request=AnswerIn, responses=TaskOut)
    @action(detail=True, methods=["post"], filterset_class=None)
    def answer(self, request: ApiRequest, pk: int) -> Response:
        """An assisting unit hands in its share to the lead unit."""
        part = access.part_to_answer(request.user, pk)
        wish = read(AnswerIn, request)
        services.answer_part(assignment_id=part.pk, **wish, **self._act())
        return self.answer_with(pk)

    def answer_with(self, pk: int) -> Response:
        return Response(TaskOut(get_object_or_404(self.get_queryset(), pk=pk)).data)

    def _act(self) -> dict[str, Any]:
        return {"by": self.request.user, "now": timezone.now()}


def _papers(user: User, wish: dict[str, Any]) -> Papers:
    return Papers(
        **{name: wish[name] for name in _PLAIN if name in wish},
        files=tuple(wish.get("files", ())),
        other_task_id=wish.get("other_task"),
        parts=parts_of(user, wish.get("parts", ())),
        shares=tuple(
            NewTask(
                share["title"],
                due_on=share.get("due_on"),
                parts=parts_of(user, share.get("parts", ())),
            )
            for share in wish.get("shares", ())
        ),
    )


def parts_of(user: User, wanted: Iterable[dict[str, Any]]) -> tuple[Part, ...]:
    """Raises Http404 for units and groups that the person may not know of."""
    parts = []
    for part in wanted:
        if "unit" in part:
            unit: Unit = get_object_or_404(visible_units(user), pk=part["unit"])
            parts.append(Part(part["role"], unit.name, unit))
        else:
            group = get_object_or_404(visible_groups(user), pk=part["group"])
            parts.append(Part(part["role"], group.name, group=group))
    return tuple(parts)
