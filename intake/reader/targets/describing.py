"""Numbers that promise nothing: they reward, compare, or say of what kind a thing is."""

import re

from intake.reader.numbers import Quantity, is_money, is_share, is_time
from intake.reader.vocabulary import any_of, words

from .indicators import VERB_LAST

NEVER = words("targets")["never"]
REWARD = re.compile(any_of(NEVER["reward"]))
COMMITS = re.compile(any_of(NEVER["commits"]))
BASE_BEFORE = re.compile(NEVER["base_before"] + "$")
BASE_AFTER = re.compile(NEVER["base_after"])
STANDARD_BEFORE = re.compile(NEVER["standard_before"] + "$")
STANDARD_AFTER = re.compile(NEVER["standard_after"])
OF_KIND = re.compile(NEVER["of_kind"])
THE_ONES = re.compile(NEVER["the_ones"])
LIMIT_BEFORE = re.compile(any_of(NEVER["limit_before"]) + "$")
TARGETED = re.compile("对[^,;。]{0,30}$")
THRESHOLD = re.compile(NEVER["threshold"])
SIZE_BEFORE = re.compile(NEVER["size_before"] + "$")
OF_SIZE = re.compile(NEVER["of_size"])
REWARDED = re.compile("(?:各|分别)?(?:奖励|奖补|补助|补贴)$")
RATIO = re.compile(":\\d")
KEPT = re.compile(words("targets")["promise"]["kept"] + "|的?(?:目标|水平|标准)")
CONDITION = re.compile("的(?=[,;]|$)")  # 入住人数少于10人的,安排…
AFTERWARDS = re.compile("(?:后|之日起|起)$")
# 产值超100亿元、具备较强竞争力的企业2家.
ALSO = re.compile("[、和且及][^,;。\\d]{2,30}的")
NOUN_AFTER = re.compile("(?![且并和及与]|以及)[\u4e00-\u9fff]")
NEAR = 40


def is_reward(text: str, start: int, quantity: Quantity, limit: int) -> bool:
    """A subsidy per case and its rate are no promise; a sum that the plan sets aside is."""
    if re.search("之日起?$|起$", text[max(start, quantity.start - 4) : quantity.start]):
        return True
    if not (is_money(quantity.unit) or is_share(quantity.unit)):
        return False
    if not REWARD.search(text, max(start, quantity.start - 80), min(limit, quantity.end + 12)):
        return False
    committed = COMMITS.search(text, max(start, quantity.start - 12), quantity.start)
    return not (committed and is_money(quantity.unit))


def describes(text: str, start: int, quantity: Quantity, end: int, *, last: bool) -> bool:
    """Whether a number only describes what stands behind it, or is what the promise starts from.

    `start` and `end` bound its clause; `last` says that no other number follows in it.
    """
    before = text[max(start, quantity.start - NEAR) : quantity.start]
    after = text[quantity.end : min(end, quantity.end + NEAR)]
    if BASE_BEFORE.search(before) and BASE_AFTER.match(after):
        return True
    if STANDARD_BEFORE.search(before) and STANDARD_AFTER.search(after):
        return True
    clause = re.split("[,;。]", after)[0]
    if CONDITION.match(after) or (is_time(quantity.unit) and AFTERWARDS.search(before)):
        return True
    if TARGETED.search(before) and ("的" in clause or before.endswith("的")):
        return True
    if THRESHOLD.search(clause) or SIZE_BEFORE.search(before) or RATIO.match(after):
        return True
    limit = quantity.op is not None or bool(LIMIT_BEFORE.search(before))
    if limit and is_money(quantity.unit) and not last and ALSO.match(after):
        return True
    if not NOUN_AFTER.match(after):
        return False
    if OF_SIZE.match(after) or (
        after.startswith("的") and not last and not is_share(quantity.unit)
    ):
        return True
    if REWARDED.search(before):
        return True
    if is_time(quantity.unit) and quantity.op is None and not KEPT.match(after):
        return True
    limited = quantity.op is not None or bool(LIMIT_BEFORE.search(before))
    if VERB_LAST.search(before) and not is_money(quantity.unit):  # 引育5家以上具有…的企业
        return False
    if limited and THE_ONES.match(after):
        return not (is_share(quantity.unit) and not before.strip("、,。;:"))
    if is_money(quantity.unit):
        return limited or bool(OF_KIND.match(after))
    return quantity.op is not None and not last and not THE_ONES.match(after)
