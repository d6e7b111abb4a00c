"""What forms answer to what cannot be taken: our sentences, in both languages."""

import django.forms
import pytest
from django.db.models.fields import BLANK_CHOICE_DASH
from django.urls import get_resolver
from django.utils import translation
from rest_framework import serializers

from core import forms, rest
from core.errors import Invalid, RuleBroken
from units.models import User

DAYS = {
    "2026-03-31": True,
    "2026/3/31": True,
    "2026年3月31日": True,
    "２０２６－０３－３１": True,
    "2000-01-01": True,
    "2100-12-31": True,
    "1999-12-31": False,
    "2101-01-01": False,
    "9999-12-31": False,
    "0001-01-01": False,
    "0000-01-01": False,
    "2026-02-30": False,
    "31.03.2026": False,
    "٢٠٢٦-٠٣-٣١": False,
    "1e400": False,
    "\x00": False,
}


class Everything(forms.Form):
    text = django.forms.CharField(max_length=3)
    number = django.forms.DecimalField(max_digits=4, decimal_places=2, max_value=9)
    count = django.forms.IntegerField(min_value=2)
    choice = django.forms.ChoiceField(choices=[("a", "A")])
    several = django.forms.MultipleChoiceField(choices=[("a", "A")])
    file = django.forms.FileField()
    at = django.forms.TimeField()
    on = forms.DayField()


@pytest.mark.parametrize(("text", "good"), DAYS.items())
def test_a_day_is_one_of_those_that_people_mean(text, good):
    field = forms.DayField()
    if good:
        assert field.clean(text).year in {2000, 2026, 2100}
    else:
        with pytest.raises(django.forms.ValidationError):
            field.clean(text)


@pytest.mark.parametrize("text", ["9999-12-31", "0001-01-01", "1999-12-31"])
def test_a_day_out_of_range_names_the_years(text):
    with translation.override("en"):
        for field in (forms.DayField().clean, rest.DayField().run_validation):
            with pytest.raises((django.forms.ValidationError, serializers.ValidationError)) as no:
                field(text)
            assert "Write a day of the years 2000 to 2100." in str(no.value)


WRONG = {
    "nothing": {},
    "too much": {
        "text": "long text",
        "number": "12345.678",
        "count": "1",
        "choice": "b",
        "several": ["b"],
        "at": "25:61",
        "on": "9999-12-31",
    },
    "other things": {
        "text": "\x00",
        "number": "NaN",
        "count": "²",
        "choice": "\x00",
        "several": "a",
        "at": "noon",
        "on": "soon",
    },
}
DJANGOS = ("必填", "有效的", "确保", "Ensure", "Enter a", "Select a", "This field", "Null char")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("data", WRONG.values(), ids=WRONG)
def test_no_field_answers_in_djangos_words(data, language):
    with translation.override(language):
        form = Everything(data)
        sentences = [str(each) for errors in form.errors.values() for each in errors]
    assert len(form.errors) == len(form.fields)
    assert [each for each in sentences if any(words in each for words in DJANGOS)] == []


def test_a_field_keeps_the_sentence_that_it_was_given():
    class Own(forms.Form):
        name = django.forms.CharField(error_messages={"required": "Say who."})

    assert Own({}).errors["name"] == ["Say who."]


def test_every_form_of_the_portal_speaks():
    assert get_resolver().url_patterns  # all views are imported, and so all forms
    ours = [form for form in _below(django.forms.BaseForm) if _is_ours(form)]
    silent = [form for form in ours if not issubclass(form, forms.Form | forms.ModelForm)]
    assert len(ours) > 30
    assert silent == []


def test_every_day_that_is_filled_in_has_its_limits():
    assert get_resolver().url_patterns
    ours = [form for form in _below(django.forms.BaseForm) if _is_ours(form)]
    days = [
        (form.__name__, name)
        for form in ours
        for name, field in form.base_fields.items()
        if isinstance(field, django.forms.DateField) and not isinstance(field, forms.DayField)
    ]
    assert days == []


def _below(kind):
    for each in kind.__subclasses__():
        yield each
        yield from _below(each)


def _is_ours(form) -> bool:
    apps = ("core", "units", "plans", "indicators", "tasks", "intake", "reports", "sheets")
    return form.__module__.startswith(tuple(f"{app}." for app in apps)) and form not in {
        forms.Form,
        forms.ModelForm,
    }


class Wish(forms.Form):
    day = forms.DayField()


def test_what_a_service_refuses_stands_at_its_field():
    def refuse():
        raise Invalid({"day": ["Too early.", "A rest day."], "unit": "No such unit."})

    form = Wish({"day": "2026-09-30"})
    assert form.is_valid()
    assert form.carried_out(refuse) is None
    assert form.errors == {"day": ["Too early.", "A rest day."], "__all__": ["No such unit."]}


def test_a_rule_that_is_broken_stands_above_the_form():
    def refuse():
        raise RuleBroken("The plan is closed.")

    form = Wish({"day": "2026-09-30"})
    assert form.is_valid()
    assert form.carried_out(refuse) is None
    assert form.errors == {"__all__": ["The plan is closed."]}


def test_what_is_carried_out_comes_back():
    assert Wish({}).carried_out(lambda: "done") == "done"


def test_an_empty_choice_says_that_one_has_to_choose() -> None:
    class Choosing(forms.Form):
        must = django.forms.TypedChoiceField(choices=[*BLANK_CHOICE_DASH, ("a", "A")])
        may = django.forms.TypedChoiceField(choices=[*BLANK_CHOICE_DASH], required=False)
        user = django.forms.ModelChoiceField(User.objects.none())

    with translation.override("zh-hans"):
        must, may, user = Choosing().fields.values()
        shown = [[text for _value, text in each.widget.choices] for each in (must, may, user)]
        assert [list(map(str, texts)) for texts in shown] == [["请选择", "A"], ["—"], ["请选择"]]
