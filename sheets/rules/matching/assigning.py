"""Which column gets which key, where several columns could have it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from sheets.rules.matching.columns import Candidate, ColumnGuess
from sheets.rules.matching.looks import MEASURE, NUMBER, ORDER
from sheets.rules.matching.vocabulary import IGNORE, header_key, words_of

# Several columns may have these; none of them is saved.
SHARED = frozenset({IGNORE, "category", "remarks", "reporter", "phone"})
# A column that lost its key to a better one keeps no meaning weaker than this.
_WEAK = 0.55
# What may name the thing that a line is about where no column does so by its words.
_STAND_INS = {"reports": ("quote", "category", "planned"), "measurements": ("plan",)}
_SUBJECT = {"reports": "subject", "measurements": "indicator", "units": "name", "people": "name"}
_TIMED = frozenset(
    {"due", "value", "progress", "rate", "percent", "planned", "problems", "next_steps"}
)


def settle(
    candidates: Sequence[Candidate], *, kind: str, on: date | None
) -> dict[int, ColumnGuess] | None:
    """Column -> what it is; None where the columns make no table of lines."""
    timed = [_weighed_by_time(each, candidates, on) for each in candidates]
    given = dict(_greedy(timed, kind))
    years = len({each.times[-1].year for each in timed if each.times} - {None}) > 1
    guesses = {each.column: _guess(each, given, on, years=years) for each in timed}
    _number_by_looks(guesses, timed)
    _percent_for_rate(guesses)
    _progress_for_explanation(guesses)
    _name_subject(guesses, timed, kind)
    return guesses if _is_table(guesses, kind) else None


def _weighed_by_time(each: Candidate, others: Sequence[Candidate], on: date | None) -> Candidate:
    """The figure of one month alone is none of the whole year; another year's is none of ours."""
    if not each.times or not each.weighed.keys() & _TIMED:
        return each
    time = each.times[-1]
    years = [other.times[-1].year or 0 for other in others if other.times]
    year = on.year if on else max(years, default=0)
    if time.year and year and time.year != year:
        return replace(each, weighed={IGNORE: 1.0})
    if _another_month(each, on) and any(_is_that_month(each, other, on) for other in others):
        return replace(each, weighed={IGNORE: 1.0})
    weighed = dict(each.weighed)
    if "due" in weighed and time.last:
        return replace(each, weighed={IGNORE: 1.0})  # 第一季度节点 is a step on the way
    if "value" in weighed and time.last and not time.cumulative:
        weighed = {"period_value": weighed["value"] * 0.95} | weighed
        weighed["value"] *= 0.6
    return replace(each, weighed=weighed)


def _another_month(each: Candidate, on: date | None) -> bool:
    return on is not None and bool(each.times) and each.times[-1].last not in (0, on.month)


def _is_that_month(each: Candidate, other: Candidate, on: date | None) -> bool:
    """Whether the other column says the same for the month that is asked for."""
    same = other.wording.bare == each.wording.bare and bool(other.times)
    return same and not _another_month(other, on)


def _greedy(candidates: Sequence[Candidate], kind: str) -> Iterator[tuple[int, str]]:
    """Column and key, the surest first; each key once."""
    taken: set[str] = set()
    done: set[int] = set()
    pairs = [(each, key) for each in candidates for key in each.weighed]
    for each, key in sorted(pairs, key=lambda pair: _rank(*pair, kind=kind)):
        if each.column in done or (key in taken and key not in SHARED):
            continue
        if each.weighed[key] < _WEAK and each.weighed[key] < each.score:
            continue
        taken.add(key)
        done.add(each.column)
        yield each.column, key


def _rank(each: Candidate, key: str, *, kind: str) -> tuple[float, ...]:
    words = [header_key(word) for word in words_of(kind, key)]
    place = words.index(each.wording.bare) if each.wording.bare in words else len(words)
    late = each.times[-1].last if each.times else 0
    # A yearly target beats the quarter's, the newest progress those before it.
    time = 0 if key == "planned" and not late else -late if each.filled else 0
    # Words of the same sureness: the order of the file, and what more lines say something in.
    return (-round(each.weighed[key], 2), -(place == 0), time, place, each.column)


