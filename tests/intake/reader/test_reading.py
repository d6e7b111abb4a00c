"""The two forms of a reading, its promises, its commands, and its time."""

import json
import subprocess
import sys
import time
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from intake.reader import read_text
from intake.reader.confidence import sure
from intake.reader.reading import VERSION

ROOT = Path(__file__).parents[3]
TEXT = """云岭市工作方案（2023—2025年）
一、工作目标
到2025年，高新技术企业达到70家，研发投入强度达到2.8%，众创空间4家。
二、主要任务
（一）培育企业。高新技术企业达到70家，每年举办对接活动2场。（市科技局负责）
（二）建设平台。建成众创空间4家、省级众创空间4家。（市科技局牵头，市财政局配合）
"""


def test_numbers_are_exchanged_as_written():
    targets = read_text(TEXT).as_format()["targets"]
    assert json.dumps([target["value"] for target in targets[:3]]) == "[70, 2.8, 4]"


def test_numbers_are_kept_as_decimal_strings():
    targets = read_text(TEXT).as_json()["targets"]
    assert [target["value"] for target in targets[:3]] == ["70", "2.8", "4"]


def test_what_is_kept_is_plain_json():
    kept = read_text(TEXT).as_json()
    assert json.loads(json.dumps(kept)) == kept
    assert kept["version"] == VERSION
    mark = kept["tasks"][0]["unit_marks"][0]
    assert (mark["name"], mark["role"], mark["confidence"]) == (
        "市科技局",
        "lead",
        sure("unit_name", "body"),
    )


def test_every_field_knows_its_words_and_how_sure_it_is():
    kept = read_text(TEXT).as_json()
    target = kept["targets"][1]
    said = {field: TEXT[slice(*place)] for field, place in target["marks"].items() if place}
    assert said == {
        "indicator": "研发投入强度",
        "value": "2.8",
        "unit": "%",
        "op": "达到",
        "due": "到2025年",
    }
    assert all(0 < share <= 1 for share in target["confidence"].values())


def test_a_promise_made_in_the_goals_and_in_a_task_is_one():
    promises = read_text(TEXT).promises()
    assert [promise.ids for promise in promises] == [
        ["g1", "g4"],
        ["g2"],
        ["g3", "g6"],
        ["g5"],
        ["g7"],
    ]


def test_a_promise_takes_its_task_from_the_task_and_its_due_date_from_the_goals():
    promise = read_text(TEXT).promises()[0]
    assert (promise.task_id, str(promise.due)) == ("t1", "2025-12-31")


def test_two_values_for_one_indicator_are_doubted():
    text = TEXT.replace("高新技术企业达到70家，每年", "到2025年，高新技术企业达到90家，每年")
    assert [doubt.code for doubt in read_text(text).doubts] == ["two_values"]


def test_a_text_that_is_no_plan_gives_an_empty_reading_with_doubts():
    reading = read_text("今天天气很好。")
    assert (reading.tasks, reading.targets) == ((), ())
    assert [doubt.code for doubt in reading.doubts] == ["no_title", "no_tasks"]


@pytest.mark.parametrize(
    "unit", ["（一）", "1、\n", "牵头单位：", "“", "(", "。", "到2025年", "a\tb\tc\n", "分别10家、"]
)
def test_time_grows_with_the_length_and_not_faster(unit: str):
    read_text(unit * 50)  # vocabularies are loaded once
    # What else the machine does can only slow a run down: the quickest long one counts.
    short = max(timed(unit * (5_000 // len(unit))) for _ in range(3))
    long = min(timed(unit * (40_000 // len(unit))) for _ in range(3))
    assert long < 0.3 + short * 8 * 3


def timed(text: str) -> float:
    start = time.process_time()
    read_text(text)
    return time.process_time() - start


def test_the_command_prints_the_reading(tmp_path: Path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    out = StringIO()
    call_command("read_document", str(tmp_path / "a.txt"), stdout=out)
    assert json.loads(out.getvalue())["title"] == "云岭市工作方案（2023—2025年）"


def test_the_command_refuses_with_a_sentence(tmp_path: Path):
    (tmp_path / "a.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    errors = StringIO()
    with pytest.raises(SystemExit) as left:
        call_command("read_document", str(tmp_path / "a.doc"), stderr=errors)
    assert left.value.code == 1
    assert "save it as .docx" in errors.getvalue()


def child(path: Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "intake.reader", str(path)], cwd=ROOT, capture_output=True
    )


def test_the_child_process_prints_what_is_to_be_kept(tmp_path: Path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    done = child(tmp_path / "a.txt")
    assert (done.returncode, json.loads(done.stdout)) == (0, read_text(TEXT).as_json())


def test_the_child_process_says_why_it_cannot_read(tmp_path: Path):
    (tmp_path / "a.txt").write_bytes(b"")
    done = child(tmp_path / "a.txt")
    assert (done.returncode, json.loads(done.stdout)["error"]["code"]) == (3, "empty")


def test_the_reader_knows_no_django():
    code = "import sys, intake.reader; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0
