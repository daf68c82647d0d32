from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from coordinators import access, actions
from coordinators.forms import (
    AbsenceForm,
    AnswerForm,
    AppointForm,
    DeclineForm,
    EndForm,
    RegisterForm,
)
from ke_portal.accounts.requests import PortalRequest
from ke_portal.people import access as people_access
from referrals import access as referrals_access


@require_GET
@permission_required("coordinators.view_coordinator", raise_exception=True)
def coordinator_list(request: PortalRequest) -> HttpResponse:
    coordinators = access.readable_coordinators(request.user).with_load()
    return render(request, "coordinators/list.html", {"coordinators": coordinators})


@require_http_methods(["GET", "POST"])
@permission_required("coordinators.change_coordinator", raise_exception=True)
def register(request: PortalRequest) -> HttpResponse:
    form = RegisterForm(request.POST or None)
    if form.is_valid():
        try:
            actions.invite_coordinator(by=request.user, **form.cleaned_data)
        except actions.AlreadyRegistered:
            form.add_error("email", _("Denne personen står allerede i registeret."))
        else:
            messages.success(request, _("Koordinatoren står i registeret og kan oppnevnes."))
            return redirect("coordinators:list")
    return render(request, "coordinators/register.html", {"form": form})


@require_GET
@permission_required("people.view_person", raise_exception=True)
def person(request: PortalRequest, public_id: UUID) -> HttpResponse:
    person = people_access.open_person(request.user, public_id, what="coordinators")
    return render(
        request,
        "coordinators/person.html",
        {
            "person": person,
            "appointments": access.named_for(person),
            "wishes": access.wishes_about(person),
            "is_granted": referrals_access.grants_coordinator(referrals_access.lines_of(person)),
            "cases": referrals_access.cases_of(person)[:1],
        },
    )


@require_http_methods(["GET", "POST"])
@permission_required("people.view_person", raise_exception=True)
@permission_required("coordinators.appoint_coordinator", raise_exception=True)
def appoint(request: PortalRequest, public_id: UUID) -> HttpResponse:
    person = people_access.open_person(request.user, public_id, what="coordinators")
    form = AppointForm(request.POST or None)
    if form.is_valid():
        try:
            actions.appoint_coordinator(person, by=request.user, **form.cleaned_data)
        except actions.NothingGranted:
            messages.warning(request, _("Det er ikke vedtatt koordinator for denne personen."))
        except actions.AlreadyCoordinated:
            messages.warning(
                request, _("Noen andre oppnevnte en koordinator samtidig. Se hvem under.")
            )
        else:
            messages.success(request, _("Koordinatoren har fått beskjed."))
        return redirect("coordinators:person", public_id)
    return render(
        request,
        "coordinators/appoint.html",
        {
            "person": person,
            "form": form,
            "appointments": access.named_for(person),
            "wishes": access.wishes_about(person),
            "wished": referrals_access.wished_coordinators(person),
            "is_granted": referrals_access.grants_coordinator(referrals_access.lines_of(person)),
        },
    )


@require_http_methods(["GET", "POST"])
@permission_required("coordinators.appoint_coordinator", raise_exception=True)
def end(request: PortalRequest, public_id: UUID) -> HttpResponse:
    appointment = access.open_appointment(request.user, public_id)
    form = EndForm(request.POST or None)
    if form.is_valid():
        actions.end_appointment(appointment, by=request.user, **form.cleaned_data)
        messages.success(request, _("Oppnevningen er avsluttet. Personen står uten koordinator."))
        return redirect("coordinators:person", appointment.person.public_id)
    return render(request, "coordinators/end.html", {"appointment": appointment, "form": form})


@require_POST
@permission_required("desks.view_workbench", raise_exception=True)
def accept(request: PortalRequest, public_id: UUID) -> HttpResponse:
    appointment = access.open_my_appointment(request.user, public_id)
    try:
        actions.accept_appointment(appointment, by=request.user)
    except actions.NotAsked:
        messages.info(request, _("Du har alt svart på denne."))
    else:
        messages.success(request, _("Takk. Ta kontakt med personen så snart du kan."))
    return redirect("desks:workbench")


@require_http_methods(["GET", "POST"])
@permission_required("desks.view_workbench", raise_exception=True)
def decline(request: PortalRequest, public_id: UUID) -> HttpResponse:
    appointment = access.open_request(request.user, public_id)
    form = DeclineForm(request.POST or None)
    if form.is_valid():
        try:
            actions.decline_appointment(appointment, by=request.user, **form.cleaned_data)
        except actions.NotAsked:
            messages.info(request, _("Du har alt svart på denne."))
        else:
            messages.success(request, _("Takk for svaret. Koordinerende enhet finner en annen."))
        return redirect("desks:workbench")
    return render(request, "coordinators/decline.html", {"appointment": appointment, "form": form})


@require_http_methods(["GET", "POST"])
@permission_required("coordinators.change_coordinator", raise_exception=True)
def absence(request: PortalRequest, public_id: UUID) -> HttpResponse:
    coordinator = access.open_coordinator(request.user, public_id)
    form = AbsenceForm(request.POST or None, coordinator=coordinator)
    if form.is_valid():
        actions.set_absence(coordinator, by=request.user, **form.cleaned_data)
        messages.success(request, _("Fraværet er lagret."))
        return redirect("coordinators:list")
    return render(request, "coordinators/absence.html", {"coordinator": coordinator, "form": form})


@require_http_methods(["GET", "POST"])
@permission_required("coordinators.answer_help", raise_exception=True)
def answer_help(request: PortalRequest, public_id: UUID) -> HttpResponse:
    help_request = access.open_help_request(request.user, public_id)
    form = AnswerForm(request.POST or None)
    if form.is_valid():
        actions.answer_help(help_request, by=request.user, **form.cleaned_data)
        messages.success(request, _("Svaret er sendt."))
        return redirect("desks:ke")
    return render(
        request, "coordinators/answer_help.html", {"help_request": help_request, "form": form}
    )
