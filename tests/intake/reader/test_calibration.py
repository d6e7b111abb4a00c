"""What the reader says of its own sureness, against how often it was right."""

from .calibrate import PAPERS, Share, documents, shares


def test_stated_confidence_is_what_was_counted():
    off = [share for share in shares(documents(PAPERS)) if share.is_off]
    assert not off, "set these anew: python -m tests.intake.reader.calibrate"


def test_a_way_of_telling_is_off_only_where_enough_cases_say_so():
    assert Share("due", "last", stated=0.9, right=15, count=30).is_off
    assert not Share("due", "last", stated=0.9, right=25, count=30).is_off
    assert not Share("due", "last", stated=0.9, right=0, count=29).is_off


def test_a_wrong_field_counts_against_the_way_it_was_told():
    text, truth = next(documents(PAPERS))
    wrong = truth | {"title": "another plan", "targets": [], "tasks": []}
    before, after = (
        {(share.field, share.how): share.right for share in shares([(text, said)])}
        for said in (truth, wrong)
    )
    assert before["title", "heading"] > after["title", "heading"]
    assert after["indicator", "reached"] == 0
