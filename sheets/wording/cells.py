"""Sentences about single cells: what was found there and what is wanted instead."""

from collections.abc import Mapping
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sheets.columns import KINDS

# Why a cell cannot be taken.
ERRORS: dict[str, Promise] = {
    "not_a_number": _("“%(found)s” is not a number. Write digits only, such as 1234.5."),
    "ambiguous": _("“%(found)s” can be read in two ways. Write the number in digits."),
    "range": _("“%(found)s” is a range, but one number is wanted. Write what was reached."),
    "in_words": _(
        "“%(found)s” is a sentence. If %(wanted)s is meant, write that alone into this cell, and"
        " the sentence under progress."
    ),
    "several_numbers": _(
        "“%(found)s” has several numbers: %(wanted)s. Write the one that is meant into this cell,"
        " and the sentence under progress."
    ),
    "same_as_above": _("“%(found)s” says nothing here by itself. Write out what is meant."),
    "wrong_measure": _(
        "“%(found)s” is not in the unit of measure of this line, which is %(wanted)s. Convert it"
        " to %(wanted)s."
    ),
    "fraction": _(
        "%(found)s can be read in two ways. Write it as a percentage with its sign, such as 65%%."
    ),
    "percent_sign": _(
        "“%(found)s” is a percentage, but this target has another unit of measure. Write the"
        " value itself."
    ),
    "formula": _(
        "The formula in this cell has never been calculated. Open the workbook in Excel or WPS,"
        " save it once and upload it again."
    ),
    "error": _("The cell shows the error %(found)s. Correct the formula or write the value."),
    "infinite": _("“%(found)s” is not a number. Write digits only, such as 1234.5."),
    "long": _("The number %(found)s has more digits than Excel can keep. Check it."),
    "date": _(
        "The cell holds the date %(found)s. Write a number, and set the cell's format to General."
    ),
    "logical": _("The cell holds %(found)s. Write a number or a text."),
    "not_a_date": _("“%(found)s” is no day. Write it like 2026-03-31."),
    "ambiguous_date": _("“%(found)s” may be two different days. Write it like 2026-03-31."),
    "two_digit_year": _("The year of “%(found)s” needs four digits. Write it like 2026-03-31."),
    "year_missing": _("“%(found)s” has no year. Write it like 2026-03-31."),
    "no_such_day": _("The calendar has no day “%(found)s”. Write it like 2026-03-31."),
    "year_out_of_span": _(
        "The year of “%(found)s” cannot be right: it must lie within %(wanted)s. Correct it."
    ),
    "not_a_tick": _("“%(found)s” is no tick. Write √ for yes, or leave the cell empty."),
    "required": _("“%(wanted)s” is missing in this line. Write it into this cell."),
    "too_long": _("This text has %(found)s characters. Shorten it to %(wanted)s."),
    "future": _("%(found)s lies in the future. Enter the value once the period is over."),
    "unknown_unit": _("No unit is called “%(found)s”. Write its name as the portal knows it."),
    "unknown_unit_near": _(
        "No unit is called “%(found)s”. If “%(wanted)s” is meant, write that; a new unit has to be"
        " created first."
    ),
    "several_units": _(
        "“%(found)s” may be any of these: %(wanted)s. Write a name that only one of them has."
    ),
    "unknown_target": _(
        "No published plan has a target “%(found)s”. Write the indicator as the plan calls it."
    ),
    "unknown_target_near": _(
        "No published plan has a target “%(found)s”. If “%(wanted)s” is meant, write that."
    ),
    "several_targets": _(
        "“%(found)s” stands in more than one place: %(wanted)s. Write the plan and the responsible"
        " unit into this line."
    ),
    "other_plan": _(
        "The plan “%(found)s” has no such target; it stands in %(wanted)s. Correct the plan or the"
        " indicator."
    ),
    "other_lead": _(
        "“%(found)s” is not responsible for this target; %(wanted)s is. Correct the unit or leave"
        " it out."
    ),
    "not_a_login": _(
        "“%(found)s” cannot be a login name. Use letters, digits and @ . + - _ without spaces."
    ),
    "login_taken": _(
        "The login name “%(found)s” belongs to %(wanted)s already. Choose another one."
    ),
    "not_an_email": _("“%(found)s” is no e-mail address. Correct it or leave the cell empty."),
    "roles_exclude": _(
        "Nobody can be %(found)s and %(wanted)s at once. Give the roles to different people."
    ),
    "several_lines": _(
        "The lines %(wanted)s of this sheet are all called “%(found)s”. Write a name that only one"
        " of them has."
    ),
    "name_taken": _(
        "The name “%(found)s” belongs to %(wanted)s already. Write another name, or add names to"
        " that unit."
    ),
    "superior_refused": _(
        "The superior unit “%(found)s” in line %(wanted)s cannot be created. Correct that line"
        " first."
    ),
    "not_a_choice": _("“%(found)s” cannot be chosen here. Write one of these: %(wanted)s."),
}

