"""How the units that answer for an item are named."""

from dataclasses import dataclass
from typing import Any

from .cast import Parties


@dataclass(frozen=True)
class Notes:
    """`both` says who leads ({l}) and who assists ({a}); `alone` is for those who lead alone.

    Where a way of writing knows no lead ({u} for all of them), all of them lead, or the first one
    does if the document has such a rule. `at` says where the words stand: behind the item's text,
    on lines below it, before its text, in its heading, or in its first sentence.
    """

    both: str
    alone: str
    at: str = "behind"
    between: str = "、"
    between_leads: str = ""
    first_leads: bool = False

    def written(self, parties: Parties) -> tuple[str, Parties]:
        """The words, and who leads and assists by them."""
        if "{u}" in self.both:
            units = (*parties.lead, *parties.assist)
            words = self.both.format(u=self.between.join(units))
            split = 1 if self.first_leads else len(units)
            return words, Parties(units[:split], units[split:])
        lead = (self.between_leads or self.between).join(parties.lead)
        assist = self.between.join(parties.assist)
        words = self.both if assist else self.alone
        return words.format(l=lead, a=assist), parties


def labels(
    lead: str, assist: str, shape: str = "（{}）", *, stop: str = "；", **more: Any
) -> Notes:
    """（牵头单位：…；配合单位：…） in any shape."""
    one, two = f"{lead}：{{l}}", f"{assist}：{{a}}"
    return Notes(shape.format(f"{one}{stop}{two}"), shape.format(one), **more)


def one_label(
    label: str, shape: str = "（{}）", *, first_leads: bool = False, **more: Any
) -> Notes:
    """（责任单位：…）: one list for all of them."""
    words = shape.format(f"{label}：{{u}}")
    return Notes(words, words, first_leads=first_leads, **more)


# In brackets behind the text.
LABELS = labels("牵头单位", "配合单位")
MAIN_LABELS = labels("主办单位", "协办单位", "（{}）", stop="，")
SQUARE_LABELS = labels("牵头单位", "责任单位", "〔{}〕")
BLACK_LABELS = labels("牵头单位", "参与单位", "【{}】")
LEADS_ASSISTS = Notes("（{l}牵头，{a}配合）", "（{l}牵头）")
LEADS_TAKE_PART = Notes("（由{l}牵头，{a}参与）", "（由{l}负责）")
LEADS_AND_DUTIES = Notes("（{l}牵头，{a}按职责分工负责）", "（{l}负责）")
WITH = Notes("（{l}会同{a}负责）", "（{l}负责）")
ALL_LEAD = Notes("（{u}按职责分工负责）", "（{u}负责）")
ONLY_NAMES = Notes("（{u}）", "（{u}）")
RESPONSIBLE = one_label("责任单位")
RESPONSIBLE_BLACK = one_label("责任部门", "【{}】")
FIRST_LEADS = one_label("责任单位", first_leads=True)
FIRST_LEADS_BARE = Notes("（{u}负责）", "（{u}负责）", first_leads=True)
TAGGED = Notes("（{l}（牵头）、{a}）", "（{l}（牵头））", between_leads="（牵头）、")
BY_COMMAS = labels("牵头单位", "配合单位", between="，", stop="；")
BY_SPACES = labels("牵头单位", "配合单位", "{}", stop="\n", at="below", between=" ")

ROLES_IN_A_LABEL = Notes("（责任单位：{l}牵头，{a}配合）", "（责任单位：{l}）")
AS_WORDS = Notes("（牵头单位为{l}，配合单位为{a}）", "（牵头单位为{l}）")
SPACED_LABELS = labels("责任单位", "配合单位", "（{}）", stop="　")

# On lines of their own.
TWO_LINES = labels("牵头单位", "配合单位", "{}", stop="\n", at="below")
ONE_LINE = labels("牵头单位", "配合单位", "{}", stop="；", at="below")
ONE_LINE_STOP = labels("牵头单位", "责任单位", "{}。", stop="；", at="below")
RESPONSIBLE_LINE = one_label("责任单位", "{}", at="below")
BLACK_LINES = Notes("【牵头单位】{l}\n【配合单位】{a}", "【牵头单位】{l}", at="below")
BRACKET_LINE = Notes("（{l}牵头，{a}配合）", "（{l}牵头）", at="below")
WITH_LEADERS = Notes(
    "责任领导：李云山\n牵头单位：{l}\n配合单位：{a}\n联系人：王小岭",
    "责任领导：李云山\n牵头单位：{l}\n联系人：王小岭",
    at="below",
)
DASHED = Notes("——{u}", "——{u}", at="behind")

# In the text itself.
RUNNING = Notes("由{l}牵头，{a}配合，", "由{l}牵头，", at="before")
RUNNING_BEHIND = Notes("由{l}牵头，{a}配合落实。", "由{l}牵头落实。", at="behind")
IN_HEADING = Notes("（{l}牵头，{a}配合）", "（{l}牵头）", at="heading")
