"""What the columns of a table hold, told by their titles."""

import re

from intake.reader.units.roles import LABELS
from intake.reader.vocabulary import words

COLUMNS = {name: re.compile(pattern) for name, pattern in words("tables")["columns"].items()}
LONGEST_TITLE = 16


def column_kind(title: str) -> str:
    """number, category, task, lead, assist, responsible, due, indicator, measure, value, other…"""
    if len(title) > LONGEST_TITLE:
        return "other"
    bare = re.sub(r"[(（][^()（）]*[)）]", "", title)
    if bare in LABELS and LABELS[bare] not in ("other", "content"):
        return LABELS[bare]
    for kind in ("number", "category", "measure", "due", "ignored"):
        if COLUMNS[kind].search(bare):
            return kind
    if COLUMNS["past_value"].search(bare) and not re.search("目标", bare):
        return "past_value"
    if COLUMNS["work"].search(bare):  # 具体举措和目标 says what is done
        return "task"
    for kind in ("indicator", "value", "task"):
        if COLUMNS[kind].search(bare):
            return kind
    return "responsible" if re.search("(?:单位|部门)$", bare) else "other"


def names_columns(titles: tuple[str, ...]) -> bool:
    """Whether these are the titles of a table that says who does what, or what is to be reached."""
    if any(len(title) > LONGEST_TITLE for title in titles):
        return False
    kinds = {column_kind(title) for title in titles}
    work = kinds & {"task", "category"} and kinds & {"lead", "responsible", "assist"}
    return bool(work or {"indicator", "value"} <= kinds)
