"""What a form offers to choose from."""

from django.template import engines

from reports.models import ReportState


def shown(choices, chosen=None):
    template = engines["django"].from_string("{% options choices chosen %}")
    return template.render({"choices": choices, "chosen": chosen})


def test_the_one_that_was_chosen_is_selected_by_its_value_or_as_the_address_says_it():
    choices = [(1, "甲"), (12, "乙")]
    told = '<option value="1">甲</option><option value="12" selected>乙</option>'
    assert shown(choices, 12) == shown(choices, "12") == told
    assert "selected" not in shown(choices) + shown(choices, "") + shown(choices, "2")


def test_choices_of_a_model_have_their_words():
    told = shown(ReportState.choices, ReportState.DRAFT)
    assert f'<option value="draft" selected>{ReportState.DRAFT.label}</option>' in told


def test_nothing_that_was_typed_becomes_part_of_the_page():
    assert shown([('"><b>', "<i>空</i>")]) == (
        '<option value="&quot;&gt;&lt;b&gt;">&lt;i&gt;空&lt;/i&gt;</option>'
    )


def test_long_titles_are_cut():
    assert f">{'长' * 39}…<" in shown([(1, "长" * 41)])
    assert f">{'长' * 40}<" in shown([(1, "长" * 40)])
