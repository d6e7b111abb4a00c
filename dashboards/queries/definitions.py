"""By which words the numbers of several plans were promised."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.db.models import F

from indicators.models import IndicatorDefinition, Target
from indicators.queries import with_definition
from intake.superior.aligning import Of, Row


@dataclass(frozen=True)
class Definitions:
    """By target: its row of the catalogue, the version that held, and the words; two queries."""

    known: dict[int, tuple[int, int | None, str]]

    @classmethod
    def of_plans(cls, plans: Collection[int], *, until: datetime) -> Self:
        targets = with_definition(Target.objects.filter(plan__in=plans), until=until)
        rows = list(
            targets.values_list("pk", "indicator", F("definition_key"), "indicator__definition")
        )
        versions = {key for _pk, _indicator, key, _undated in rows if key}
        texts = dict(
            IndicatorDefinition.objects.filter(pk__in=versions).values_list("pk", "text")
            if versions
            else ()
        )
        return cls({pk: (of, key, texts.get(key, undated)) for pk, of, key, undated in rows})

    def words(self, target: int) -> str:
        return self.known[target][2] if target in self.known else ""

    def differ(self, row: Row) -> bool:
        """Whether the superior's number and ours are defined otherwise, as far as is known.

        Where nobody wrote down one of the two, nobody can say so.
        """
        if row.of is not Of.TARGETS or row.superior is None or row.ours is None:
            return False
        one, other = (self.known.get(int(aim.id)) for aim in (row.superior, row.ours))
        if one is None or other is None or not one[2] or not other[2]:
            return False
        return one[:2] != other[:2] and one[2] != other[2]
