"""When two write at once: both texts side by side, and the writer chooses. Nothing is lost."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from services_catalog.forms.entries import EntryForm, shown_value


def with_choices(posted: QueryDict, fresh: EntryForm) -> QueryDict:
    """What was typed; where the writer chose the other text, that one."""
    data = posted.copy()
    for name, field in fresh.fields.items():
        if data.get(f"choice_{name}") == "theirs":
            value = fresh.get_initial_for_field(field, name)
            if isinstance(value, list | tuple):
                plain = [str(each) for each in value]
                is_one_text = name not in fresh.taxonomies
                data.setlist(name, [",".join(plain)] if is_one_text else plain)
            else:
                data[name] = "" if value is None else str(getattr(value, "pk", value))
    return data


def both_texts(
    request: HttpRequest,
    form: EntryForm,
    *,
    theirs: EntryForm,
    version: int,
    heading: Any,
    back: str,
) -> HttpResponse:
    """The page where the writer chooses between what they typed and what somebody else has saved."""
    differing = [
        {
            "name": field.name,
            "label": field.label,
            "mine": mine,
            "theirs": other,
        }
        for field in theirs
        if not field.is_hidden and field.name != "word"
        for mine, other in [
            (
                shown_value(field, form[field.name].value()),
                shown_value(field, theirs[field.name].value()),
            )
        ]
        if " ".join(mine.split()) != " ".join(other.split())
    ]
    return render(
        request,
        "services_catalog/editing/both_texts.html",
        {
            "form": form,
            "version": version,
            "heading": heading,
            "differing": differing,
            "back": back,
            "slug": form.instance.slug,
        },
        status=409,
    )
