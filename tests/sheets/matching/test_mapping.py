"""What a person corrected is remembered by words, and holds next month."""

import json

from sheets.rules.matching import (
    ColumnMapping,
    Header,
    Wrong,
    apply,
    faults,
    find_table,
    learned,
    mapping_of,
    remembered,
    signature,
)
from tests.sheets.matching.pages import page

AUGUST = """
序号|工作任务|1-8月完成情况|温馨寄语|备注
1|建设城市创新平台|新增平台3个，正在推进第三批认定工作。|建议市级统筹|
"""
SEPTEMBER_MOVED = """
云岭市重点工作台账
备注|温馨寄语|序号|工作任务|1-9月完成情况
|建议市级统筹|1|建设城市创新平台|新增平台4个，正在推进第三批认定工作。
"""
OTHER = """
任务名称|推进情况|温馨寄语
建设城市创新平台|新增平台4个，正在推进第三批认定工作。|建议市级统筹
"""


def header(text: str) -> Header:
    found = find_table(page(text))
    assert found is not None
    return found


def keys(each: Header) -> dict[str, str | None]:
    return {letter: guess.key for letter, guess in each.columns.items()}


CORRECTED = mapping_of(header(AUGUST), {"D": "coordination"})


def test_a_correction_holds_next_month_where_the_columns_have_moved() -> None:
    mended = apply(CORRECTED, header(SEPTEMBER_MOVED))
    assert mended.letter("coordination") == "B"
    assert mended.letter("progress") == "E"
    assert mended.columns["B"].confidence == 1.0


def test_the_signature_knows_neither_month_nor_order() -> None:
    assert signature(header(AUGUST)) == signature(header(SEPTEMBER_MOVED))
    assert signature(header(AUGUST)) != signature(header(OTHER))


def test_the_very_header_is_remembered_and_another_one_learns_from_it() -> None:
    known = {signature(header(AUGUST)): CORRECTED}
    assert remembered(header(SEPTEMBER_MOVED), known) == (CORRECTED, True)
    mapping, exact = remembered(header(OTHER), known)
    assert not exact
    assert apply(mapping, header(OTHER)).letter("coordination") == "C"


def test_words_that_once_meant_one_thing_and_once_another_are_not_learned() -> None:
    other = ColumnMapping({"温馨寄语": "ignore", "备注": "remarks"})
    assert "温馨寄语" not in learned([CORRECTED, other]).keys
    assert learned([CORRECTED, other]).keys["备注"] == "remarks"


def test_a_mapping_survives_storing_and_forgets_keys_that_are_gone() -> None:
    stored = json.loads(json.dumps(CORRECTED.as_json()))
    assert ColumnMapping.from_json(stored) == CORRECTED
    assert ColumnMapping.from_json({"备注": "no_such_key", "序号": "number"}).keys == {
        "序号": "number"
    }
    assert ColumnMapping.from_json(["nonsense"]).keys == {}


def test_a_guess_gives_way_to_what_a_person_said() -> None:
    said = mapping_of(header(AUGUST), {"C": "ignore", "D": "progress"})
    assert keys(apply(said, header(AUGUST)))["C"] == "ignore"
    partly = ColumnMapping({"温馨寄语": "progress"})
    mended = apply(partly, header(AUGUST))
    assert (keys(mended)["C"], keys(mended)["D"]) == (None, "progress")
    assert faults(mended) == []


def test_two_columns_of_equal_words_are_kept_apart() -> None:
    twice = header("工作任务|说明|说明\n建设城市创新平台|正在推进第三批认定工作。|无")
    said = mapping_of(twice, {"B": "progress", "C": "problems"})
    assert said.keys["说明"] == "progress"
    assert said.keys["说明 #2"] == "problems"


def test_what_makes_a_mapping_useless_is_told() -> None:
    useless = apply(ColumnMapping({"工作任务": "ignore", "序号": "ignore"}), header(AUGUST))
    assert {fault.code for fault in faults(useless)} == {Wrong.NO_SUBJECT}
    silent = apply(ColumnMapping({"完成情况": "remarks"}), header(AUGUST))
    assert {fault.code for fault in faults(silent)} == {Wrong.NOTHING_TO_SAVE}
    double = apply(ColumnMapping({"温馨寄语": "progress", "完成情况": "progress"}), header(AUGUST))
    assert [(fault.code, fault.letters) for fault in faults(double)] == [(Wrong.TWICE, ("C", "D"))]
    strange = apply(ColumnMapping({"温馨寄语": "nonsense"}), header(AUGUST))
    assert Wrong.UNKNOWN_KEY in {fault.code for fault in faults(strange)}
