from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from individual_plans import access, actions, forms
from ke_portal.accounts.requests import PortalRequest


@require_GET
def consent(request: PortalRequest, public_id: UUID) -> HttpResponse:
    """Who sees what, in a table and in one sentence that tells the whole truth."""
    plan = access.open_led_plan(request.user, public_id)
    standing = access.standing(request.user, plan)
    context = {
        "plan": plan,
        "standing": standing,
        "who_sees": access.who_sees(plan),
        "plan_consent": access.plan_consent(plan),
        "acting_for": access.acting_for(plan, standing),
    }
    return render(request, "individual_plans/consent.html", context)


@require_http_methods(["GET", "POST"])
def give_plan_consent(request: PortalRequest, public_id: UUID) -> HttpResponse:
    plan = access.open_led_plan(request.user, public_id)
    standing = access.standing(request.user, plan)
    form = forms.PlanConsentForm(
        request.POST if request.method == "POST" else None, plan=plan, is_own=standing.is_own
    )
    if form.is_valid():
        given = {"given_by": request.user.get_full_name(), **form.cleaned_data}
        actions.give_plan_consent(plan, by=request.user, **given)
        messages.success(request, _("Samtykket til planen er lagret."))
        return redirect("individual_plans:consent", plan.public_id)
    context = {"plan": plan, "standing": standing, "form": form}
    return render(request, "individual_plans/give_plan_consent.html", context)


@require_http_methods(["GET", "POST"])
def share(request: PortalRequest, public_id: UUID) -> HttpResponse:
    """Choose whom and what; then read in words what will happen, and say yes."""
    plan = access.open_led_plan(request.user, public_id)
    standing = access.standing(request.user, plan)
    form = forms.ShareConsentForm(
        request.POST or None, plan=plan, is_own=standing.is_own, initial=request.GET.dict()
    )
    context = {"plan": plan, "standing": standing, "form": form}
    if not form.is_valid():
        return render(request, "individual_plans/share.html", context)
    values = form.values()
    if "confirm" not in request.POST:
        return render(request, "individual_plans/share_preview.html", {**context, "values": values})
    given = {"given_by": request.user.get_full_name(), **values}
    actions.give_share_consent(plan, by=request.user, **given)
    messages.success(request, _("Samtykket er lagret."))
    return redirect("individual_plans:consent", plan.public_id)


@require_http_methods(["GET", "POST"])
def withdraw(request: PortalRequest, public_id: UUID, consent_id: UUID) -> HttpResponse:
    """Says what closes, then closes it."""
    plan = access.open_led_plan(request.user, public_id)
    given = access.open_consent(plan, consent_id)
    if request.method == "POST":
        try:
            actions.withdraw_consent(given, by=request.user)
        except actions.AlreadyWithdrawn:
            messages.info(request, _("Dette samtykket gjaldt ikke lenger."))
        else:
            messages.success(request, _("Samtykket er trukket. Tilgangen er stengt nå."))
        return redirect("individual_plans:consent", plan.public_id)
    context = {"plan": plan, "consent": given, "standing": access.standing(request.user, plan)}
    return render(request, "individual_plans/withdraw.html", context)
