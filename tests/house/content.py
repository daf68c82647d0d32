"""Which tables hold content about a person."""

from django.apps import apps

from ke_portal.people.models import Person
from ke_portal.rowsecurity.models import RowSecured
from tests.house.layout import HEIGHT

OUR_MODELS = [
    model for model in apps.get_models(include_auto_created=True) if model._meta.app_label in HEIGHT
]


def is_content(model):
    """Whether a model says that it holds content, or ties together two that do."""
    return issubclass(model._meta.auto_created or model, RowSecured)


def leads_to_a_person(model, seen=()):
    """Whether `model` is the person, or a foreign key leads there by whatever way."""
    if model is Person:
        return True
    return any(
        leads_to_a_person(field.related_model, (*seen, model))
        for field in model._meta.fields
        if field.related_model in OUR_MODELS and field.related_model not in (*seen, model)
    )
