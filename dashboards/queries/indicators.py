"""The catalogue of indicators, and one indicator over all plans and units."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from core.keys import key_in
from dashboards.queries.lines import TargetLine, target_line
from dashboards.queries.parts import decompositions
from dashboards.queries.scope import Scope
from dashboards.queries.sources import Source, sources_of
from dashboards.rules import LampCount, choice_in, words_in
from indicators.models import Indicator, IndicatorDefinition, Kind, Target, TargetQuerySet
from indicators.queries import (
    Judged,
    definitions_of,
    judged_targets,
    lamp_counts,
    with_definition,
)
from indicators.rules import LAMPS
from units.models import Unit

# A lamp is computed: beyond so many targets a plan, a unit or a way of counting must be chosen
# before they are counted by lamp.
MOST_JUDGED = 2_000
# What a list to choose from can hold.
MOST_CHOICES = 200


@dataclass(frozen=True)
class Wanted:
    """Which of an indicator's targets the address asks for; nonsense asks for all of them.

    `of` is the row of the catalogue (a unit of measure), `definition` the version, 0 for those
    that were promised before the first one.
    """

    of: int | None = None
    definition: int | None = None
    unit: int | None = None
    lamp: str = ""
    parts_of: int | None = None

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Self:
        return cls(
            of=key_in(query.get("of")),
            definition=key_in(query.get("definition")),
            unit=key_in(query.get("unit")),
            lamp=choice_in(query.get("lamp"), [lamp.value for lamp in LAMPS]),
            parts_of=key_in(query.get("parts_of")),
        )


@dataclass(frozen=True)
class Counting:
    """One way in which the indicator is counted, and how many targets were promised in it.

    `key` is None where no version of the definition held; then `text` is what the catalogue
    says without a date. `until` is the day on which the next version begins.
    """

    indicator: int
    unit_of_measure: str
    kind_words: str
    certifying_unit: str
    key: int | None
    valid_from: date | None
    until: date | None
    text: str
    document: str
    targets: int

    @property
    def code(self) -> int:
        """How an address names it."""
        return self.key or 0


@dataclass(frozen=True)
class IndicatorLine:
    """A target of the indicator with what it is counted by, and whose its newest figure is.

    `recounted` is the day from which the indicator is counted otherwise than it was promised,
    where the newest figure is of that time already.
    """

    target: TargetLine
    counting: tuple[int, int]
    defined_from: date | None
    source: Source | None
    recounted: date | None


@dataclass(frozen=True)
class IndicatorSheet:
    """One indicator: its versions, and its targets over all plans.

    `lamps` is empty where there are more targets than are judged at once (`MOST_JUDGED`).
    """

    indicator: Indicator
    members: tuple[Indicator, ...]
    versions: tuple[IndicatorDefinition, ...]
    countings: tuple[Counting, ...]
    wanted: Wanted
    # All of its targets, and those that were asked for, in groups.
    targets: TargetQuerySet
    rows: TargetQuerySet | list[Judged]
    total: int
    lamps: tuple[LampCount, ...]
    units: tuple[tuple[int, str], ...]
    plans: tuple[tuple[int, str], ...]

    @property
    def promised_in(self) -> int:
        """In how many ways of counting something is promised."""
        return sum(1 for each in self.countings if each.targets)


@dataclass(frozen=True)
class Sought:
    """Which lines of the catalogue the address asks for; nonsense asks for all of them."""

    words: str = ""
    kind: str = ""
    certifier: int | None = None

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Self:
        return cls(
            words=words_in(query.get("q")),
            kind=choice_in(query.get("kind"), Kind.values),
            certifier=key_in(query.get("certifier")),
        )


def catalogue(scope: Scope, sought: Sought) -> QuerySet[Indicator]:
    """With counts of targets and of versions."""
    found = Indicator.objects.select_related("certifying_unit")
    if sought.words:
        found = found.filter(name__icontains=sought.words)
    if sought.kind:
        found = found.filter(kind=sought.kind)
    if sought.certifier:
        found = found.filter(certifying_unit=sought.certifier)
    versions = IndicatorDefinition.objects.filter(
        indicator=OuterRef("pk"), recorded_at__lt=scope.until
    )
    found = found.annotate(
        target_count=_counted(_everywhere(scope), "indicator"),
        version_count=_counted(versions, "indicator"),
    )
    return found.order_by("name", "unit_of_measure", "pk")


def certifiers() -> list[tuple[int, str]]:
    """The units that certify anything."""
    named = Unit.objects.filter(certifies__isnull=False).distinct()
    return list(named.order_by("protocol_order", "name").values_list("pk", "name"))


def called_alike(indicator: Indicator) -> list[Indicator]:
    """The same name in every unit of measure, the asked one first; one query."""
    rows = Indicator.objects.filter(key=indicator.key).select_related("certifying_unit")
    return sorted(rows, key=lambda each: (each.pk != indicator.pk, each.unit_of_measure))


def indicator_sheet(scope: Scope, indicator: Indicator, wanted: Wanted) -> IndicatorSheet:
    """Its queries grow neither with the plans nor with the targets."""
    members = called_alike(indicator)
    versions = definitions_of([each.pk for each in members], until=scope.until)
    targets = targets_of(scope, members)
    chosen = in_groups(_asked(scope, targets, members, wanted), indicator)
    total = chosen.count()
    judged = judged_targets(chosen, on=scope.on) if total <= MOST_JUDGED else []
    lamps = lamp_counts(judged) if judged else {}
    return IndicatorSheet(
        indicator=indicator,
        members=tuple(members),
        versions=tuple(versions),
        countings=tuple(_countings(members, versions, targets)),
        wanted=wanted,
        targets=targets,
        rows=_with_lamp(judged, wanted.lamp) if judged and wanted.lamp else chosen,
        total=total,
        lamps=tuple(LampCount(lamp.value, count) for lamp, count in lamps.items()),
        units=tuple(_choices(targets, "lead_unit", "lead_unit__name")),
        plans=tuple(_choices(targets, "plan", "plan__title")),
    )


def targets_of(scope: Scope, members: Collection[Indicator]) -> TargetQuerySet:
    """Of all published plans that the portal knew of, with the version that each is counted by."""
    found = _everywhere(scope).filter(indicator__in=[each.pk for each in members])
    return with_definition(found, until=scope.until)


def _asked(
    scope: Scope, targets: TargetQuerySet, members: Collection[Indicator], wanted: Wanted
) -> TargetQuerySet:
    """All that the address asks for but the lamp, which is computed."""
    if scope.plan is not None:
        targets = targets.filter(plan=scope.plan)
    if wanted.of is not None:
        targets = targets.filter(indicator=wanted.of)
    if wanted.definition is not None:
        targets = targets.filter(Q(definition_key=wanted.definition or None))
    if wanted.unit is not None:
        targets = targets.filter(lead_unit=wanted.unit)
    if wanted.parts_of is not None:
        targets = targets.filter(pk__in=_parts(scope, targets, members, wanted.parts_of))
    return targets


def _parts(
    scope: Scope, targets: TargetQuerySet, members: Collection[Indicator], whole: int
) -> list[int]:
    """The local promises that were added up beside a superior one."""
    found = decompositions(scope, targets, members)
    return [part.key for each in found if each.pk == whole and each.sum for part in each.sum.parts]


def in_groups(targets: TargetQuerySet, indicator: Indicator) -> TargetQuerySet:
    """What is counted alike stands together: the asked unit of measure, then the newest version."""
    return targets.order_by(
        Case(When(indicator=indicator.pk, then=0), default=1),
        "indicator__unit_of_measure",
        F("defined_from").desc(nulls_last=True),
        F("plan__issued_on").desc(nulls_last=True),
        "-plan",
        "lead_unit__protocol_order",
        "lead_unit__name",
        "position",
    )


def indicator_lines(
    scope: Scope, rows: Sequence[Target | Judged], versions: Sequence[IndicatorDefinition]
) -> tuple[IndicatorLine, ...]:
    """Of a page of targets, in their order; the number of queries does not grow with them."""
    judged = [row for row in rows if isinstance(row, Judged)]
    targets = [row.pk for row in rows if isinstance(row, Target)]
    if targets:
        loaded = with_definition(Target.objects.filter(pk__in=targets), until=scope.until)
        by_pk = {each.target.pk: each for each in judged_targets(loaded, on=scope.on)}
        judged = [by_pk[pk] for pk in targets if pk in by_pk]
    sources = sources_of(scope, [each.target.pk for each in judged])
    return tuple(_line(each, sources.get(each.target.pk), versions) for each in judged)


def alike(lines: Sequence[IndicatorLine]) -> list[TargetLine]:
    """Those of the first way of counting: only they can stand in one chart."""
    first = lines[0].counting if lines else None
    return [line.target for line in lines if line.counting == first]


def _with_lamp(judged: list[Judged], lamp: str) -> list[Judged]:
    return [each for each in judged if each.verdict.lamp == lamp]


def _line(
    judged: Judged, source: Source | None, versions: Sequence[IndicatorDefinition]
) -> IndicatorLine:
    target, line = judged.target, target_line(judged)
    promised = vars(target)["definition_key"]
    own = [each for each in versions if each.indicator_id == target.indicator_id]
    held = _version_on(own, line.measured_on) if line.measured_on and source else None
    return IndicatorLine(
        target=line,
        counting=(target.indicator_id, promised or 0),
        defined_from=vars(target)["defined_from"],
        source=source,
        recounted=held.valid_from if held and held.pk != promised else None,
    )


def _version_on(own: Sequence[IndicatorDefinition], day: date) -> IndicatorDefinition | None:
    """The newest first, so the first that had begun."""
    return next((each for each in own if each.valid_from <= day), None)


def _countings(
    members: Sequence[Indicator], versions: Sequence[IndicatorDefinition], targets: TargetQuerySet
) -> Iterator[Counting]:
    """Every version of every unit of measure, and what was promised before the first."""
    grouped = targets.order_by().values_list("indicator", F("definition_key"))
    counts = {(row[0], row[1]): row[2] for row in grouped.annotate(number=Count("pk"))}
    for member in members:
        own = [each for each in versions if each.indicator_id == member.pk]
        until: date | None = None
        for version in own:
            yield _counting(member, version, until, counts.get((member.pk, version.pk), 0))
            until = version.valid_from
        before = counts.get((member.pk, None), 0)
        if before or member.definition or not own:
            yield _counting(member, None, until, before)


def _counting(
    member: Indicator, version: IndicatorDefinition | None, until: date | None, targets: int
) -> Counting:
    unit = member.certifying_unit
    return Counting(
        indicator=member.pk,
        unit_of_measure=member.unit_of_measure,
        kind_words=str(Kind(member.kind).label),
        certifying_unit=unit.name if unit else "",
        key=version.pk if version else None,
        valid_from=version.valid_from if version else None,
        until=until,
        text=version.text if version else member.definition,
        document=version.document if version else "",
        targets=targets,
    )


def _everywhere(scope: Scope) -> TargetQuerySet:
    """Of all published plans, whether or not they are carried out still."""
    return scope.own_targets(scope.all_targets())


def _choices(targets: TargetQuerySet, key: str, name: str) -> Iterator[tuple[int, str]]:
    """What a filter offers, as far as a list can be looked through."""
    rows = targets.exclude(**{key: None}).order_by(name).values_list(key, name).distinct()
    yield from rows[:MOST_CHOICES]


def _counted(rows: QuerySet[Any], by: str) -> Coalesce:
    of_one = rows.filter(**{by: OuterRef("pk")}).order_by().values(by)
    number = Subquery(of_one.annotate(number=Count("pk")).values("number"))
    return Coalesce(number, 0, output_field=IntegerField())
