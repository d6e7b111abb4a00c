"""What officials correct becomes a rule of their office, once somebody accepts it."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.errors import RuleBroken
from intake import rules
from intake.models import Draft, OfficeRule, RuleKind, RuleState
from intake.reader.vocabulary import VARIABLE
from intake.rules.learning import Lesson, LessonKind, is_sane, lessons
from units.models import Unit, User
from units.queries import match_names, scope_of
from units.services import add_name, remove_name

# An environment holds so much; no office has that many words of its own.
MOST_WORDS = 500
LONGEST_QUOTE = 200
# The verbs of the audit trail.
DONE = {
    RuleState.ACCEPTED: "office_rule.accepted",
    RuleState.DECLINED: "office_rule.declined",
    RuleState.WITHDRAWN: "office_rule.withdrawn",
}


def propose_rules(draft: Draft, *, by: User | None, now: datetime) -> list[OfficeRule]:
    """Offer what the corrections of a draft teach; a word that was offered before is not again.

    Belongs to the publishing of the draft and to its transaction.
    """
    office = draft.document.issuer
    known = set(OfficeRule.objects.filter(office=office).values_list("kind", "text"))
    learned = lessons(draft.reading, draft.corrections)
    fresh = [each for each in learned if (each.kind.value, each.text) not in known]
    units = _units(fresh, office, draft, now=now)
    offered = [
        _rule(lesson, draft, units.get(lesson.meaning), now=now)
        for lesson in fresh
        if lesson.kind is not LessonKind.UNIT_NAME or lesson.meaning in units
    ]
    known |= {(rule.kind, rule.text) for rule in offered}
    settled = _settled(draft, by=by, now=now)
    new = [*offered, *(rule for rule in settled if (rule.kind, rule.text) not in known)]
    if not new:
        return []
    # Another document of the office may be teaching the same word at this moment.
    OfficeRule.objects.bulk_create(new, ignore_conflicts=True)
    kept = list(draft.lessons.filter(text__in=[rule.text for rule in new]).order_by("pk"))
    audit.record_each("office_rule.proposed", kept, by=by, now=now)
    return kept


def _settled(draft: Draft, *, by: User | None, now: datetime) -> Iterator[OfficeRule]:
    """Names of which an official said whom they mean: in use with the publishing, to be seen and
    withdrawn like the others."""
    text = draft.reading["text"]
    named = rules.unit_names(rules.corrected(draft.reading, draft.corrections))
    same = {
        name: choice["unit_id"]
        for name, choice in draft.corrections.get("units", {}).items()
        if choice.get("verb") == "same" and name in named
    }
    units = Unit.objects.in_bulk(same.values())
    for name, unit_id in same.items():
        at = text.find(name)
        if at >= 0 and unit_id in units and is_sane(LessonKind.UNIT_NAME, name):
            meant = units[unit_id]
            lesson = Lesson(LessonKind.UNIT_NAME, name, meant.name, at, at + len(name))
            rule = _rule(lesson, draft, meant, now=now)
            rule.state, rule.decided_by, rule.decided_at = RuleState.ACCEPTED, by, now
            yield rule


@transaction.atomic
def accept_rule(*, rule_id: int, by: User, now: datetime) -> OfficeRule:
    """From now on the office's documents are read with this word; accepting again changes nothing.

    Raises RuleBroken where another unit goes by the name.
    """
    rule = _locked(rule_id)
    if rule.state == RuleState.ACCEPTED:
        return rule
    if rule.unit is not None:
        add_name(rule.text, unit=rule.unit, by=by, now=now)
    return _decide(rule, RuleState.ACCEPTED, by=by, now=now)


@transaction.atomic
def decline_rule(*, rule_id: int, by: User, now: datetime) -> OfficeRule:
    """The word is no rule, and is not offered again.

    Raises RuleBroken for one that is in use: it must be withdrawn instead.
    """
    rule = _locked(rule_id)
    if rule.state == RuleState.ACCEPTED:
        raise RuleBroken(_("Somebody accepted this rule meanwhile. Withdraw it if it is wrong."))
    return _decide(rule, RuleState.DECLINED, by=by, now=now)


@transaction.atomic
def withdraw_rule(*, rule_id: int, by: User, now: datetime) -> OfficeRule:
    """The next document is read without it again; what was published stays as it is."""
    rule = _locked(rule_id)
    if rule.state != RuleState.ACCEPTED:
        return rule
    if rule.unit is not None:
        remove_name(rule.text, unit=rule.unit, by=by, now=now)
    return _decide(rule, RuleState.WITHDRAWN, by=by, now=now)


def reader_environment(office: Unit) -> dict[str, str]:
    """The office's own words, for the process that reads its next document."""
    accepted = OfficeRule.objects.filter(office=office, state=RuleState.ACCEPTED)
    rules_of_words = accepted.exclude(kind=RuleKind.UNIT_NAME).order_by("pk")[:MOST_WORDS]
    labels: dict[str, list[str]] = {}
    measures: list[str] = []
    for rule in rules_of_words:
        words = labels.setdefault(rule.meaning, []) if rule.kind == RuleKind.LABEL else measures
        words.append(rule.text)
    own = {"units": {"roles": labels}, "measures": {"count": measures}}
    return {VARIABLE: json.dumps(own, ensure_ascii=False)} if labels or measures else {}


def _units(
    fresh: Sequence[Lesson], office: Unit, draft: Draft, *, now: datetime
) -> dict[str, Unit]:
    """Which unit each meant name is; names that the portal knows already teach nothing."""
    pairs = [(each.text, each.meaning) for each in fresh if each.kind is LessonKind.UNIT_NAME]
    if not pairs:
        return {}
    names = [name for pair in pairs for name in pair]
    on = rules.day(draft.reading["issued_on"]) or timezone.localtime(now).date()
    known = match_names(names, scope=scope_of(office), on=on)
    found = {meant: known[meant].unit for text, meant in pairs if not known[text].found}
    return {meant: unit for meant, unit in found.items() if unit is not None}


def _rule(lesson: Lesson, draft: Draft, unit: Unit | None, *, now: datetime) -> OfficeRule:
    text = draft.reading["text"]
    return OfficeRule(
        office=draft.document.issuer,
        kind=lesson.kind.value,
        text=lesson.text,
        meaning=lesson.meaning,
        unit=unit,
        draft=draft,
        quote=_line_around(text, lesson.start, lesson.end),
        quote_start=lesson.start,
        quote_end=lesson.end,
        proposed_at=now,
    )


def _line_around(text: str, start: int, end: int) -> str:
    """The printed line, from a little before the word on where it is a long one."""
    begins = max(text.rfind("\n", 0, start) + 1, start - LONGEST_QUOTE // 4)
    stop = text.find("\n", end)
    return rules.clipped(text[begins : stop if stop >= 0 else len(text)], LONGEST_QUOTE)


def _locked(rule_id: int) -> OfficeRule:
    """Nothing is joined by the lock: a rule without a unit would not be found."""
    OfficeRule.objects.select_for_update().get(pk=rule_id)
    return OfficeRule.objects.select_related("unit", "office").get(pk=rule_id)


def _decide(rule: OfficeRule, state: RuleState, *, by: User, now: datetime) -> OfficeRule:
    if rule.state != state:
        rule.state, rule.decided_by, rule.decided_at = state, by, now
        rule.save(update_fields=["state", "decided_by", "decided_at"])
        details = {"office": rule.office.name, "kind": rule.kind, "word": rule.text}
        audit.record(DONE[state], rule, by=by, now=now, details=details)
    return rule
