from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from individual_plans import access, actions, forms
from ke_portal.accounts.requests import PortalRequest


@require_http_methods(["GET", "POST"])
@permission_required("individual_plans.coordinate_plan", raise_exception=True)
def start(request: PortalRequest, person_id: UUID) -> HttpResponse:
    """Three questions, and the plan is begun."""
    person = access.open_person_to_plan_for(request.user, person_id)
    form = forms.StartForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            plan = actions.start_plan(person, by=request.user, **form.cleaned_data)
        except actions.NothingGranted:
            messages.warning(request, _("Det er ikke vedtatt individuell plan for denne personen."))
        except actions.AlreadyHasPlan:
            messages.info(request, _("Denne personen har allerede en plan. Her er den."))
            return redirect(access.existing_plan_of(person))
        else:
            messages.success(request, _("Planen er begynt. Fyll ut resten når dere er klare."))
            return redirect("individual_plans:edit", plan.public_id)
    return render(request, "individual_plans/start.html", {"person": person, "form": form})


@require_http_methods(["GET", "POST"])
def change_frame(request: PortalRequest, public_id: UUID) -> HttpResponse:
    plan = access.open_led_plan(request.user, public_id)
    form = forms.FrameForm(request.POST if request.method == "POST" else None, plan=plan)
    if form.is_valid():
        try:
            actions.change_frame(plan, by=request.user, **form.cleaned_data)
        except actions.PlanIsLocked:
            messages.warning(
                request, _("Planen er satt på pause eller avsluttet, og kan ikke endres nå.")
            )
        else:
            messages.success(request, _("Lagret."))
        return redirect("individual_plans:edit", plan.public_id)
    context = {"plan": plan, "form": form, "title": _("Planperiode og ansvar")}
    return render(request, "individual_plans/form.html", context)


@require_POST
def answer_no_cooperation(request: PortalRequest, public_id: UUID) -> HttpResponse:
    plan = access.open_led_plan(request.user, public_id)
    try:
        actions.answer_no_cooperation(plan, by=request.user)
    except actions.PlanIsLocked:
        messages.warning(
            request, _("Planen er satt på pause eller avsluttet, og kan ikke endres nå.")
        )
    return redirect("individual_plans:edit", plan.public_id)


@require_POST
def activate(request: PortalRequest, public_id: UUID) -> HttpResponse:
    plan = access.open_led_plan(request.user, public_id)
    try:
        plan = actions.activate_plan(plan, by=request.user)
    except actions.NoPlanConsent:
        messages.warning(request, _("Personen må samtykke før planen kan tas i bruk."))
        return redirect("individual_plans:consent", plan.public_id)
    except actions.CannotMove:
        messages.info(request, _("Planen er allerede i bruk."))
    else:
        messages.success(
            request, _("Planen er tatt i bruk som versjon %(version)s.") % {"version": plan.version}
        )
    return redirect(plan)


@require_POST
def revise(request: PortalRequest, public_id: UUID) -> HttpResponse:
    plan = access.open_led_plan(request.user, public_id)
    try:
        actions.begin_revision(plan, by=request.user)
    except actions.CannotMove:
        messages.info(request, _("Planen kan ikke revideres nå."))
    return redirect("individual_plans:edit", plan.public_id)


@require_http_methods(["GET", "POST"])
def end(request: PortalRequest, public_id: UUID) -> HttpResponse:
    """Says what ending means, asks why, and ends the plan."""
    plan = access.open_led_plan(request.user, public_id)
    form = forms.ReasonForm(request.POST if request.method == "POST" else None, plan=plan)
    if form.is_valid():
        try:
            actions.end_plan(plan, by=request.user, reason=form.cleaned_data["reason"])
        except actions.CannotMove:
            messages.info(request, _("Planen er allerede avsluttet."))
        else:
            messages.success(request, _("Planen er avsluttet. Den kan leses, men ikke endres."))
        return redirect(plan)
    return render(request, "individual_plans/end.html", {"plan": plan, "form": form})
