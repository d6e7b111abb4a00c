"""One statement that finds the keys of what fits, best and newest first, so many of a kind at most.

It never reads all that fits. First come the rows that were written last, which hold enough of a
common word; then the blocks of the index (`core.searching.BLOCK` rows each), from the newest on,
until there is enough. So a common word costs the last rows, a rare one a look for each block, and
no word as much as all its rows.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Self

from django.core.exceptions import EmptyResultSet

from core.searching import BLOCK, MOST_PAIRS, pairs_of, pattern_of, sketch_of
from dashboards.queries.search.asked import Found, Sought
from dashboards.queries.search.prepared import rows_of
from dashboards.queries.search.sources import SOURCES, Source, joined

NEWEST = """
    SELECT {tier} AS tier, hit.id FROM (
        SELECT line.id, {head} AS head, {whole} AS whole FROM {table} AS line
        ORDER BY line.id DESC LIMIT {near}
    ) AS hit
    WHERE {fits}
"""
BY_BLOCKS = """
    SELECT {tier} AS tier, hit.id FROM generate_series(
        (SELECT id FROM {table} ORDER BY id DESC LIMIT 1) / {size}, 0, -1
    ) AS block (number)
    CROSS JOIN LATERAL (
        SELECT line.id, {head} AS head, {whole} AS whole FROM {table} AS line
        WHERE search_pairs(line.id, {indexed}) @> ARRAY[{pairs}]
        ORDER BY line.id DESC OFFSET 0
    ) AS hit
    WHERE hit.id < (SELECT id FROM {table} ORDER BY id DESC OFFSET {near} - 1 LIMIT 1)
        AND {fits}
"""
ALL_READ = """
    SELECT {tier} AS tier, hit.id FROM (
        SELECT line.id, {head} AS head, {whole} AS whole FROM {table} AS line
        WHERE line.id IN ({rows}) ORDER BY line.id DESC
    ) AS hit
    WHERE {fits}
"""
PATTERNS = "WITH asked AS MATERIALIZED (SELECT {columns})"
PATTERN = "(SELECT {name} FROM asked)"
# Whether it is visible is asked of each row that fits: as a join the database would read all that
# is visible. For the same reason nothing may move into the tiers.
KIND = """
    (SELECT '{kind}' AS kind, hit.tier, hit.id FROM ({tiers} OFFSET 0) AS hit
    WHERE {visible} LIMIT {most})
"""
VISIBLE = "(SELECT true FROM ({rows}) AS visible WHERE visible.id = hit.id)"


@dataclass(frozen=True)
class Tier:
    """What fits equally well: the columns whose index leads to it, the pairs, the condition."""

    columns: tuple[str, ...]
    pairs: tuple[str, ...]
    fits: str


@dataclass
class Values:
    """The statement's parameters; each value has one name."""

    known: dict[Any, str] = field(default_factory=dict)
    patterns: dict[str, str] = field(default_factory=dict)

    def name(self, value: Any) -> str:
        return f"%({self.known.setdefault(value, f'v{len(self.known)}')})s"

    def pattern(self, key: str) -> str:
        """Patterns are long and asked for in many places, so each is written once."""
        name = self.patterns.setdefault(pattern_of(key), f"p{len(self.patterns)}")
        return PATTERN.format(name=name)

    def table(self) -> str:
        columns = (f"{self.name(each)}::text AS {name}" for each, name in self.patterns.items())
        return PATTERNS.format(columns=", ".join(columns))

    def named_in(self, statement: str) -> dict[str, Any]:
        """The values that it has a place for, by their names."""
        named = {name: value for value, name in self.known.items()}
        return {name: value for name, value in named.items() if f"%({name})s" in statement}


