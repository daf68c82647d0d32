"""The small parts that the forms of a plan are made of."""

from collections.abc import Callable
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from individual_plans.models import Plan, PlanItem

LONG_TEXT = 5000
SHORT_TEXT = 300


def long_text(
    label: Any, help_text: Any = "", *, rows: int = 4, required: bool = True
) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=LONG_TEXT,
        widget=forms.Textarea(attrs={"rows": rows, "data-counter": LONG_TEXT}),
    )


def short_text(
    label: Any, help_text: Any = "", *, required: bool = False, longest: int = SHORT_TEXT
) -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, required=required, max_length=longest)


def day(label: Any, help_text: Any = "", *, required: bool = False) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=required,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Skriv datoen som 21.12.2026, eller velg den i kalenderen.")},
    )


def choose_from(
    form: forms.Form,
    name: str,
    rows: QuerySet[Any],
    *,
    empty: Any,
    words: Callable[[Any], str] = str,
) -> None:
    """Let a field choose among `rows`, which depend on the plan; `empty` is the choice of none."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
    field.queryset = rows
    field.empty_label = empty
    field.label_from_instance = words  # type: ignore[assignment, method-assign]


def offer(form: forms.Form, name: str, choices: list[tuple[str, Any]]) -> None:
    """Give a field the choices that depend on the plan."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101
    field.choices = choices


class PlanForm(forms.Form):
    """A form about one plan. The page writes the form element and the buttons."""

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan
        for field in self.fields.values():
            if (
                field.error_messages.get("required")
                == forms.Field.default_error_messages["required"]
            ):
                field.error_messages["required"] = _("Dette trenger vi svar på.")
        self.helper = FormHelper()
        self.helper.form_tag = False


class ItemForm(PlanForm):
    """A form for one item, new or changed. `version` is what the writer saw; a later one is not overwritten."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, plan: Plan, item: PlanItem | None = None, **kwargs: Any) -> None:
        self.item = item
        if item is not None:
            kwargs["initial"] = {**self.shown(item), **kwargs.get("initial", {})}
        super().__init__(*args, plan=plan, **kwargs)

    def shown(self, item: PlanItem) -> dict[str, Any]:
        """What the fields show of an item as it stands."""
        own = {name: getattr(item, name) for name in self.base_fields if hasattr(item, name)}
        return {**own, "version": item.version}

    def values(self) -> dict[str, Any]:
        """What the action is given."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


def shown_value(field: forms.BoundField, value: Any) -> str:
    """What the reader calls a value of a field: the words of a choice, yes or no, the text itself."""
    if isinstance(field.field, forms.BooleanField):
        return str(_("Ja") if value in (True, "True", "on") else _("Nei"))
    choices = dict(getattr(field.field, "choices", ()))
    for key, label in choices.items():
        if str(key) == str("" if value is None else value):
            return str(label)
    return "" if value is None else str(value)
