"""The queue of the KE, and what is done with one referral."""

from datetime import datetime, time
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers

from ke_portal.accounts.requests import PortalRequest
from ke_portal.organisations.access import our_unit
from ke_portal.organisations.models import UnitLevel
from ke_portal.people.actions import AlreadyRegistered
from referrals import access, actions, forms
from referrals.models import NotifierRole
from referrals.pdf import what_was_sent
from referrals.views.public import _token

PER_PAGE = 30


@require_GET
@vary_on_headers("HX-Request")
@permission_required("referrals.view_referral", raise_exception=True)
def referral_list(request: PortalRequest) -> HttpResponse:
    show, name = request.GET.get("vis", ""), request.GET.get("q", "").strip()
    found = access.search_referrals(request.user, show=show, name=name)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    access.note_shown(request.user, page)
    template = "referrals/_referral_table.html" if request.htmx else "referrals/referral_list.html"
    return render(request, template, {"page_obj": page, "show": show, "name": name})


@never_cache
@require_http_methods(["GET", "POST"])
@permission_required("referrals.register_referral", raise_exception=True)
def by_phone(request: PortalRequest) -> HttpResponse:
    unit = our_unit()
    level = unit.level if unit else UnitLevel.MUNICIPALITY
    form = forms.TakeDownForm(request.POST or None, level=level)
    if form.is_valid():
        said = form.cleaned_data
        received_on = said.pop("received_on")
        if said["notifier_role"] == NotifierRole.SELF and not said["notifier_name"]:
            said["notifier_name"] = said["person_name"]
        is_today = received_on == timezone.localdate()
        referral, code = actions.register_by_phone(
            by=request.user,
            token=_token(request.POST),
            received_at=None
            if is_today
            else timezone.make_aware(datetime.combine(received_on, time(12))),
            **said,
        )
        messages.success(
            request,
            _("Lagret. Kvitteringskoden er %(code)s. Les den opp for den som ringte.")
            % {"code": code},
        )
        return redirect(referral)
    return render(request, "referrals/by_phone.html", {"form": form, "token": _token(request.POST)})


@never_cache
@require_GET
@permission_required("referrals.view_referral", raise_exception=True)
def referral_detail(request: PortalRequest, public_id: UUID) -> HttpResponse:
    referral = access.open_referral(request.user, public_id)
    duplicates = access.possible_duplicates(referral) if referral.is_undecided else []
    return render(
        request,
        "referrals/referral_detail.html",
        {
            "referral": referral,
            "said": what_was_sent(referral),
            "questions": referral.questions.select_related("asked_by"),
            "papers": referral.attachments.all(),
            "duplicates": duplicates,
        },
    )


@never_cache
@require_http_methods(["GET", "POST"])
@permission_required("referrals.register_referral", raise_exception=True)
def register(request: PortalRequest, public_id: UUID) -> HttpResponse:
    referral = access.open_referral(request.user, public_id)
    people = list(access.possible_people(referral))
    form = forms.RegisterForm(request.POST or None, people=people, referral=referral)
    if form.is_valid():
        chosen = form.chosen()
        said = form.cleaned_data
        new_person = actions.NewPerson(said["name"], said["national_id"], form.facts())
        try:
            case = actions.register_referral(
                referral,
                by=request.user,
                person=chosen,
                new_person=None if chosen else new_person,
                identity_confirmed=said["identity_confirmed"],
                notifier_is_party=said["notifier_is_party"],
                notifier_may_hear=said["notifier_may_hear"],
            )
        except AlreadyRegistered:
            form.add_error(
                "national_id",
                _(
                    "Vi har allerede en person med dette nummeret. Søk fram saken og slå sammen der."
                ),
            )
        except actions.StepNotPossible:
            messages.warning(
                request, _("Noen andre har alt gjort noe med meldingen. Her er den slik den er nå.")
            )
            return redirect(referral)
        else:
            messages.success(request, _("Meldingen er registrert."))
            return redirect(case)
    access.note_shown_people(request.user, people)
    return render(
        request, "referrals/register.html", {"referral": referral, "form": form, "people": people}
    )


