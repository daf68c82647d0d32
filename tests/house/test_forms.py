"""A form that lacks an answer says what to write, in words of its own."""

from importlib import import_module

import pytest
from django import forms

from individual_plans.forms.base import PlanForm
from tests.house.layout import module_name, source_files

SAYS_NOTHING = forms.Field.default_error_messages["required"]


def forms_of_the_house():
    for path in source_files():
        if path.stem != "forms" and path.parent.name != "forms":
            continue
        module = import_module(module_name(path))
        for thing in vars(module).values():
            ours = isinstance(thing, type) and thing.__module__ == module.__name__
            # A form about a plan asks for what it lacks when it is made.
            if ours and issubclass(thing, forms.BaseForm) and not issubclass(thing, PlanForm):
                yield thing


def without_words(form):
    """The required fields that may be left empty and then do not say what to write."""
    return [
        name
        for name, field in form.base_fields.items()
        if field.required
        and field.error_messages.get("required") == SAYS_NOTHING
        and not (isinstance(field, forms.ChoiceField) and not needs_a_choice(field))
    ]


def needs_a_choice(field):
    """A list that stands on its first answer, or on the usual one, is never empty."""
    return field.initial is None and isinstance(field.widget, forms.RadioSelect)


@pytest.mark.parametrize("form", list(forms_of_the_house()), ids=lambda form: form.__qualname__)
def test_a_missing_answer_is_asked_for_in_words(form):
    assert without_words(form) == []


def test_a_field_without_words_is_noticed():
    class Bare(forms.Form):
        name = forms.CharField()
        kind = forms.ChoiceField(choices=[("a", "A")])

    assert without_words(Bare) == ["name"]
