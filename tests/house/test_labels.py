"""No field shows the English name it has in code: each says its name in words that can be translated."""

from importlib import import_module

import pytest
from django import forms
from django.contrib import admin
from django.utils.functional import Promise

from tests.house.layout import HEIGHT, module_name, source_files

FORM_MODULES = [
    path for path in source_files() if path.stem == "forms" or path.parent.name == "forms"
]
ADMIN_MODELS = [model for model in admin.site._registry if model._meta.app_label in HEIGHT]


def forms_of_the_house():
    for path in FORM_MODULES:
        module = import_module(module_name(path))
        for thing in vars(module).values():
            if isinstance(thing, type) and issubclass(thing, forms.BaseForm):
                yield thing


def has_words(field):
    return isinstance(field.label, Promise) or isinstance(field.widget, forms.HiddenInput)


@pytest.mark.parametrize(
    "form", sorted(set(forms_of_the_house()), key=str), ids=lambda form: form.__name__
)
def test_form_fields_have_labels(form):
    assert [name for name, field in form.base_fields.items() if not has_words(field)] == []


@pytest.mark.parametrize("model", ADMIN_MODELS, ids=lambda model: model._meta.label)
def test_tables_in_the_admin_have_names(model):
    meta = model._meta
    bare = [field.name for field in meta.fields if not isinstance(field.verbose_name, Promise)]

    assert isinstance(meta.verbose_name, Promise)
    assert isinstance(meta.verbose_name_plural, Promise)
    assert [name for name in bare if name not in {"id", "public_id"}] == []
