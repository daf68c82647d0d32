"""The KE's cases, and the person's view of one's own."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers

from ke_portal.accounts.requests import PortalRequest
from referrals import access, actions, forms, rules
from referrals.models import CaseStatus
from referrals.pdf import case_number
from referrals.views.clock import clock_of, timeline_of
from referrals.views.intake import PER_PAGE


@require_GET
@vary_on_headers("HX-Request")
@permission_required("referrals.handle_case", raise_exception=True)
def case_list(request: PortalRequest) -> HttpResponse:
    show, name = request.GET.get("vis", ""), request.GET.get("q", "").strip()
    found = access.search_cases(request.user, show=show, name=name)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    access.note_shown(request.user, page)
    template = "referrals/_case_table.html" if request.htmx else "referrals/case_list.html"
    return render(request, template, {"page_obj": page, "show": show, "name": name})


@never_cache
@require_GET
@permission_required("referrals.handle_case", raise_exception=True)
def case(request: PortalRequest, public_id: UUID) -> HttpResponse:
    found = access.open_case(request.user, public_id, whole=True)
    questions = [
        question
        for referral in found.referrals.all()
        for question in referral.questions.all()
        if question.answered_at is None
    ]
    lines = access.lines_of(found.person)
    return render(
        request,
        "referrals/case.html",
        {
            "case": found,
            "number": case_number(found),
            "person": found.person,
            "clock": clock_of(found),
            "timeline": timeline_of(found),
            "open_questions": questions,
            "unanswered": next((each for each in found.referrals.all() if each.is_undecided), None),
            "lines": lines,
            "grants_coordinator": access.grants_coordinator(lines),
            "coordinating": access.coordinating_for(found.person),
            "may_follow_up": rules.may_step(rules.CASE_STEPS, found.status, CaseStatus.FOLLOW_UP),
            "may_close": rules.may_step(rules.CASE_STEPS, found.status, CaseStatus.CLOSED),
            "note_form": forms.NoteForm(),
        },
    )


@never_cache
@require_GET
def my_case(request: PortalRequest, public_id: UUID) -> HttpResponse:
    found = access.open_own_case(request.user, public_id)
    return render(
        request,
        "referrals/my_case.html",
        {
            "case": found,
            "number": case_number(found),
            "person": found.person,
            "clock": clock_of(found),
        },
    )


@require_POST
@permission_required("referrals.handle_case", raise_exception=True)
def take(request: PortalRequest, public_id: UUID) -> HttpResponse:
    found = access.open_case(request.user, public_id)
    try:
        actions.take_case(found, by=request.user)
    except actions.StepNotPossible:
        messages.warning(request, _("Saken er lukket."))
    else:
        messages.success(request, _("Du har nå ansvar for saken."))
    return redirect(found)


@require_POST
@permission_required("referrals.handle_case", raise_exception=True)
def assess(request: PortalRequest, public_id: UUID) -> HttpResponse:
    found = access.open_case(request.user, public_id)
    try:
        actions.start_assessment(found, by=request.user)
    except actions.StepNotPossible:
        messages.warning(request, _("Noen andre har alt flyttet saken. Her er den slik den er nå."))
    else:
        messages.success(request, _("Saken er nå til vurdering."))
    return redirect(found)


@require_POST
@permission_required("referrals.handle_case", raise_exception=True)
def follow_up(request: PortalRequest, public_id: UUID) -> HttpResponse:
    found = access.open_case(request.user, public_id)
    try:
        actions.follow_up(found, by=request.user)
    except actions.StepNotPossible:
        messages.warning(request, _("Noen andre har alt flyttet saken. Her er den slik den er nå."))
    else:
        messages.success(request, _("Saken følges nå opp."))
    return redirect(found)


@require_POST
@permission_required("referrals.handle_case", raise_exception=True)
def write_note(request: PortalRequest, public_id: UUID) -> HttpResponse:
    found = access.open_case(request.user, public_id)
    form = forms.NoteForm(request.POST)
    if form.is_valid():
        actions.note(found, by=request.user, **form.cleaned_data)
        messages.success(request, _("Notatet er lagret."))
        return redirect(found)
    return render(
        request,
        "referrals/case_step.html",
        {"case": found, "form": form, "title": _("Skriv notat"), "button": _("Lagre notatet")},
    )


@never_cache
@require_http_methods(["GET", "POST"])
@permission_required("referrals.handle_case", raise_exception=True)
def preliminary(request: PortalRequest, public_id: UUID) -> HttpResponse:
    found = access.open_case(request.user, public_id)
    if request.method == "GET" and not found.is_undecided:
        messages.info(request, _("Saken er alt avgjort, så det trengs ikke noe foreløpig svar."))
        return redirect(found)
    start = _(
        "Vi trenger mer tid før vi kan svare deg. Grunnen er at vi må snakke med flere som hjelper deg. "
        "Du trenger ikke gjøre noe nå. Ring oss hvis du lurer på noe."
    )
    form = forms.PreliminaryForm(request.POST or None, initial={"letter": start})
    if form.is_valid():
        try:
            actions.send_preliminary_answer(found, by=request.user, **form.cleaned_data)
        except actions.StepNotPossible:
            messages.warning(
                request, _("Saken er alt avgjort, så det trengs ikke noe foreløpig svar.")
            )
        else:
            messages.success(request, _("Det foreløpige svaret er sendt."))
        return redirect(found)
    return render(
        request,
        "referrals/case_step.html",
        {
            "case": found,
            "form": form,
            "title": _("Foreløpig svar"),
            "button": _("Send foreløpig svar"),
        },
    )


@never_cache
@require_http_methods(["GET", "POST"])
@permission_required("referrals.handle_case", raise_exception=True)
def close(request: PortalRequest, public_id: UUID) -> HttpResponse:
    found = access.open_case(request.user, public_id)
    form = forms.CloseForm(request.POST or None)
    if form.is_valid():
        try:
            actions.close_case(found, by=request.user, **form.cleaned_data)
        except actions.ReferralsRemain:
            messages.warning(
                request,
                _(
                    "Det er en melding i saken som ikke er besvart, trukket eller sendt videre ennå."
                ),
            )
        except actions.StepNotPossible:
            messages.warning(request, _("Saken kan ikke lukkes slik den står nå."))
        else:
            messages.success(request, _("Saken er lukket."))
        return redirect(found)
    return render(
        request,
        "referrals/case_step.html",
        {"case": found, "form": form, "title": _("Lukk saken"), "button": _("Lukk saken")},
    )
