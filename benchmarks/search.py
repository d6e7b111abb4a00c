"""The search against one hand-written statement that finds the same by reading the source rows.

A word is rare, common or absent. For each, the statement must find the same rows in the same order
before anything is timed. It looks for the words as they were typed, in whatever form they stand
there the search finds them as well, so it does more.
"""

from collections.abc import Sequence

from django.db import connection

from benchmarks.measure import Figure, interleaved
from benchmarks.pages import EMPTY, asked
from benchmarks.worlds import CITY, Size, empty, fill
from dashboards.queries.search import MOST_OF_EACH, Found, Sought
from dashboards.queries.search.statement import found_keys
from units.models import Membership, User
from units.rules import Role

# One report in some thousands, one in three or four, and none.
WORDS = {"rare": "青岭水库", "common": "项目", "absent": "海绵城市"}
ADDRESS = "/api/v1/search/?q="
# The leader sees everything, so the statement asks for no rights but that plans are published.
BY_HAND = """
    (SELECT 'plan' AS kind, 0 AS tier, id FROM plans_plan
    WHERE state <> 'draft' AND (title LIKE %(like)s OR doc_number LIKE %(like)s)
    ORDER BY id DESC LIMIT %(most)s)
    UNION ALL
    (SELECT 'target', 0, target.id FROM indicators_target AS target
    JOIN plans_plan AS plan ON plan.id = target.plan_id AND plan.state <> 'draft'
    WHERE target.quote LIKE %(like)s ORDER BY target.id DESC LIMIT %(most)s)
    UNION ALL
    (SELECT 'task', CASE WHEN task.title LIKE %(like)s THEN 0 ELSE 1 END, task.id
    FROM tasks_task AS task
    JOIN plans_plan AS plan ON plan.id = task.plan_id AND plan.state <> 'draft'
    WHERE task.title LIKE %(like)s OR task.quote LIKE %(like)s
    ORDER BY 2, 3 DESC LIMIT %(most)s)
    UNION ALL
    (SELECT 'clause', CASE WHEN clause.heading LIKE %(like)s THEN 0 ELSE 1 END, clause.id
    FROM plans_clause AS clause
    JOIN plans_plan AS plan ON plan.id = clause.plan_id AND plan.state <> 'draft'
    WHERE clause.heading LIKE %(like)s OR clause.text LIKE %(like)s
    ORDER BY 2, 3 DESC LIMIT %(most)s)
    UNION ALL
    (SELECT 'report', 0, told.id FROM reports_submission AS told
    WHERE (
            told.progress LIKE %(like)s OR told.problems LIKE %(like)s
            OR told.next_steps LIKE %(like)s
        ) AND told.submitted_at IS NOT NULL AND told.decision <> 'recalled'
        AND NOT EXISTS (
            SELECT FROM reports_submission AS later
            WHERE later.report_id = told.report_id AND later.version > told.version
                AND later.submitted_at IS NOT NULL AND later.decision <> 'recalled'
        )
    ORDER BY told.id DESC LIMIT %(most)s)
    UNION ALL
    (SELECT 'indicator', 0, id FROM indicators_indicator
    WHERE name LIKE %(like)s OR definition LIKE %(like)s ORDER BY id DESC LIMIT %(most)s)
    UNION ALL
    (SELECT 'unit', 0, id FROM units_unitname
    WHERE name LIKE %(like)s ORDER BY id DESC LIMIT %(most)s)
"""


def measure(size: Size) -> list[Figure]:
    """The figures of a city, those of the larger portal, and how the two compare."""
    sizes = [CITY] if size == CITY else [CITY, size]
    figures, medians = list[Figure](), list[dict[str, float]]()
    for each in sizes:
        empty()
        fill(each)
        told, taken = _measured(each)
        figures += told
        medians.append(taken)
    if len(medians) > 1:
        figures += [_growth(name, medians, size) for name in WORDS]
    return figures


def _measured(size: Size) -> tuple[list[Figure], dict[str, float]]:
    leader = Membership.objects.filter(role=Role.LEADER).order_by("pk")[0].user
    counts = {name: _require_equal(leader, word) for name, word in WORDS.items()}
    addresses = {name: ADDRESS + word for name, word in WORDS.items()}
    found = asked(leader, [EMPTY, *addresses.values()])
    figures = []
    for name, address in addresses.items():
        (by_hand,) = interleaved(lambda word=WORDS[name]: _by_hand(word))  # type: ignore[misc]  # bound now
        one = found[address]
        label = f"{size.name}, {counts[name]} told of, {one.queries} queries"
        figures += [
            Figure(f"search_{name}", round(one.median, 2), "ms", "one statement with LIKE over the"
                   " source rows", round(one.median / (1000 * by_hand), 4), label),
            Figure(f"search_{name}_p95", round(one.p95, 2), "ms", "an empty DRF view, median",
                   round(one.median / found[EMPTY].median, 2), label),
        ]  # fmt: skip
    return figures, {name: found[address].median for name, address in addresses.items()}


def _growth(name: str, medians: Sequence[dict[str, float]], size: Size) -> Figure:
    city, larger = (each[name] for each in medians)
    ratio = round(larger / city, 2)
    return Figure(f"search_{name}_growth", round(larger, 2), "ms", "the city", ratio, size.name)


def _by_hand(word: str) -> dict[Found, list[int]]:
    found: dict[Found, list[int]] = {kind: [] for kind in Found}
    with connection.cursor() as cursor:
        cursor.execute(BY_HAND, {"like": f"%{word}%", "most": MOST_OF_EACH + 1})
        for kind, _tier, key in cursor.fetchall():
            found[Found(kind)].append(key)
    return found


def _require_equal(leader: User, word: str) -> int:
    """How many are told of, when both find the same."""
    product = found_keys(Sought.read(leader, {"q": word}), list(Found))
    by_hand = _by_hand(word)
    assert product == by_hand, (word, product, by_hand)
    return sum(map(len, product.values()))