def _guess(
    each: Candidate, given: Mapping[int, str], on: date | None, *, years: bool
) -> ColumnGuess:
    key = given.get(each.column)
    likely = sorted(each.weighed, key=lambda one: -each.weighed[one])
    rivals = tuple(one for one in likely if one != key and one != IGNORE)
    wording = each.wording
    percent = wording.percent or wording.measure == "%"
    sure = each.weighed.get(key or "", 0.0)
    if key is None and likely and _lost_for_good(likely[0], each, given.values()):
        key, sure = IGNORE, 0.9
    if key not in (None, IGNORE) and rivals and each.weighed[rivals[0]] > sure + 0.2:
        sure *= 0.8  # it took what another column left
    if key in _TIMED and (_another_month(each, on) or (years and on is None and each.times)):
        sure = min(sure, 0.5)  # last month's column, or nobody knows which year's
    return ColumnGuess(key, each.words, wording.measure, percent, round(min(sure, 1.0), 2), rivals)


def _lost_for_good(key: str, each: Candidate, given: Collection[str]) -> bool:
    """The units beside the lead, and the months beside the newest, are known and not asked for."""
    return key in given and (key == "unit" or bool(each.times))


def _number_by_looks(guesses: dict[int, ColumnGuess], candidates: Sequence[Candidate]) -> None:
    """A first column of 1, 2, 3 without a header, or under one that nobody knows."""
    if any(guess.key == "number" for guess in guesses.values()) or not candidates:
        return
    first = min(candidates, key=lambda each: each.column)
    guess = guesses[first.column]
    if guess.key is None and first.shares.get(ORDER, 0) > 0.8 and first.filled > 1:
        guesses[first.column] = replace(guess, key="number", confidence=0.5)


def _percent_for_rate(guesses: dict[int, ColumnGuess]) -> None:
    """Where nothing is counted, the rate of completion is how much of a task is done."""
    keys = {guess.key: column for column, guess in guesses.items()}
    if "rate" in keys and not keys.keys() & {"value", "percent", "period_value", "planned"}:
        column = keys["rate"]
        guesses[column] = replace(guesses[column], key="percent", confidence=0.7, rivals=("rate",))


def _progress_for_explanation(guesses: dict[int, ColumnGuess]) -> None:
    """情况说明 explains figures beside a column of progress; where there is none, it is that."""
    keys = {guess.key: column for column, guess in guesses.items()}
    column = keys.get("explanation")
    if column is None or keys.keys() & {"progress", "mark"}:
        return
    guess = guesses[column]
    if any("情况" in word for word in guess.words):
        guesses[column] = replace(guess, key="progress", confidence=0.7, rivals=("explanation",))


def _name_subject(
    guesses: dict[int, ColumnGuess], candidates: Sequence[Candidate], kind: str
) -> None:
    """A table needs a column that says what its lines are about."""
    if any(guess.key == _SUBJECT[kind] for guess in guesses.values()):
        return
    shares = {each.column: each.shares for each in candidates}
    for key in _STAND_INS.get(kind, ()):
        for column, guess in guesses.items():
            told = shares[column]
            if guess.key == key and told.get(NUMBER, 0) + told.get(MEASURE, 0) < 0.5:
                guesses[column] = replace(
                    guess, key=_SUBJECT[kind], confidence=0.6, rivals=(key, *guess.rivals)
                )
                return


def _is_table(guesses: Mapping[int, ColumnGuess], kind: str) -> bool:
    """Lines are about something. A table with districts down and targets across has no such."""
    keys = [guess.key for guess in guesses.values() if guess.key]
    named = _SUBJECT[kind] in keys or "mark" in keys
    crosswise = any(
        guess.key is None and {"value", "planned"} & set(guess.rivals) for guess in guesses.values()
    )
    return len(keys) >= 2 and (named or ("number" in keys and not crosswise))