# What was taken, though somebody should look at it.
DOUBTS: dict[str, Promise] = {
    "about": _("“%(found)s” is only about right. It was taken as %(wanted)s."),
    "bound": _("“%(found)s” is a limit. It was taken as the value %(wanted)s."),
    "converted": _("“%(found)s” was converted to %(wanted)s. Check the unit of measure."),
    "figure_chosen": _("“%(found)s” is a sentence; %(wanted)s was chosen from it."),
    "from_words": _("“%(found)s” was taken as %(wanted)s. Write the number alone."),
    "small_percent": _(
        "%(found)s was taken as %(wanted)s, which is less than one percent. Write 65 for 65 %%."
    ),
    "one_percent": _("1 was taken as one percent. Write 100 if everything is done."),
    "no_figure": _("“%(found)s” was taken as no figure. Write 0 if nothing was reached."),
    "year_assumed": _("“%(found)s” has no year. It was taken as %(wanted)s."),
    "early_date": _(
        "The cell has the format of a date, so it was taken as “%(found)s”. If a number is meant,"
        " set the cell's format to General."
    ),
    "before_span": _("“%(found)s” may mean the beginning or the end. It was taken as %(wanted)s."),
    "serial": _("The number %(found)s was taken as %(wanted)s, as Excel counts days."),
    "was_reported": _("The responsible unit has reported %(found)s. This value replaces it."),
    "account_known": _(
        "“%(found)s” has an account already. Nothing is changed; roles are granted on their page."
    ),
    "unit_stays": _(
        "The portal knows this unit with “%(wanted)s”, not “%(found)s”. A sheet does not change"
        " that."
    ),
    "recurs": _("“%(found)s” is a rhythm and no day. It was taken as long-term."),
    "picture_missing": _(
        "The picture of this cell is not in the file. Attach it on the page of the report."
    ),
    "picture_kind": _(
        "This picture is not kept: it is of no kind that evidence may have (%(wanted)s). Attach"
        " a copy of it on the page of the report."
    ),
    "picture_big": _(
        "This picture is not kept: it has %(found)s MB, and %(wanted)s MB are allowed. Insert a"
        " smaller copy."
    ),
    "picture_room": _(
        "This picture is not kept: the pictures of this file are too large together. Attach it"
        " on the page of the report."
    ),
    "picture_many": _(
        "This picture is not kept: a report has at most %(wanted)s files. Leave out those that"
        " prove nothing new."
    ),
    "picture_closed": _("This picture is not kept: the report of this line takes nothing now."),
}

# In these `wanted` is a day.
_DAYS = frozenset({"year_assumed", "before_span", "serial"})


def sentence(facts: Mapping[str, str]) -> str:
    """What is wrong in a cell, or doubtful; empty for a code that is not about cells."""
    code = facts["code"]
    text = ERRORS.get(code) or DOUBTS.get(code)
    if text is None:
        return ""
    return str(text) % {"found": _word(facts.get("found", "")), "wanted": _wanted(code, facts)}


def _wanted(code: str, facts: Mapping[str, str]) -> str:
    wanted = facts.get("wanted", "")
    if code in _DAYS and wanted:
        return date_format(date.fromisoformat(wanted))
    kind, _dot, key = wanted.partition(".")
    if code == "not_a_choice" and key in KINDS.get(kind, {}):
        return gettext(", ").join(str(label) for _value, label in KINDS[kind][key].choices)
    if code == "required" and key in KINDS.get(kind, {}):
        return str(KINDS[kind][key].title)
    return _word(wanted)


def _word(fact: str) -> str:
    """`units.kind:office` is a stored value of a column's choices: the word that people know."""
    place, _colon, value = fact.partition(":")
    kind, _dot, key = place.partition(".")
    if value and key in KINDS.get(kind, {}):
        return KINDS[kind][key].shown(value)
    return fact
