from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from individual_plans import access, actions, forms
from individual_plans.models import (
    Contribution,
    Cooperation,
    Goal,
    Measure,
    Need,
    Participant,
    Plan,
    PlanItem,
    Strength,
)
from ke_portal.accounts.requests import PortalRequest
from ke_portal.people.models import Section


@dataclass(frozen=True)
class Kind:
    """One kind of item: its form, its words, and the actions behind it."""

    model: type[PlanItem]
    form: type[forms.ItemForm]
    add_title: Any
    change_title: Any
    add: Callable[..., PlanItem]
    change: Callable[..., PlanItem] = actions.change_item
    remove: Callable[..., PlanItem] = actions.remove_item


KINDS = {
    "ressurs": Kind(
        Strength,
        forms.StrengthForm,
        gettext_lazy("Ny ressurs"),
        gettext_lazy("Ressurs"),
        actions.add_strength,
    ),
    "behov": Kind(
        Need, forms.NeedForm, gettext_lazy("Nytt behov"), gettext_lazy("Behov"), actions.add_need
    ),
    "mal": Kind(
        Goal, forms.GoalForm, gettext_lazy("Nytt mål"), gettext_lazy("Mål"), actions.add_goal
    ),
    "tiltak": Kind(
        Measure,
        forms.MeasureForm,
        gettext_lazy("Nytt tiltak"),
        gettext_lazy("Tiltak"),
        actions.add_measure,
        actions.change_measure,
    ),
    "deltaker": Kind(
        Participant,
        forms.ParticipantForm,
        gettext_lazy("Ny deltaker"),
        gettext_lazy("Deltaker"),
        actions.add_participant,
        actions.change_participant,
        actions.end_participant,
    ),
    "bidrag": Kind(
        Contribution,
        forms.ContributionForm,
        gettext_lazy("Nytt bidrag"),
        gettext_lazy("Bidrag"),
        actions.add_contribution,
    ),
    "samarbeid": Kind(
        Cooperation,
        forms.CooperationForm,
        gettext_lazy("Nytt samarbeid"),
        gettext_lazy("Samarbeid"),
        actions.add_cooperation,
    ),
}

SLUGS = {entry.model._meta.model_name: slug for slug, entry in KINDS.items()}


@require_GET
def edit(request: PortalRequest, public_id: UUID) -> HttpResponse:
    """The plan with its pens, and the nine items as a checklist at the side."""
    plan = access.open_plan_to_edit(request.user, public_id)
    standing = access.standing(request.user, plan)
    return render(
        request,
        "individual_plans/edit.html",
        {
            "plan": plan,
            "standing": standing,
            "contents": access.contents(plan, standing.sections),
            "checklist": access.checklist(plan),
            "edit_address": reverse("individual_plans:edit", args=[plan.public_id]),
            "removed": [
                item | {"slug": SLUGS[item["kind"]]}
                for item in access.removed_items(plan, standing.writable)
            ],
            "acting_for": access.acting_for(plan, standing),
        },
    )


@require_http_methods(["GET", "POST"])
def change_about(request: PortalRequest, public_id: UUID) -> HttpResponse:
    plan = access.open_plan_to_edit(request.user, public_id, Section.ABOUT)
    about = access.about_of(plan)
    form = _bind(forms.AboutForm, request, plan, about)
    if form.is_valid():
        version = form.cleaned_data["version"]
        try:
            actions.change_about(plan, by=request.user, version=version, **form.values())
        except actions.Stale as stale:
            return _both_texts(request, plan, form, stale.current, _("Hva som er viktig"))
        except actions.PlanIsLocked:
            return _locked(request, plan)
        return _saved(request, plan, "om")
    return _form_page(request, plan, form, _("Hva som er viktig"))


@require_http_methods(["GET", "POST"])
def add_item(request: PortalRequest, public_id: UUID, kind: str) -> HttpResponse:
    entry = _kind(kind)
    plan = access.open_plan_to_edit(request.user, public_id, entry.model.section)
    form = entry.form(request.POST or None, plan=plan, initial=request.GET.dict())
    if form.is_valid():
        try:
            item = entry.add(plan, by=request.user, **form.values())
        except actions.PlanIsLocked:
            return _locked(request, plan)
        return _saved(request, plan, f"i-{item.public_id}")
    return _form_page(request, plan, form, entry.add_title)


