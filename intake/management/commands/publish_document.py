"""Reads a policy document and publishes it in one go, with every unit that it needs."""

from pathlib import Path
from time import sleep
from typing import Any

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.errors import RuleBroken
from core.origin import coming_from
from core.work import WorkState
from intake import queries, rules, services, wording
from intake.links import plan_address
from intake.models import Document, Draft
from intake.services import UnitChoice
from plans.models import Plan
from units.models import Unit, UnitKind
from units.queries import issuer_called
from units.rules import is_collective, likely_kind, likely_level
from units.services import create_unit


class Command(BaseCommand):
    help = "Read a policy document, create the units that are missing, publish it as a plan."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--issuer", required=True, metavar="UNIT", help="who issues the plan")

    def handle(self, *args: Any, **options: Any) -> None:
        with coming_from("command publish_document"):
            try:
                document = self._read(options["file"], options["issuer"])
                plan = document.draft.plan or self._publish(document.draft)
            except RuleBroken as broken:
                raise CommandError(broken.sentence) from broken
        self.stdout.write(plan_address(plan))
        self.stdout.write(_counts(plan))

    def _read(self, path: Path, issuer: str) -> Document:
        """The document with its reading, whether it is new or was handed in before."""
        document = self._take_in(path, issuer)
        if document.work_state == WorkState.FAILED:
            services.retry_document(document_id=document.pk, by=None, now=timezone.now())
        document = _settled(document.pk)
        if document.work_state == WorkState.FAILED:
            raise CommandError(wording.sentence(document.work_error))
        return document

    def _take_in(self, path: Path, issuer: str) -> Document:
        try:
            with path.open("rb") as file:
                return services.upload_document(
                    file=File(file, name=path.name),
                    name=path.name,
                    issuer=_issuer(issuer),
                    by=None,
                    now=timezone.now(),
                )
        except services.AlreadyHere as already:
            self.stdout.write(already.sentence)
            return already.document
        except OSError as error:
            sentence = _("The file %(path)s cannot be opened. Check that it exists.")
            raise CommandError(sentence % {"path": path}) from error

    def _publish(self, draft: Draft) -> Plan:
        return services.publish_draft(
            draft_id=draft.pk,
            revision=draft.revision,
            unit_choices=_choices(draft),
            by=None,
            now=timezone.now(),
        )


def _settled(pk: int) -> Document:
    """The document as soon as it is read, by us or by a worker that was faster."""
    while True:
        claimed = services.claim_document(pk, now=timezone.now())
        if claimed is not None:
            services.read_claimed(claimed, now=timezone.now())
        document = Document.objects.select_related("issuer").get(pk=pk)
        if document.work_state in {WorkState.DONE, WorkState.FAILED}:
            return document
        sleep(1)


def _issuer(name: str) -> Unit:
    """Who goes by this name; a new government where nobody does."""
    known = issuer_called(name)
    if known is not None:
        return known
    return create_unit(
        name,
        kind=UnitKind.GOVERNMENT,
        level=likely_level(name),
        parent=None,
        by=None,
        now=timezone.now(),
    )


def _choices(draft: Draft) -> dict[str, UnitChoice]:
    """Nobody can be asked: a collective becomes a group, every other unknown name a new unit."""
    reading = rules.corrected(draft.reading, draft.corrections)
    unknown = queries.strangers(draft, reading, on=timezone.localdate())
    return {each.name: _choice(each) for each in unknown}


def _choice(stranger: queries.Stranger) -> UnitChoice:
    if stranger.choice:
        return UnitChoice.from_json(stranger.choice)
    if is_collective(stranger.name):
        return UnitChoice(services.GROUP)
    return UnitChoice(services.CREATE, likely_kind(stranger.name))


def _counts(plan: Plan) -> str:
    tasks, targets = plan.tasks.count(), plan.targets.count()
    return ", ".join(
        (
            ngettext("%(count)s task", "%(count)s tasks", tasks) % {"count": tasks},
            ngettext("%(count)s target", "%(count)s targets", targets) % {"count": targets},
            ngettext("%(count)s clause", "%(count)s clauses", n := plan.clauses.count())
            % {"count": n},
        )
    )