@never_cache
@require_http_methods(["GET", "POST"])
@permission_required("referrals.register_referral", raise_exception=True)
def ask(request: PortalRequest, public_id: UUID) -> HttpResponse:
    referral = access.open_referral(request.user, public_id)
    form = forms.AskForm(request.POST or None)
    if form.is_valid():
        try:
            actions.ask_for_more(referral, by=request.user, **form.cleaned_data)
        except actions.StepNotPossible:
            messages.warning(
                request, _("Denne meldingen er ferdig behandlet, så du kan ikke spørre mer i den.")
            )
        else:
            messages.success(
                request, _("Spørsmålet er lagret. Du får en påminnelse når fristen nærmer seg.")
            )
        return redirect(referral.case or referral)
    context = {
        "referral": referral,
        "form": form,
        "title": _("Be om mer"),
        "button": _("Send spørsmålet"),
    }
    return render(request, "referrals/referral_step.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@permission_required("referrals.register_referral", raise_exception=True)
def answer(request: PortalRequest, public_id: UUID) -> HttpResponse:
    question = access.open_question(request.user, public_id)
    form = forms.AnswerForm(request.POST or None)
    if form.is_valid():
        try:
            actions.answer_question(question, by=request.user, **form.cleaned_data)
        except actions.StepNotPossible:
            messages.warning(request, _("Svaret er alt skrevet inn av en annen."))
        else:
            messages.success(request, _("Svaret er lagret."))
        return redirect(question.referral.case or question.referral)
    context = {
        "referral": question.referral,
        "question": question,
        "form": form,
        "title": _("Skriv inn svaret"),
        "button": _("Lagre svaret"),
    }
    return render(request, "referrals/referral_step.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@permission_required("referrals.register_referral", raise_exception=True)
def forward(request: PortalRequest, public_id: UUID) -> HttpResponse:
    referral = access.open_referral(request.user, public_id)
    form = forms.ForwardForm(request.POST or None)
    if form.is_valid():
        try:
            actions.forward_referral(referral, by=request.user, **form.cleaned_data)
        except actions.StepNotPossible:
            messages.warning(
                request, _("Denne meldingen er ferdig behandlet og kan ikke sendes videre.")
            )
        else:
            messages.success(request, _("Meldingen er sendt videre. Den som sa fra, får vite det."))
        return redirect(referral)
    context = {
        "referral": referral,
        "form": form,
        "title": _("Send videre"),
        "button": _("Send videre"),
    }
    return render(request, "referrals/referral_step.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@permission_required("referrals.register_referral", raise_exception=True)
def withdraw(request: PortalRequest, public_id: UUID) -> HttpResponse:
    referral = access.open_referral(request.user, public_id)
    form = forms.WithdrawForm(request.POST or None)
    if form.is_valid():
        try:
            actions.withdraw_referral(referral, by=request.user, **form.cleaned_data)
        except actions.StepNotPossible:
            messages.warning(request, _("Denne meldingen er ferdig behandlet og kan ikke trekkes."))
        else:
            messages.success(request, _("Meldingen er trukket."))
        return redirect(referral)
    context = {
        "referral": referral,
        "form": form,
        "title": _("Personen sier nei"),
        "button": _("Trekk meldingen"),
    }
    return render(request, "referrals/referral_step.html", context)


@require_POST
@permission_required("referrals.register_referral", raise_exception=True)
def reject(request: PortalRequest, public_id: UUID) -> HttpResponse:
    referral = access.open_referral(request.user, public_id)
    try:
        actions.reject_spam(referral, by=request.user)
    except actions.StepNotPossible:
        messages.warning(request, _("Bare nye meldinger kan legges bort som misbruk."))
    else:
        messages.success(request, _("Meldingen er lagt bort. Du kan hente den tilbake."))
    return redirect(referral)


@require_POST
@permission_required("referrals.register_referral", raise_exception=True)
def restore(request: PortalRequest, public_id: UUID) -> HttpResponse:
    referral = access.open_referral(request.user, public_id)
    try:
        actions.restore_referral(referral, by=request.user)
    except actions.StepNotPossible:
        messages.warning(request, _("Meldingen er ikke lagt bort."))
    else:
        messages.success(request, _("Meldingen er tilbake i køen."))
    return redirect(referral)


@never_cache
@require_GET
@permission_required("referrals.view_referral", raise_exception=True)
def attachment(request: PortalRequest, public_id: UUID) -> HttpResponse:
    paper = access.open_attachment(request.user, public_id)
    with paper.file.open("rb") as content:
        response = HttpResponse(content.read(), content_type=paper.content_type)
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=paper.name
    )
    return response
