"""Foreign keys count as imports: string references are invisible to the import contracts."""

import pytest
from django.apps import apps

from tests.house.layout import DOMAIN, HEIGHT, LAYERS

OUR_MODELS = [model for model in apps.get_models() if model._meta.app_label in HEIGHT]


def test_the_layers_name_every_app_of_ours():
    ours = {
        config.label
        for config in apps.get_app_configs()
        if config.name.startswith("ke_portal.") or config.name.split(".")[0] in DOMAIN
    }

    assert ours == set(LAYERS)


@pytest.mark.parametrize("model", OUR_MODELS, ids=lambda model: model._meta.label)
def test_foreign_keys_point_downwards(model):
    here = model._meta.app_label
    for field in [*model._meta.fields, *model._meta.many_to_many]:
        if field.is_relation and field.related_model in OUR_MODELS:
            there = field.related_model._meta.app_label
            assert here == there or HEIGHT[there] < HEIGHT[here], f"{field} points up or sideways"


def test_the_log_hangs_on_nothing():
    """Names and ids as text: a record outlives what it is about."""
    for model in apps.get_app_config("audit").get_models():
        assert not [field.name for field in model._meta.get_fields() if field.is_relation]
