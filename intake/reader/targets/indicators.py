"""The words around a number → what is counted and how it is compared."""

import re
from dataclasses import dataclass

from intake.reader.lines import Span, View
from intake.reader.vocabulary import any_of, words

TARGETS = words("targets")
BEFORE_OPS = {
    word: op for op, all_words in TARGETS["before"].items() if op != "filler" for word in all_words
}
WEAK = {"到", "至", "为", "实现", "完成", "认定", "建成", "新增", "净增"}
REACH = re.compile(f"(?P<op>{any_of(BEFORE_OPS)})$")
FILLER = re.compile(any_of(TARGETS["before"]["filler"]) + "$")
CHANGE = re.compile(any_of(TARGETS["change"]["words"]) + "$")
BASE = re.compile(TARGETS["change"]["base"])
PROMISE = TARGETS["promise"]
# 选拔资助, 引进、培养和扶持: verbs in a row before one object.
PAIR = f"{any_of(PROMISE['pairs_first'])}(?:[、和并]?{any_of(PROMISE['pairs_second'])})+"
PAIRED = re.compile(PAIR)
VERBS = f"(?:{PAIR}|{any_of(PROMISE['verbs'])})"
VERB_FIRST = re.compile(VERBS)
# What may stand between the verb and its number: 培育引进不少于2个.
BETWEEN = any_of(PROMISE["lead_ins"] + PROMISE["adverbs"] + PROMISE["between"])
VERB_LAST = re.compile(f"(?:{VERBS})(?:了)?(?:{BETWEEN})*$")
# One or two misread letters may stand behind the verb (引进培行1家).
VERB_NEAR = re.compile(f"{VERBS}[\u4e00-\u9fff]{{1,2}}$")
# 加装电梯不少于150部: the noun before these is what a verb does; before 达到 it may begin with one.
LEAST = frozenset(["不少于", "至少", "不下于", "最少", "不小于"])
LONGEST = 150  # characters before a number that can name what it counts
NOUNS_TOO = set(PROMISE["nouns_too"])
ALWAYS = set(PROMISE["always"])
ADVERB = re.compile(any_of(PROMISE["adverbs"]) + f"(?={VERBS})")
LEAD_IN = re.compile(any_of(PROMISE["lead_ins"]))
JOINT = re.compile(
    "^(?:“[^”]{1,12}”[—-]{1,2}|[、,;:。 \n\t”)】—-]|“(?=[^”]*$)"
    "|以及|[和及与](?![谐平解时])|并且|并|且)+"
)
TAIL_JOINT = re.compile("(?:[、,;:。 \n\t]|以及|和|及|与|并且|并|且)+$")
SPLIT = re.compile("、|以及|和|及|与")
ONLY_VERBS = re.compile(
    f"(?:{VERBS}|{any_of(PROMISE['lead_ins'] + PROMISE['adverbs'])}"
    "|首批|接入|开放|各[市县区州镇乡])+"
)
FROM = re.compile("(?:由|从)[^,;。由从]{0,12}\\d[^,;。]{0,8}$")
COMPARED = re.compile(
    "(?:原则上)?(?P<op>不低于|不少于|不高于|不超过|不大于)(?=[\u4e00-\u9fff]{2,24}的?$)"
)
COMMA = re.compile("、")
OBJECT_END = re.compile(PROMISE["object_end"])
DESCRIPTIVE = re.compile(PROMISE["descriptive"])


@dataclass(frozen=True)
class Noun:
    """What is counted: its text, its place, and how it was told (see confidence.toml)."""

    text: str
    span: Span
    how: str


@dataclass(frozen=True)
class Words:
    """What stands before a number, taken apart."""

    start: int
    end: int
    op: str | None = None
    change: str = ""
    reaches: bool = False
    promises: bool = False
    said: Span | None = None  # the comparator

    @property
    def empty(self) -> bool:
        """Whether no noun is left."""
        return self.start >= self.end


def words_before(view: View, start: int, end: int) -> Words:
    """Strip verbs and comparators off both ends of the words before a number."""
    text = view.plain
    start = max(start, end - LONGEST)
    op, reaches, end, said = _strip_reach(text, start, end)
    if from_ := FROM.search(text, start, end):  # 留县率由42%提高至50%
        end = from_.start()
    change_end = end
    change = CHANGE.search(text, start, end) if not reaches or op is None else None
    if change is None:
        changed = CHANGE.search(text[start:end])
        word = changed[0] if changed and not reaches else ""
    else:
        word = change[0]
    least = said is not None and text[slice(*said)] in LEAST
    start, promises = _strip_lead(text, start, end, reaches=reaches and not least)
    if not promises and not reaches:
        start, promises = _after_verb(text, start, end)
    start, end = view.trim(
        start, change_end, "、,;:。—-“" if text[start:end].count("”") == 0 else "、,;:。—-"
    )
    if middle := COMPARED.search(text, start + 2, end):
        # 轮岗比例不低于符合条件教师总数的10%: what it is compared with is no part of it.
        said, op = middle.span("op"), BEFORE_OPS[middle["op"]]
        return Words(start, middle.start(), op, word, reaches=True, promises=promises, said=said)
    return Words(start, end, op, word, reaches or bool(word), promises, said)