def found_keys(sought: Sought, kinds: Sequence[Found]) -> dict[Found, list[int]]:
    """The keys of the rows of each kind's source, best first.

    At most one more than is told of, which tells that there are more. Raises RuleBroken when it
    would take too long.
    """
    found: dict[Found, list[int]] = {kind: [] for kind in kinds}
    values = Values()
    parts = [part for kind in kinds for part in _of_kind(kind, sought, values)]
    if not parts:
        return found
    statement = f"{values.table()} {' UNION ALL '.join(parts)}"
    rows = rows_of(statement, values.named_in(statement))
    for kind, _tier, key in sorted(rows, key=lambda row: (row[1], -row[2])):
        found[Found(kind)].append(key)
    return found


def _of_kind(kind: Found, sought: Sought, values: Values) -> Iterator[str]:
    """Nothing where the person may see nothing."""
    source, visible_rows = SOURCES[kind], _visible_rows(kind, _Asker.of(sought))
    if visible_rows is None:
        return
    sql, given = visible_rows
    rows = sql % tuple(map(values.name, given))
    tiers = enumerate(_tiers(source, sought, values))
    parts = [
        part for number, tier in tiers for part in _tier(source, sought, tier, number, rows, values)
    ]
    asked = [] if source.few(sought) else [VISIBLE.format(rows=rows)]
    visible = " AND ".join([*asked, source.only or "true"])
    yield KIND.format(
        kind=kind, tiers=" UNION ALL ".join(parts), visible=visible, most=sought.most + 1
    )


def near(sought: Sought) -> int:
    """So many of the newest rows are read before the index is asked."""
    return 6 * sought.most


@dataclass(frozen=True)
class _Asker:
    """Who asks, with all that decides what they may see, and where they look."""

    key: tuple[Any, ...]
    sought: Sought = field(compare=False)

    @classmethod
    def of(cls, sought: Sought) -> Self:
        user, pks = sought.user, (each and each.pk for each in (sought.plan, sought.unit))
        return cls((user.pk, user.posts, *pks, sought.year), sought)


@lru_cache(maxsize=2000)
def _visible_rows(kind: Found, asker: _Asker) -> tuple[str, tuple[Any, ...]] | None:
    """The statement for the rows that somebody may see; None where these are none.

    Putting it into words takes a third of a search, and it asks the database for nothing (a test
    holds it to that): so it is the same until the person gets another post.
    """
    rows = SOURCES[kind].rows(asker.sought)
    try:
        return rows.order_by().values("id").query.sql_with_params()
    except EmptyResultSet:
        return None


def _tier(
    source: Source, sought: Sought, tier: Tier, number: int, rows: str, values: Values
) -> list[str]:
    facts = {
        "tier": number,
        "table": source.table,
        "head": joined(source.head or source.whole, "line"),
        "whole": joined(source.whole, "line"),
        "fits": tier.fits,
        "near": near(sought),
        "size": BLOCK,
        "rows": rows,
        "indexed": joined(tier.columns, "line"),
        "pairs": ", ".join(
            f"block.number::text || {values.name(pair)}::text" for pair in tier.pairs
        ),
    }
    ways = (ALL_READ,) if source.few(sought) else (NEWEST, BY_BLOCKS)
    return [f"({way.format(**facts)})" for way in ways]


def _tiers(source: Source, sought: Sought, values: Values) -> Iterator[Tier]:
    """Words in a row before words here and there, and headings before texts."""
    columns = [("head", source.head)] if source.head else []
    columns.append(("whole", source.whole))
    better = list[str]()
    for words in dict.fromkeys([(sought.phrase,), sought.words]):
        pairs = tuple(dict.fromkeys(pair for word in words for pair in pairs_of(word)))
        for name, indexed in columns:
            fits = " AND ".join(
                f"hit.{name} LIKE {values.name(sketch_of(word))}"
                f" AND hit.{name} ~ {values.pattern(word)}"
                for word in words
            )
            rest = "".join(f" AND NOT ({each})" for each in better)
            yield Tier(indexed, pairs[:MOST_PAIRS], fits + rest)
            better.append(fits)
