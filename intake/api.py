"""Documents on their way to plans, for programs: handed in, read, checked, published."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from core.bell import ring
from core.rest import BIGGEST_KEY, ExactJSONParser, NothingIn, StrictIn, UploadField, read
from core.rest.out import Out
from core.rest.resources import Resource
from core.work import WorkState
from intake import access, checking, rules, services, wording
from intake.checking import VERBS, Wish
from intake.models import Document, Draft, OfficeRule
from intake.services.learning import accept_rule, decline_rule, withdraw_rule
from intake.services.superior import choose_superior
from plans.access import visible_plan
from units.access import visible_units
from units.http import ApiRequest
from units.models import Unit

JOB = "intake.read_documents"


class DocumentOut(Out):
    """`state` is that of its reading; `plan` is there once it was published."""

    issuer_name = serializers.CharField(source="issuer.name", read_only=True)
    state = serializers.ChoiceField(source="work_state", choices=WorkState.choices, read_only=True)
    trouble = serializers.SerializerMethodField()
    revision = serializers.IntegerField(source="draft.revision", read_only=True, default=None)
    plan = serializers.IntegerField(source="draft.plan_id", read_only=True, default=None)

    class Meta:
        model = Document
        fields = (
            "id",
            "name",
            "sha256",
            "issuer",
            "issuer_name",
            "uploaded_at",
            "state",
            "trouble",
            "revision",
            "plan",
        )

    def get_trouble(self, document: Document) -> str:
        failed = document.work_state == WorkState.FAILED
        return wording.sentence(document.work_error) if failed else ""


class ReadingDoubtOut(serializers.Serializer):
    """Something that an official should look at, and where."""

    code = serializers.CharField()
    kind = serializers.CharField()
    item = serializers.CharField()
    field = serializers.CharField()
    blocks = serializers.BooleanField()


class DocumentDetailOut(DocumentOut):
    """`reading` is what was read with what people corrected, in the form that docs/reader.md has.

    `to_settle` are the doubts that wait for somebody; those that block must be settled first.
    """

    reading = serializers.SerializerMethodField()
    to_settle = serializers.SerializerMethodField()

    class Meta(DocumentOut.Meta):
        fields = (*DocumentOut.Meta.fields, "reading", "to_settle")  # type: ignore[assignment]  # more of them

    @extend_schema_field(serializers.DictField(allow_null=True))
    def get_reading(self, document: Document) -> dict[str, Any] | None:
        draft = _draft_of(document)
        return rules.corrected(draft.reading, draft.corrections) if draft else None

    @extend_schema_field(ReadingDoubtOut(many=True))
    def get_to_settle(self, document: Document) -> list[dict[str, Any]]:
        reading = self.get_reading(document)
        return list(ReadingDoubtOut(rules.to_settle(reading), many=True).data) if reading else []


class DocumentIn(StrictIn):
    file = UploadField()
    issuer = serializers.IntegerField(min_value=0, max_value=BIGGEST_KEY)


class CorrectionIn(StrictIn):
    """One entry of the draft is saved, added, taken out, brought back or confirmed.

    `fields` are those of the form on the checking page, as texts.
    """

    revision = serializers.IntegerField(min_value=0, max_value=2**31 - 1)
    entry = serializers.ChoiceField(choices=sorted(VERBS))
    do = serializers.ChoiceField(choices=sorted({verb for some in VERBS.values() for verb in some}))
    item = serializers.CharField(max_length=200, allow_blank=True, default="")
    place = serializers.CharField(max_length=40, allow_blank=True, default="")
    fields_ = serializers.DictField(child=serializers.CharField(allow_blank=True), default=dict)

    def get_fields(self) -> dict[str, serializers.Field]:
        found = super().get_fields()
        # Serializers keep their fields under that very name.
        found["fields"] = found.pop("fields_")
        return found


class PublishIn(StrictIn):
    revision = serializers.IntegerField(min_value=0, max_value=2**31 - 1)


class SuperiorIn(StrictIn):
    """Which plan is meant by a title that the document cites; null for one that is not here."""

    cited = serializers.CharField(max_length=300)
    plan = serializers.IntegerField(min_value=0, max_value=BIGGEST_KEY, allow_null=True)


class WordOut(Out):
    class Meta:
        model = OfficeRule
        fields = ("id", "office", "kind", "text", "meaning", "state", "quote", "proposed_at")


class DocumentFilter(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(field_name="work_state", choices=WorkState.choices)

    class Meta:
        model = Document
        fields = ()


class DocumentViewSet(Resource[Document]):
    """Policy documents that the office handed in, the newest first."""

    queryset = Document.objects.none()
    serializer_class = DocumentOut
    filterset_class = DocumentFilter
    lookup_value_converter = "int"
    parser_classes = (ExactJSONParser, MultiPartParser)
    request: ApiRequest

    def get_queryset(self) -> QuerySet[Document]:
        documents = access.visible_documents(self.request.user)
        return documents.select_related("issuer", "draft").order_by("-pk")

    @extend_schema(responses=DocumentDetailOut)
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """A document with its reading, as far as there is one."""
        return self._answer(kwargs["pk"])

    @extend_schema(
        request={"multipart/form-data": DocumentIn},
        responses={202: DocumentDetailOut, 200: DocumentDetailOut},
    )
    def create(self, request: ApiRequest) -> Response:
        """Hand a document in; a worker reads it. The same file again gives what became of it."""
        access.visible_documents(request.user)
        wish = read(DocumentIn, request)
        issuer: Unit = get_object_or_404(visible_units(request.user), pk=wish["issuer"])
        file = wish["file"]
        try:
            taken = services.upload_document(
                file=file, name=file.name, issuer=issuer, **self._act()
            )
        except services.AlreadyHere as already:
            return self._answer(already.document.pk)
        ring(JOB)
        return self._answer(taken.pk, status=202)

    @extend_schema(request=None, responses={202: DocumentDetailOut})
    @action(detail=True, methods=["post"], filterset_class=None)
    def retry(self, request: ApiRequest, pk: int) -> Response:
        """Have it read once more after it failed."""
        failed = access.visible_document(request.user, pk)
        read(NothingIn, request)
        services.retry_document(document_id=failed.pk, **self._act())
        ring(JOB)
        return self._answer(pk, status=202)

    @extend_schema(request=None, responses={202: DocumentDetailOut})
    @action(detail=True, methods=["post"], filterset_class=None)
    def again(self, request: ApiRequest, pk: int) -> Response:
        """Have it read anew; what people changed stays."""
        draft = access.editable_draft(request.user, pk)
        read(NothingIn, request)
        services.read_again(draft_id=draft.pk, **self._act())
        ring(JOB)
        return self._answer(pk, status=202)

    @extend_schema(request=CorrectionIn, responses=DocumentDetailOut)
    @action(detail=True, methods=["post"], filterset_class=None)
    def correct(self, request: ApiRequest, pk: int) -> Response:
        """Change one entry of the draft."""
        draft = access.editable_draft(request.user, pk)
        asked = read(CorrectionIn, request)
        typed = asked.pop("fields")
        wish = Wish.of(asked | {"revision": str(asked["revision"])})
        form = checking.bound_form(draft, wish, typed, on=timezone.localdate())
        if form is not None and not form.is_valid():
            told: dict[str, Any] = dict(form.errors.items())
            raise ValidationError({"fields": told})
        checking.carry_out(draft, wish, form, **self._act())
        return self._answer(pk)

    @extend_schema(request=PublishIn, responses=DocumentDetailOut)
    @action(detail=True, methods=["post"], filterset_class=None)
    def publish(self, request: ApiRequest, pk: int) -> Response:
        """Make it a plan and dispatch its tasks; units are those that the page shows as chosen."""
        draft = access.editable_draft(request.user, pk)
        wish = read(PublishIn, request)
        choices = checking.unit_choices(draft, now=timezone.now())
        services.publish_draft(draft_id=draft.pk, unit_choices=choices, **wish, **self._act())
        return self._answer(pk)

    @extend_schema(request=SuperiorIn, responses=DocumentDetailOut)
    @action(detail=True, methods=["post"], filterset_class=None)
    def superior(self, request: ApiRequest, pk: int) -> Response:
        """Say which plan a cited title means."""
        draft = access.editable_draft(request.user, pk)
        wish = read(SuperiorIn, request)
        key = wish["plan"]
        plan = visible_plan(request.user, key).pk if key is not None else None
        choose_superior(draft_id=draft.pk, cited=wish["cited"], plan_id=plan, **self._act())
        return self._answer(pk)

    def _act(self) -> dict[str, Any]:
        return {"by": self.request.user, "now": timezone.now()}

    def _answer(self, pk: int, *, status: int = 200) -> Response:
        document = access.visible_document(self.request.user, pk)
        return Response(DocumentDetailOut(document).data, status=status)


class WordViewSet(Resource[OfficeRule]):
    """Words of offices that the reader has learned or may learn, the newest first."""

    queryset = OfficeRule.objects.none()
    serializer_class = WordOut
    lookup_value_converter = "int"
    request: ApiRequest

    def get_queryset(self) -> QuerySet[OfficeRule]:
        return access.visible_words(self.request.user).order_by("-pk")

    @extend_schema(request=None, responses=WordOut)
    @action(detail=True, methods=["post"])
    def accept(self, request: ApiRequest, pk: int) -> Response:
        """The next documents of its office are read with it."""
        return self._decide(accept_rule)

    @extend_schema(request=None, responses=WordOut)
    @action(detail=True, methods=["post"])
    def decline(self, request: ApiRequest, pk: int) -> Response:
        """It is not learned."""
        return self._decide(decline_rule)

    @extend_schema(request=None, responses=WordOut)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: ApiRequest, pk: int) -> Response:
        """It was learned, and no longer is."""
        return self._decide(withdraw_rule)

    def _decide(self, verb: Any) -> Response:
        word = self.get_object()
        read(NothingIn, self.request)
        verb(rule_id=word.pk, by=self.request.user, now=timezone.now())
        return Response(WordOut(self.get_object()).data)


def _draft_of(document: Document) -> Draft | None:
    return getattr(document, "draft", None)