def _strip_reach(text: str, start: int, end: int) -> tuple[str | None, bool, int, Span | None]:
    """The comparator nearest to the number wins: 力争达到, 要超过, 控制在."""
    op, reaches, said = None, False, None
    while start < end:
        head = text[start:end]
        found = REACH.search(head)
        if found and not (found["op"] in ("到", "至", "为") and end - start < 3):
            op = op or BEFORE_OPS[found["op"]]
            said = said or (end - len(found[0]), end)
            reaches = reaches or found["op"] not in WEAK
            end -= len(found[0])
            continue
        filler = FILLER.search(head)
        if not filler or len(filler[0]) == len(head):
            reaches = reaches or bool(filler and filler[0] in ("力争", "争取", "确保"))
            end = start if filler else end
            break
        end -= len(filler[0])
    return op, reaches, end, said


def _strip_lead(text: str, start: int, end: int, *, reaches: bool) -> tuple[int, bool]:
    """Adverbs, joints and the verb whose object follows (力争, 累计培育, 建成)."""
    promises = False
    while start < end:
        joint = JOINT.match(text[start:end])
        lead = LEAD_IN.match(text, start, end) or ADVERB.match(text, start, end)
        verb = None if joint or lead else VERB_FIRST.match(text, start, end)
        found = joint or lead or verb
        if not found:
            break
        length = len(found[0])
        # 新增就业 is a noun: something is taken off only where a noun of its own is left.
        if not joint and end - start - length < 2:
            promises = promises or bool(verb)
            break
        if verb:
            stays = verb[0] in NOUNS_TOO or bool(NOUN_GOES_ON.match(text, start + length, end))
            plain = verb[0] in ALWAYS or PAIRED.fullmatch(verb[0])
            if (promises or reaches) and (not plain or "的" in text[start:end]):
                break
            promises = True
            if stays:
                break
        start += length
    return start, promises


def _after_verb(text: str, start: int, end: int) -> tuple[int, bool]:
    """依托园区建成厂房50栋: the verb stands in the middle, what it promises behind it."""
    last = None
    for last in INSIDE.finditer(text, start, end):  # noqa: B007 - the last one is wanted
        pass
    if last is None or "的" in text[last.end() : end]:
        return start, False
    # 城镇新增就业: what is left behind the verb says too little by itself.
    return (last.end() if end - last.end() >= 3 else start), True


# 服务业, 建设用地, 发展水平: before these the verb is the beginning of a noun.
NOUN_GOES_ON = re.compile(
    "时限|时间|业(?!绩)|就业(?!见习)|经费|投入(?!使用)|强度|区(?!域)|率|额|值|者|用地|水平|能力|收入|面积|规模|占比|力度|总(?!部)|量(?!子)"
)
INSIDE = re.compile(f"{any_of(PROMISE['inside'])}(?!{NOUN_GOES_ON.pattern})")
# 学生和家长满意度: what both are measured by.
MEASURED = re.compile("(?:[\u4e00-\u9fff]{2}[率度]|占比|比例|比重|数量|总数|总量|总额)$")


def indicator_text(view: View, words_: Words) -> str:
    """The indicator as printed, less what it is compared with (比2020年)."""
    base = BASE.search(view.plain, words_.start, words_.end)
    if base:
        pieces = (view.words(words_.start, base.start()), view.words(base.end(), words_.end))
        return "".join(piece.strip(",、的") for piece in pieces)
    return view.words(words_.start, words_.end).strip(",、的 ")


def only_verbs(text: str, words_: Words) -> bool:
    """首批开放, 累计筹集: what is counted stands elsewhere."""
    return ONLY_VERBS.fullmatch(text, words_.start, words_.end) is not None


def noun(view: View, words_: Words, how: str) -> Noun:
    """The indicator with its place."""
    return Noun(indicator_text(view, words_), (words_.start, words_.end), how)


def promises_before(text: str, start: int, end: int) -> bool:
    """Whether a verb of promising governs the number that follows (建成1家, 构建A、B等6家)."""
    head = text[start:end]
    if VERB_LAST.search(head) or VERB_NEAR.search(head):
        return True
    if head.endswith("等"):
        return VERB_FIRST.search(head) is not None
    # 打造云岭湖环线、茶山秘境3条线路: a verb, a list of names, their number.
    first, promises = _strip_lead(text, start, end, reaches=False)
    return promises and "、" in text[first:end]


def object_end(text: str, start: int, end: int) -> int:
    """Where the noun phrase behind a number ends."""
    stop = OBJECT_END.search(text, start + 2, end)
    return stop.start() if stop else end


def listed(view: View, start: int, end: int, joints: re.Pattern[str] = SPLIT) -> list[str]:
    """The members of a list (A、B和C), shared heads given back (省级、市级重点实验室)."""
    spans, begin, depth = [], start, 0
    cuts = {found.start(): found.end() for found in joints.finditer(view.plain, start, end)}
    at = start
    while at < end:
        char = view.plain[at]
        depth += (char in "(“《") - (char in ")”》")
        if depth <= 0 and at in cuts:
            spans.append((begin, at))
            begin = at = cuts[at]
            continue
        at += 1
    spans.append((begin, end))
    names = [view.words(*view.trim(*span)) for span in spans if span[0] < span[1]]
    return [_headed(name, names[-1]) for name in names]


def _headed(name: str, last: str) -> str:
    measured = MEASURED.search(last)
    if measured and len(name) <= 4 and len(last) >= len(name) + 5 and not MEASURED.search(name):
        return name + last[len(name) :]  # 小学、初中专任教师学历比例
    if (
        measured
        and len(name) + 2 < len(last) + 2
        and not MEASURED.search(name)
        and len(measured[0]) < len(last)
    ):
        return name + measured[0] if not re.search("[率度量数额比]$", name) else name
    shared = re.search("级(?:以上)?", last)
    if re.search("级(?:以上)?$", name) and shared and shared.end() < len(last):
        return name + last[shared.end() :]
    return name
