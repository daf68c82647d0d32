from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from individual_plans import access, actions, forms
from individual_plans.models import Meeting, Plan, Review
from ke_portal.accounts.requests import PortalRequest
from ke_portal.people.models import Section


@require_GET
def meetings(request: PortalRequest, public_id: UUID) -> HttpResponse:
    """What comes and what has been: meetings, and days on which the plan is looked at again."""
    plan = access.open_plan_with(request.user, public_id, Section.MEETINGS)
    standing = access.standing(request.user, plan)
    context = {
        "plan": plan,
        "standing": standing,
        "dates": access.dates_of(plan),
        "acting_for": access.acting_for(plan, standing),
    }
    return render(request, "individual_plans/meetings.html", context)


@require_http_methods(["GET", "POST"])
def plan_meeting(request: PortalRequest, public_id: UUID) -> HttpResponse:
    plan = access.open_plan_to_edit(request.user, public_id, Section.MEETINGS)
    form = forms.MeetingForm(request.POST if request.method == "POST" else None, plan=plan)
    if form.is_valid():
        try:
            actions.plan_meeting(plan, by=request.user, **form.values())
        except actions.PlanIsLocked:
            return _locked(request, plan)
        messages.success(request, _("Møtet er satt opp. De som kan se møter, får beskjed."))
        return redirect("individual_plans:meetings", plan.public_id)
    return _form_page(request, plan, form, _("Nytt møte"))


@require_http_methods(["GET", "POST"])
def change_meeting(request: PortalRequest, public_id: UUID, item_id: UUID) -> HttpResponse:
    plan = access.open_plan_to_edit(request.user, public_id, Section.MEETINGS)
    meeting = access.open_item(plan, Meeting, item_id)
    form = forms.MeetingForm(
        request.POST if request.method == "POST" else None, plan=plan, item=meeting
    )
    if form.is_valid():
        try:
            actions.change_meeting(
                meeting, by=request.user, version=form.cleaned_data["version"], **form.values()
            )
        except actions.Stale:
            messages.warning(
                request,
                _(
                    "Noen andre endret møtet mens du skrev. Teksten din står her, sjekk den og lagre igjen."
                ),
            )
            return _form_page(
                request,
                plan,
                forms.MeetingForm(
                    {**request.POST.dict(), "version": access.version_of(meeting)},
                    plan=plan,
                    item=meeting,
                ),
                _("Endre møtet"),
            )
        except actions.PlanIsLocked:
            return _locked(request, plan)
        messages.success(request, _("Møtet er endret."))
        return redirect("individual_plans:meetings", plan.public_id)
    return _form_page(request, plan, form, _("Endre møtet"))


@require_http_methods(["GET", "POST"])
def cancel_meeting(request: PortalRequest, public_id: UUID, item_id: UUID) -> HttpResponse:
    plan = access.open_plan_to_edit(request.user, public_id, Section.MEETINGS)
    meeting = access.open_item(plan, Meeting, item_id)
    form = forms.ReasonForm(request.POST if request.method == "POST" else None, plan=plan)
    if form.is_valid():
        try:
            actions.cancel_meeting(meeting, by=request.user, reason=form.cleaned_data["reason"])
        except actions.AlreadyHeld:
            messages.info(request, _("Møtet er allerede holdt eller avlyst."))
        else:
            messages.success(
                request, _("Møtet er avlyst. De som fikk beskjed om det, får vite det.")
            )
        return redirect("individual_plans:meetings", plan.public_id)
    return _form_page(
        request, plan, form, _("Avlys møtet"), is_danger=True, send_label=_("Avlys møtet")
    )


@require_http_methods(["GET", "POST"])
def plan_review(request: PortalRequest, public_id: UUID) -> HttpResponse:
    plan = access.open_plan_to_edit(request.user, public_id, Section.MEETINGS)
    form = forms.ReviewForm(request.POST if request.method == "POST" else None, plan=plan)
    if form.is_valid():
        try:
            actions.plan_review(plan, by=request.user, **form.cleaned_data)
        except actions.PlanIsLocked:
            return _locked(request, plan)
        messages.success(request, _("Datoen er satt."))
        return redirect("individual_plans:meetings", plan.public_id)
    return _form_page(request, plan, form, _("Ny evaluering"))


@require_http_methods(["GET", "POST"])
def hold_review(request: PortalRequest, public_id: UUID, item_id: UUID) -> HttpResponse:
    plan = access.open_plan_to_edit(request.user, public_id, Section.MEETINGS)
    review = access.open_item(plan, Review, item_id)
    standing = access.standing(request.user, plan)
    form = forms.HoldReviewForm(
        request.POST if request.method == "POST" else None, plan=plan, may_revise=standing.leads
    )
    if form.is_valid():
        try:
            actions.hold_review(review, by=request.user, **form.cleaned_data)
        except actions.AlreadyHeld:
            messages.info(request, _("Denne evalueringen er allerede skrevet."))
        except actions.PlanIsLocked:
            return _locked(request, plan)
        else:
            messages.success(request, _("Evalueringen er lagret."))
        return redirect("individual_plans:meetings", plan.public_id)
    return _form_page(request, plan, form, _("Skriv hva som kom fram"))


def _form_page(
    request: PortalRequest, plan: Plan, form: forms.PlanForm, title: str, **context: Any
) -> HttpResponse:
    return render(
        request,
        "individual_plans/form.html",
        {"plan": plan, "form": form, "title": title, "is_about_dates": True, **context},
    )


def _locked(request: PortalRequest, plan: Plan) -> HttpResponse:
    messages.warning(request, _("Planen er satt på pause eller avsluttet, og kan ikke endres nå."))
    return redirect(plan)
