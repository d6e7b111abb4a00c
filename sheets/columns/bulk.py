"""The columns of what the office brings in bulk: measurements, units and people."""

from datetime import date
from decimal import Decimal

from django.utils.translation import pgettext_lazy

from sheets.columns.choosing import one_of, several_of, write_list
from sheets.columns.definition import Check, Column
from sheets.columns.reports import number, text
from sheets.columns.writers import write_date
from sheets.rules.cells import ALONE, Around, Cell, Reading, Term, Unreadable, read_date, read_list
from units.models import RoleChoice, UnitKind, UnitLevel


def read_day(cell: Cell, around: Around = ALONE) -> Reading:
    """A day that there is: a measurement is never of no time."""
    reading = read_date(cell, around)
    if reading.value is Term.ROLLING:
        raise Unreadable("not_a_date", reading.raw)
    return reading


MEASUREMENTS = (
    text(
        "plan",
        pgettext_lazy("sheet column", "Plan"),
        26,
        hint=pgettext_lazy("sheet hint", "The plan's title, where several plans have the target."),
        example=pgettext_lazy("sheet example", "Plan for industry 2026"),
        open=True,
    ),
    text(
        "indicator",
        pgettext_lazy("sheet column", "Indicator"),
        26,
        hint=pgettext_lazy("sheet hint", "As the plan calls it."),
        example=pgettext_lazy("sheet example", "High-tech enterprises"),
        required=True,
        open=True,
    ),
    text(
        "unit",
        pgettext_lazy("sheet column", "Responsible unit"),
        18,
        hint=pgettext_lazy("sheet hint", "Where several units have a target of this name."),
        example=pgettext_lazy("sheet example", "Science Bureau"),
        open=True,
    ),
    text(
        "unit_of_measure",
        pgettext_lazy("sheet column", "Unit of measure"),
        10,
        hint=pgettext_lazy("sheet hint", "That of the values in this sheet."),
        example=pgettext_lazy("sheet example", "enterprises"),
        open=True,
    ),
    Column(
        "ends_on",
        pgettext_lazy("sheet column", "End of the period"),
        14,
        reader=read_day,
        write=write_date,
        check=Check.DATE,
        hint=pgettext_lazy("sheet hint", "The last day that the value covers, such as 2026-03-31."),
        example=date(2026, 3, 31),
        required=True,
        open=True,
    ),
    number(
        "value",
        pgettext_lazy("sheet column", "Value"),
        14,
        check=Check.NUMBER,
        hint=pgettext_lazy("sheet hint", "A number; the unit of measure has its own column."),
        example=Decimal(186),
        required=True,
        open=True,
    ),
    text(
        "source",
        pgettext_lazy("sheet column", "Source"),
        22,
        hint=pgettext_lazy("sheet hint", "Whose figure it is and where it was published."),
        example=pgettext_lazy("sheet example", "Statistics Bureau, monthly report 3"),
        open=True,
    ),
)

_read_kind, _write_kind = one_of(UnitKind.choices, "units.kind")
_read_level, _write_level = one_of(UnitLevel.choices, "units.level")
_read_roles, _write_roles = several_of(RoleChoice.choices, "people.roles")

UNITS = (
    text(
        "name",
        pgettext_lazy("sheet column", "Full name"),
        30,
        hint=pgettext_lazy("sheet hint", "The name on its seal."),
        example=pgettext_lazy("sheet example", "Yunling Science and Technology Bureau"),
        required=True,
        open=True,
    ),
    text(
        "short_name",
        pgettext_lazy("sheet column", "Short name"),
        16,
        hint=pgettext_lazy("sheet hint", "How the portal calls it; the full name where empty."),
        example=pgettext_lazy("sheet example", "Science Bureau"),
        open=True,
    ),
    Column(
        "kind",
        pgettext_lazy("sheet column", "Kind"),
        14,
        reader=_read_kind,
        write=_write_kind,
        check=Check.CHOICE,
        choices=tuple(UnitKind.choices),
        hint=pgettext_lazy("sheet hint", "One word of the list; guessed from the name if empty."),
        example=UnitKind.DEPARTMENT.value,
        open=True,
    ),
    Column(
        "level",
        pgettext_lazy("sheet column", "Level"),
        10,
        reader=_read_level,
        write=_write_level,
        check=Check.CHOICE,
        choices=tuple(UnitLevel.choices),
        hint=pgettext_lazy("sheet hint", "One word of the list; guessed from the name if empty."),
        example=UnitLevel.CITY.value,
        open=True,
    ),
    text(
        "parent",
        pgettext_lazy("sheet column", "Superior unit"),
        22,
        hint=pgettext_lazy(
            "sheet hint", "Any name of a unit that is known or stands in this sheet."
        ),
        example=pgettext_lazy("sheet example", "Yunling City Government"),
        open=True,
    ),
    Column(
        "aliases",
        pgettext_lazy("sheet column", "Other names"),
        30,
        reader=read_list,
        write=write_list,
        hint=pgettext_lazy("sheet hint", "Other names that documents use, with ； between them."),
        open=True,
    ),
)

PEOPLE = (
    text(
        "username",
        pgettext_lazy("sheet column", "Login name"),
        16,
        hint=pgettext_lazy("sheet hint", "Letters and digits; it never changes."),
        example="zhangsan",
        required=True,
        open=True,
    ),
    text(
        "name",
        pgettext_lazy("sheet column", "Name"),
        12,
        example=pgettext_lazy("sheet example", "Zhang San"),
        required=True,
        open=True,
    ),
    text(
        "unit",
        pgettext_lazy("sheet column", "Unit"),
        20,
        hint=pgettext_lazy("sheet hint", "Any name by which the portal knows the unit."),
        example=pgettext_lazy("sheet example", "Science Bureau"),
        required=True,
        open=True,
    ),
    Column(
        "roles",
        pgettext_lazy("sheet column", "Roles"),
        22,
        reader=_read_roles,
        write=_write_roles,
        choices=tuple(RoleChoice.choices),
        hint=pgettext_lazy("sheet hint", "Words of the list, with ； between them."),
        example=(RoleChoice.REPORTER.value,),
        required=True,
        open=True,
    ),
    text(
        "phone",
        pgettext_lazy("sheet column", "Phone"),
        16,
        hint=pgettext_lazy("sheet hint", "The office's number."),
        open=True,
    ),
    text("email", pgettext_lazy("sheet column", "E-mail"), 24, open=True),
)
