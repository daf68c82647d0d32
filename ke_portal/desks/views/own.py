"""The person's and next of kin's own page."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from coordinators import access as coordinators_access
from coordinators import actions as coordinators_actions
from coordinators.models import HelpKind
from individual_plans import access as plans_access
from ke_portal.accounts.requests import PortalRequest
from ke_portal.audit.access import day_by_day, lookups_of
from ke_portal.audit.models import Lookup
from ke_portal.desks import access as desk_access
from ke_portal.desks.acting_for import is_self, open_acting_for, people_of, switch_to
from ke_portal.desks.forms import HelpForm
from ke_portal.people import access as people_access
from ke_portal.people.models import Person, Section
from referrals import access as referrals_access

RECENT_LOOKS, MOST_LOOKS = 50, 500


@require_GET
@permission_required("desks.view_my_page", raise_exception=True)
def my_page(request: PortalRequest) -> HttpResponse:
    people = people_of(request)
    person = open_acting_for(request, people, what="own_page")
    if person is None:
        return render(
            request,
            "desks/my_page_empty.html",
            {"shared": plans_access.readable_plans(request.user)},
        )
    plan = plans_access.current_plan_of(person)
    grants = list(people_access.grants_to(person))
    standing = plans_access.standing_by(each for each in grants if each.user_id == request.user.pk)
    return render(
        request,
        "desks/my_page.html",
        {
            "person": person,
            "people": people,
            "is_self": is_self(person),
            "sees_log": standing.is_own,
            "plan": plan,
            "goals": desk_access.goals_in_short(plan) if plan else [],
            "what_matters": desk_access.what_matters(plan) if plan else "",
            "next_meeting": plans_access.next_meeting(person),
            "appointments": list(coordinators_access.coordinators_of(person)),
            "waiting_for": plans_access.waiting_for(person)[:3],
            "sees_readers": plan is not None and Section.GROUP in standing.sections,
            "leads": plan is not None and standing.leads,
            "grants": [each for each in grants if each.user_id != request.user.pk],
            "lookups": day_by_day(_lookups(request, person)[:RECENT_LOOKS])[:3]
            if standing.is_own
            else [],
            "cases": referrals_access.cases_of(person) if standing.is_own else [],
            "help_requests": coordinators_access.my_help_requests(request.user, person)[:3],
        },
    )


@require_POST
@permission_required("desks.view_my_page", raise_exception=True)
def switch_person(request: PortalRequest, public_id: UUID) -> HttpResponse:
    switch_to(request, public_id)
    return redirect("desks:my_page")


@require_http_methods(["GET", "POST"])
@permission_required("desks.view_my_page", raise_exception=True)
def ask_for_help(request: PortalRequest, public_id: UUID, kind: str) -> HttpResponse:
    """«Det skjer ingenting» and «Jeg ønsker en annen koordinator»: both reach the unit's queue."""
    person = people_access.open_person_i_act_for(request.user, public_id, what="own_page")
    form = HelpForm(request.POST or None)
    if form.is_valid():
        coordinators_actions.ask_for_help(
            person, kind=HelpKind(kind), text=form.cleaned_data["text"], by=request.user
        )
        messages.success(request, _("Koordinerende enhet har fått meldingen og svarer deg her."))
        return redirect("desks:my_page")
    return render(
        request, "desks/ask_for_help.html", {"person": person, "kind": HelpKind(kind), "form": form}
    )


@require_GET
@permission_required("desks.view_my_page", raise_exception=True)
def who_has_looked(request: PortalRequest, public_id: UUID) -> HttpResponse:
    person = people_access.open_person_i_act_for(
        request.user, public_id, what="lookups", also_next_of_kin=False
    )
    return render(
        request,
        "desks/who_has_looked.html",
        {"person": person, "lookups": day_by_day(_lookups(request, person)[:MOST_LOOKS])},
    )


def _lookups(request: PortalRequest, person: Person) -> QuerySet[Lookup]:
    return lookups_of(person, by_others_than=request.user.pk)
