"""Reports from a workbook with django-import-export: in bulk, without differences, cached."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F
from import_export import resources
from import_export.results import RowResult

from benchmarks.worlds.sizes import NOW
from reports.models import Report, Submission
from reports.rules import Content, Subject, validate
from sheets.columns import MARK, Unreadable
from units.models import Membership
from units.rules import Role

TEXTS = ("progress", "problems", "next_steps", "explanation")


class _Quick(RowResult):
    """Names no instance: a name would ask the database about each."""

    def add_instance_info(self, instance: Any) -> None:
        self.instance = None


class SubmissionResource(resources.ModelResource):
    """One submission for each line; `keys` tells the columns by their headings."""

    class Meta:
        model = Submission
        fields = ("report",)
        import_id_fields = ()
        force_init_instance = True
        use_bulk = True
        batch_size = 1000
        skip_diff = True
        skip_html_diff = True
        report_skipped = False

    def __init__(self, keys: dict[str, str]) -> None:
        super().__init__()
        self.keys = keys
        self.titles = {key: title for title, key in keys.items()}
        self.done: list[int] = []

    def before_import(self, dataset: Any, **kwargs: Any) -> None:
        """Every look-up once."""
        marks = (self._mark(cell) for cell in dataset[self.titles["mark"]])
        wanted = [mark.report_id for mark in marks if mark]
        open_ones = Report.objects.filter(pk__in=wanted, state="open")
        self.known = dict(open_ones.values_list("pk", "target_id"))
        self.by = Membership.objects.filter(role=Role.INSPECTOR)[0].user_id

    @classmethod
    def get_row_result_class(cls) -> type[RowResult]:
        return _Quick

    @staticmethod
    def _mark(cell: Any) -> Any:
        try:
            return MARK.read(cell)
        except Unreadable:
            return None

    def import_instance(self, instance: Submission, row: Any, **kwargs: Any) -> None:
        mark = self._mark(row[self.titles["mark"]])
        if mark is None or mark.report_id not in self.known:
            raise ValidationError("unknown report")
        target = self.known[mark.report_id]
        texts: dict[str, Any] = {key: row[self.titles[key]] or "" for key in TEXTS}
        key = "value" if target else "percent"
        try:
            figure = Decimal(str(row[self.titles[key]]))
        except InvalidOperation as error:
            raise ValidationError("no number") from error
        content = Content(**texts | {key: figure})
        about = Subject.TARGET if target else Subject.TASK
        if faults := validate(content, about=about, submit=True):
            raise ValidationError(str(faults))
        instance.report_id, instance.version = mark.report_id, 1
        setattr(instance, key, figure)
        for name, text in texts.items():
            setattr(instance, name, text)
        instance.saved_at = instance.submitted_at = NOW
        instance.written_by_id, instance.origin = self.by, "import"
        self.done.append(mark.report_id)

    def after_import(self, dataset: Any, result: Any, **kwargs: Any) -> None:
        changed = {"state": "submitted", "revision": F("revision") + 1}
        Report.objects.filter(pk__in=self.done).update(**changed)
