"""The desks of those who work here: the coordinating unit and the coordinators."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from coordinators import access as coordinators_access
from coordinators import actions as coordinators_actions
from coordinators.models import Appointment, HelpKind
from individual_plans import access as plans_access
from individual_plans.models import Plan
from ke_portal.accounts.models import User
from ke_portal.accounts.requests import PortalRequest
from ke_portal.audit import log
from ke_portal.desks import access as desk_access
from ke_portal.desks.forms import SELF, HelpForm, InviteForm, ReasonForm
from ke_portal.people import access as people_access
from ke_portal.people import actions as people_actions
from ke_portal.people.models import Person, RepresentationKind
from referrals import access as referrals_access

ROWS = 5


@require_GET
@permission_required("desks.view_ke", raise_exception=True)
def ke(request: PortalRequest) -> HttpResponse:
    """What waits, what is late, what nobody owns; at most five rows a box."""
    user = request.user
    my_cases = list(referrals_access.my_cases(user)[:ROWS])
    without = list(coordinators_access.people_without_coordinator(user)[:ROWS])
    help_requests = list(coordinators_access.waiting_help_requests(user)[:ROWS])
    silent = list(plans_access.silent_plans(user)[:ROWS])
    shown = [
        *(case.person for case in my_cases),
        *without,
        *(help_request.person for help_request in help_requests),
        *(plan.person for plan in silent),
    ]
    log.record_lookups(of=shown, what="dashboard", by=user)
    return render(
        request,
        "desks/ke.html",
        {
            "counts": referrals_access.counts(user),
            "my_cases": my_cases,
            "without_coordinator": without,
            "help_requests": help_requests,
            "silent_plans": silent,
            "services_to_confirm": desk_access.services_to_confirm(user)[:ROWS],
        },
    )


@require_GET
@permission_required("desks.view_workbench", raise_exception=True)
def workbench(request: PortalRequest) -> HttpResponse:
    """One plan and nothing else waiting: straight to it."""
    user = request.user
    appointments = list(coordinators_access.my_appointments(user))
    requests = list(coordinators_access.requests_to_me(user))
    plans = desk_access.plans_by_person(user, [row.person for row in appointments])
    if len(appointments) == 1 and not requests and plans and "alt" not in request.GET:
        return redirect(next(iter(plans.values())))
    log.record_lookups(
        of=[row.person for row in [*appointments, *requests]], what="workbench", by=user
    )
    return render(
        request,
        "desks/workbench.html",
        {
            "requests": requests,
            "rows": [_row(row, plans.get(row.person_id)) for row in appointments],
            "this_week": desk_access.due_this_week(user),
            "waiting_for_me": desk_access.waiting_for_me(user),
        },
    )


@require_http_methods(["GET", "POST"])
@permission_required("coordinators.ask_help", raise_exception=True)
def ask_next_step(request: PortalRequest, public_id: UUID) -> HttpResponse:
    """The coordinator asks the unit to help with, or clarify, the next step."""
    person = people_access.open_person(request.user, public_id, what="help_request")
    form = HelpForm(request.POST or None)
    if form.is_valid():
        coordinators_actions.ask_for_help(
            person, kind=HelpKind.NEXT_STEP, text=form.cleaned_data["text"], by=request.user
        )
        messages.success(request, _("Koordinerende enhet har fått spørsmålet."))
        return redirect("desks:workbench")
    return render(
        request,
        "desks/ask_for_help.html",
        {"person": person, "kind": HelpKind.NEXT_STEP, "form": form},
    )


@require_http_methods(["GET", "POST"])
@permission_required("people.open_with_reason", raise_exception=True)
def open_with_reason(request: PortalRequest, public_id: UUID) -> HttpResponse:
    """Staff open a plan's content for an hour, with a reason that the person will read."""
    person = people_access.open_person(request.user, public_id, what="plan_head")
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        people_actions.open_with_reason(
            person, user=request.user, reason=form.cleaned_data["reason"]
        )
        plan = plans_access.current_plan_of(person)
        return redirect(plan if plan is not None else "desks:ke")
    return render(request, "desks/open_with_reason.html", {"person": person, "form": form})


@require_http_methods(["GET", "POST"])
@permission_required("people.view_person", raise_exception=True)
def invite(request: PortalRequest, public_id: UUID) -> HttpResponse:
    """Give the person, a representative or next of kin a log-in."""
    person = people_access.open_person(request.user, public_id, what="person")
    form = InviteForm(request.POST or None, person=person)
    if form.is_valid():
        try:
            _invite(person, form.cleaned_data, by=request.user)
        except people_actions.LogInTaken:
            form.add_error("email", _("Denne e-posten logger inn som en annen person."))
        else:
            messages.success(request, _("Innloggingen er klar, og e-posten er på vei."))
            return redirect("coordinators:person", public_id)
    return render(request, "desks/invite.html", {"person": person, "form": form})


def _invite(person: Person, answers: dict[str, Any], *, by: User) -> None:
    if answers["who"] == SELF:
        people_actions.invite_person(person, email=answers["email"], by=by)
        return
    kind = RepresentationKind(answers["who"])
    is_parent = kind == RepresentationKind.PARENT
    people_actions.invite_representative(
        person,
        email=answers["email"],
        name=answers["name"],
        kind=kind,
        parental_responsibility=answers["parental_responsibility"] if is_parent else "",
        mandate=answers["mandate"],
        by=by,
    )


def _row(appointment: Appointment, plan: Plan | None) -> dict[str, Any]:
    return {
        "appointment": appointment,
        "plan": plan,
        "squares": plans_access.squares(plan) if plan else [],
    }
