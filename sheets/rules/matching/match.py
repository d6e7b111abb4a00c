"""Lines -> the reports that they are about. What is not certain is left to a person."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from sheets.rules.matching.candidates import Candidate, Said, weigh
from sheets.rules.matching.claims import By, Claim, Doubt, Match, Owed
from sheets.rules.matching.index import Index
from sheets.rules.matching.places import NOWHERE
from sheets.rules.matching.titles import Alike

MOST_RIVALS = 5
# So many lines with equal titles tell whether the sheet counts as the plan does, and so large a
# share of them has to.
_LEAST_COUNTED, _MOSTLY = 3, 0.8
# The promise must have so much more in common with the line to be told from its rivals.
_CLEARLY = 0.25


def match(
    claims: Sequence[Claim],
    owed: Sequence[Owed],
    *,
    strangers: Iterable[str] | None = None,
    every_thousand: Callable[[int], object] = lambda done: None,
) -> list[Match]:
    """One answer for each claim, in their order. No report is given to two lines.

    A line that names a unit is about none of another unit's reports. In a unit's own sheet people
    write offices and places of their own there: with `strangers`, the names of all other units,
    only these count as other units.

    A worker learns from `every_thousand` how far it is, and may stop it by raising.
    """
    index = Index(owed, strangers)
    trusted = _trusted(claims, index)
    found = []
    for done, claim in enumerate(claims):
        if done % 1000 == 0:
            every_thousand(done)
        found.append(_match(claim, index, trusted))
    return _one_to_one(found)


def _trusted(claims: Iterable[Claim], index: Index) -> bool | None:
    """Whether numbers say something: False where the sheet counts on its own, None if unknown."""
    told: Counter[bool] = Counter()
    for claim in claims:
        if told.total() >= 500:
            break
        said = Said(claim, index)
        equal = index.titles.of(said.title, said.units) if said.title and said.number else NOWHERE
        weighed = [weigh(said, at, index) for at in equal.at] if equal.whole else []
        weighed = [each for each in weighed if not each.denied and each.number]
        if len(weighed) == 1:
            told[weighed[0].number > 0] += 1
    if told.total() < _LEAST_COUNTED:
        return None
    return told[True] >= _MOSTLY * told.total()


def _match(claim: Claim, index: Index, trusted: bool | None) -> Match:
    said = Said(claim, index)
    candidates = [weigh(said, at, index) for at in said.found(index, trusted)]
    for rule in () if said.crowded else (_by_title, _by_words, _by_number):
        best = rule(candidates, trusted)
        if best is not None:
            return _certain(claim, best)
    return _uncertain(claim, candidates, trusted)


# --- What makes certain ---------------------------------------------------------------------------


def _by_title(candidates: Sequence[Candidate], trusted: bool | None) -> Candidate | None:
    """The only one with exactly that title, unless a trusted number says another one."""
    best = _only([each for each in candidates if each.alike is Alike.EQUAL], trusted)
    if best is None or (trusted and best.number < 0 and _numbered_else(candidates)):
        return None
    return best


def _numbered_else(candidates: Iterable[Candidate]) -> bool:
    return any(each.number > 0 and each.alike >= Alike.PART for each in candidates)


def _by_words(candidates: Sequence[Candidate], trusted: bool | None) -> Candidate | None:
    """The only one whose title or promise says the same in other words."""
    if any(each.alike is Alike.EQUAL for each in candidates):
        return None
    alike = [each for each in candidates if each.alike >= Alike.PART and not each.denied]
    most = max((each.alike for each in alike), default=Alike.OFF)
    best = _only([each for each in alike if each.alike is most], trusted)
    if (
        best is None
        or most < Alike.WITHIN
        or not all(_behind(each, best, trusted) for each in alike)
    ):
        return None
    return None if trusted and best.number < 0 and _numbered_else(candidates) else best


def _behind(other: Candidate, best: Candidate, trusted: bool | None) -> bool:
    """Whether more than the words speaks for the best one, where the other one is alike too."""
    if other is best:
        return True
    if best.alike is not Alike.SAME:
        return False
    fewer = (other.unit, other.plan) < (best.unit, best.plan) or other.measure < best.measure
    return fewer or (trusted is not False and other.number < best.number)


def _by_number(candidates: Sequence[Candidate], trusted: bool | None) -> Candidate | None:
    """The only one with that number, where the title says the same and more, or less.

    Numbers count where the sheet numbers its lines as the plan does. A title with other words
    contradicts any number.
    """
    if not trusted or any(each.alike > Alike.PART for each in candidates):
        return None
    alike = [each for each in candidates if each.alike is Alike.PART]
    return _only([each for each in alike if each.number > 0], trusted)


def _only(candidates: Sequence[Candidate], trusted: bool | None) -> Candidate | None:
    """The one that nothing denies and that more speaks for than for any other."""
    left = [each for each in candidates if not each.denied]
    for test in _TESTS if trusted is not False else _TESTS_WITHOUT_NUMBER:
        if len(left) < 2:
            break
        most = max(map(test, left), default=0)
        left = [each for each in left if test(each) == most]
    if len(left) > 1:
        left.sort(key=lambda one: -one.quote)
        if left[0].quote >= 0.5 and left[0].quote - left[1].quote >= _CLEARLY:
            left = left[:1]
    return left[0] if len(left) == 1 else None


_TESTS_WITHOUT_NUMBER: tuple[Callable[[Candidate], int], ...] = (
    lambda one: one.unit,
    lambda one: one.plan,
    lambda one: max(one.measure, 0),
)
_TESTS = (*_TESTS_WITHOUT_NUMBER[:2], lambda one: max(one.number, 0), _TESTS_WITHOUT_NUMBER[2])
_SURE = {Alike.EQUAL: 0.98, Alike.SAME: 0.92, Alike.WITHIN: 0.88, Alike.PART: 0.85}


def _certain(claim: Claim, best: Candidate) -> Match:
    sure = _SURE[best.alike] + 0.01 * (best.number > 0) + 0.01 * (best.unit > 0)
    if best.number > 0:
        by = By.NUMBER
    elif best.alike is Alike.EQUAL:
        by = By.TITLE_AND_UNIT if best.unit > 0 else By.TITLE
    else:
        by = By.WORDS
    return Match(claim.row, best.owed.key, by, round(min(sure, 1.0), 2))


# --- What stays uncertain -------------------------------------------------------------------------


def _uncertain(claim: Claim, candidates: Sequence[Candidate], trusted: bool | None) -> Match:
    worth = [each for each in candidates if each.alike > Alike.OFF or each.number > 0]
    if not worth:
        return Match(claim.row, None, None, 0.0, (), Doubt.NOTHING_ALIKE)
    worth.sort(key=lambda each: _rank(each, trusted), reverse=True)
    rivals = tuple(each.owed.key for each in worth[:MOST_RIVALS])
    sure = round(min(0.5, worth[0].share / 2 + 0.1 * (worth[0].number > 0)), 2)
    return Match(claim.row, None, None, sure, rivals, _doubt(worth, trusted))


def _rank(each: Candidate, trusted: bool | None) -> tuple[float, ...]:
    number = each.number if trusted is not False else 0
    return (not each.denied, each.alike + 1.5 * max(number, 0), each.share, each.unit, each.quote)


def _doubt(worth: Sequence[Candidate], trusted: bool | None) -> Doubt:
    best = worth[0]
    if best.unit < 0:
        return Doubt.UNIT_DIFFERS
    if best.plan < 0:
        return Doubt.PLAN_DIFFERS
    if best.measured_otherwise:
        return Doubt.MEASURE_DIFFERS
    if best.alike is Alike.OFF:
        return Doubt.TITLE_DIFFERS
    if trusted and best.number < 0 and _numbered_else(worth):
        return Doubt.NUMBER_DIFFERS
    others = [each for each in worth[1:] if not each.denied and each.alike >= best.alike]
    return Doubt.SEVERAL if others else Doubt.ONLY_SIMILAR


# --- One line for one report ----------------------------------------------------------------------


def _one_to_one(found: list[Match]) -> list[Match]:
    """Of two lines that claim one report neither has it, unless one of them is surer."""
    claimed: dict[int, list[Match]] = {}
    for each in found:
        if each.owed is not None:
            claimed.setdefault(each.owed, []).append(each)
    keep = {key: _surest(each) for key, each in claimed.items() if len(each) > 1}
    return [
        _twice(each, claimed[each.owed])
        if each.owed in keep and keep[each.owed] is not each
        else each
        for each in found
    ]


def _twice(found: Match, claims: Sequence[Match]) -> Match:
    assert found.owed is not None  # it claims a report
    rows = tuple(each.row for each in claims if each is not found)[:MOST_RIVALS]
    return Match(found.row, None, None, 0.5, (found.owed,), Doubt.TWICE, rows)


def _surest(claims: Sequence[Match]) -> Match | None:
    best = max(each.confidence for each in claims)
    surest = [each for each in claims if each.confidence == best]
    # A whole step surer, not merely the better of two that look alike.
    second = max((each.confidence for each in claims if each.confidence < best), default=0.0)
    return surest[0] if len(surest) == 1 and best - second >= 0.05 else None