@require_http_methods(["GET", "POST"])
def change_item(request: PortalRequest, public_id: UUID, kind: str, item_id: UUID) -> HttpResponse:
    entry = _kind(kind)
    plan = access.open_plan_to_edit(request.user, public_id, entry.model.section)
    item = access.open_item(plan, entry.model, item_id)
    form = _bind(entry.form, request, plan, item)
    if form.is_valid():
        try:
            entry.change(
                item, by=request.user, version=form.cleaned_data["version"], **form.values()
            )
        except actions.Stale as stale:
            return _both_texts(request, plan, form, stale.current, entry.change_title)
        except actions.PlanIsLocked:
            return _locked(request, plan)
        return _saved(request, plan, f"i-{item.public_id}")
    return _form_page(request, plan, form, entry.change_title, item=item, kind=kind)


@require_http_methods(["GET", "POST"])
def remove_item(request: PortalRequest, public_id: UUID, kind: str, item_id: UUID) -> HttpResponse:
    """Asks first, then puts the item in the bin and offers to take it back."""
    entry = _kind(kind)
    plan = access.open_plan_to_edit(request.user, public_id, entry.model.section)
    item = access.open_item(plan, entry.model, item_id)
    if request.method == "POST":
        try:
            entry.remove(item, by=request.user)
        except actions.PlanIsLocked:
            return _locked(request, plan)
        messages.success(request, _("Fjernet. Du kan hente det tilbake nederst på siden."))
        return redirect("individual_plans:edit", plan.public_id)
    context = {"plan": plan, "item": item, "title": entry.change_title, "kind": kind}
    return render(request, "individual_plans/remove.html", context)


@require_POST
def restore_item(request: PortalRequest, public_id: UUID, kind: str, item_id: UUID) -> HttpResponse:
    entry = _kind(kind)
    plan = access.open_plan_to_edit(request.user, public_id, entry.model.section)
    item = access.open_item(plan, entry.model, item_id)
    try:
        actions.restore_item(item, by=request.user)
    except actions.PlanIsLocked:
        return _locked(request, plan)
    return _saved(request, plan, f"i-{item.public_id}")


def _kind(slug: str) -> Kind:
    if slug not in KINDS:
        raise Http404
    return KINDS[slug]


def _bind(
    form: type[forms.ItemForm], request: PortalRequest, plan: Plan, item: PlanItem | None
) -> forms.ItemForm:
    """The form with what was typed; where the writer chose the other text, with that one."""
    if request.method != "POST":
        return form(plan=plan, item=item)
    return form(_with_choices(request.POST, form(plan=plan, item=item)), plan=plan, item=item)


def _with_choices(posted: QueryDict, fresh: forms.ItemForm) -> QueryDict:
    data = posted.copy()
    for name in fresh.fields:
        if data.get(f"choice_{name}") == "theirs":
            value = fresh.get_initial_for_field(fresh.fields[name], name)
            data[name] = "" if value is None else str(value)
    return data


def _both_texts(
    request: PortalRequest, plan: Plan, form: forms.ItemForm, current: PlanItem, title: Any
) -> HttpResponse:
    """Somebody else saved meanwhile: both texts side by side, and the writer chooses. Nothing is lost."""
    theirs = type(form)(plan=plan, item=current)
    differing = [
        {
            "name": field.name,
            "label": field.label,
            "mine": forms.shown_value(field, form[field.name].value()),
            "theirs": forms.shown_value(field, theirs[field.name].value()),
        }
        for field in theirs
        if not field.is_hidden
        and str(form[field.name].value() or "") != str(theirs[field.name].value() or "")
    ]
    context = {
        "plan": plan,
        "title": title,
        "form": form,
        "version": current.version,
        "changed_by": current.changed_by,
        "changed_at": current.changed_at,
        "differing": differing,
    }
    return render(request, "individual_plans/both_texts.html", context, status=409)


def _form_page(
    request: PortalRequest, plan: Plan, form: forms.PlanForm, title: Any, **context: Any
) -> HttpResponse:
    return render(
        request,
        "individual_plans/form.html",
        {"plan": plan, "form": form, "title": title, **context},
    )


def _saved(request: PortalRequest, plan: Plan, anchor: str) -> HttpResponse:
    time = timezone.localtime().strftime("%H.%M")
    messages.success(request, _("Lagret kl. %(time)s") % {"time": time})
    response = redirect("individual_plans:edit", plan.public_id)
    response["Location"] += f"#{anchor}"
    return response


def _locked(request: PortalRequest, plan: Plan) -> HttpResponse:
    messages.warning(request, _("Planen er satt på pause eller avsluttet, og kan ikke endres nå."))
    return redirect(plan)
