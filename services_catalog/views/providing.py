"""Those who give a service keep their own entries; an editor approves what the public will read."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ke_portal.accounts.requests import PortalRequest
from services_catalog import actions
from services_catalog.access import editing
from services_catalog.forms.entries import EntryForm, NewEntryForm, ProposalForm
from services_catalog.models import Proposal, Service, ServiceStatus, facts_of
from services_catalog.rules.moderation import lacks
from services_catalog.views import writing
from services_catalog.views.detail import page_of
from services_catalog.views.editing import REASONS

PROVIDE = "services_catalog.provide_service"
NOT_PUBLIC_YET = (ServiceStatus.DRAFT, ServiceStatus.REVIEW)


@require_GET
@permission_required(PROVIDE, raise_exception=True)
def mine(request: PortalRequest) -> HttpResponse:
    return render(
        request,
        "services_catalog/providing/mine.html",
        {
            "services": editing.own_list(request.user),
            "workplaces": editing.workplaces_of(request.user),
        },
    )


@require_http_methods(["GET", "POST"])
@permission_required(PROVIDE, raise_exception=True)
def add_mine(request: PortalRequest) -> HttpResponse:
    form = NewEntryForm(request.POST or None, user=request.user, is_editor=False)
    if form.is_valid():
        service = actions.add_service(by=request.user, **form.cleaned_data)
        return redirect("services_catalog:edit_mine", service.slug)
    return render(
        request,
        "services_catalog/providing/add.html",
        {"form": form, "templates": editing.templates()},
    )


@require_http_methods(["GET", "POST"])
@permission_required(PROVIDE, raise_exception=True)
def edit_mine(request: PortalRequest, slug: str) -> HttpResponse:
    """A draft is written in directly; what the public reads is proposed."""
    service = editing.open_own(request.user, slug)
    if service.status in NOT_PUBLIC_YET:
        return _write(request, service)
    return _propose(request, service)


def _write(request: PortalRequest, service: Service) -> HttpResponse:
    form = EntryForm(
        writing.with_choices(request.POST, EntryForm(instance=service))
        if request.method == "POST"
        else None,
        instance=service,
        initial={"version": service.version},
    )
    if form.is_valid():
        try:
            actions.change_service(
                service, by=request.user, version=form.cleaned_data["version"], **form.values()
            )
        except actions.Stale:
            current = editing.open_own(request.user, service.slug)
            return writing.both_texts(
                request,
                form,
                theirs=EntryForm(instance=current),
                version=current.version,
                heading=current.name,
                back="services_catalog:edit_mine",
            )
        time = timezone.localtime().strftime("%H.%M")
        messages.success(request, _("Lagret kl. %(time)s") % {"time": time})
        return redirect("services_catalog:edit_mine", service.slug)
    return _page(request, service, form, None)


def _propose(request: PortalRequest, service: Service) -> HttpResponse:
    waiting = editing.waiting_proposal(service)
    fresh = _proposal_form(service, waiting)
    form = (
        ProposalForm(writing.with_choices(request.POST, fresh), instance=service)
        if request.method == "POST"
        else fresh
    )
    if form.is_valid():
        try:
            actions.propose_change(
                service,
                by=request.user,
                values=form.values(),
                word=form.cleaned_data["word"],
                version=form.cleaned_data["version"],
            )
        except actions.NothingNew:
            messages.info(request, _("Teksten er den samme som før, så det er ingenting å sende."))
            return redirect("services_catalog:edit_mine", service.slug)
        except (actions.Stale, actions.StaleProposal):
            current = editing.open_own(request.user, service.slug)
            now = editing.waiting_proposal(current)
            return writing.both_texts(
                request,
                form,
                theirs=_proposal_form(current, now),
                version=now.version if now else current.version,
                heading=current.name,
                back="services_catalog:edit_mine",
            )
        messages.success(
            request, _("Takk. En redaktør ser på forslaget. Til da står den gamle teksten.")
        )
        return redirect("services_catalog:mine")
    return _page(request, service, form, waiting)


def _proposal_form(service: Service, waiting: Proposal | None) -> ProposalForm:
    """The entry as it stands, with what has been proposed already."""
    if waiting is None:
        return ProposalForm(instance=service, initial={"version": service.version})
    return ProposalForm(
        instance=service,
        initial={**waiting.values, "word": waiting.word, "version": waiting.version},
    )


def _page(
    request: PortalRequest, service: Service, form: EntryForm, waiting: Proposal | None
) -> HttpResponse:
    context: dict[str, Any] = {
        "service": service,
        "form": form,
        "proposal": waiting,
        "returned": editing.last_answer(service) if waiting is None else None,
        "lacks": lacks(facts_of(service)),
        "is_draft": service.status in NOT_PUBLIC_YET,
    }
    return render(request, "services_catalog/providing/edit.html", context)


@require_POST
@permission_required(PROVIDE, raise_exception=True)
def move_mine(request: PortalRequest, slug: str) -> HttpResponse:
    """Send a draft to the editors, or take it back while it waits."""
    service = editing.open_own(request.user, slug)
    to = ServiceStatus.DRAFT if service.status == ServiceStatus.REVIEW else ServiceStatus.REVIEW
    try:
        actions.move_service(service, to=to, by=request.user)
    except actions.CannotMove as cannot:
        for reason in cannot.reasons:
            messages.warning(request, REASONS[reason])
        return redirect("services_catalog:edit_mine", slug)
    if to == ServiceStatus.REVIEW:
        messages.success(request, _("Sendt til godkjenning. Du får e-post når det er besvart."))
    else:
        messages.success(request, _("Tatt tilbake. Du kan skrive videre."))
    return redirect("services_catalog:mine")


@require_POST
@permission_required(PROVIDE, raise_exception=True)
def withdraw_mine(request: PortalRequest, slug: str) -> HttpResponse:
    """Take back a proposal that waits."""
    service = editing.open_own(request.user, slug)
    waiting = editing.waiting_proposal(service)
    try:
        if waiting is None:
            raise actions.AlreadyDecided
        actions.withdraw_proposal(waiting, by=request.user)
    except actions.AlreadyDecided:
        messages.warning(request, _("Det venter ikke noe forslag lenger."))
    else:
        messages.success(request, _("Forslaget er trukket."))
    return redirect("services_catalog:mine")


@require_GET
@permission_required(PROVIDE, raise_exception=True)
def preview_mine(request: PortalRequest, slug: str) -> HttpResponse:
    """The own entry as the public will read it, with what is proposed."""
    service = editing.open_own(request.user, slug)
    waiting = editing.waiting_proposal(service)
    for name, value in (waiting.values if waiting else {}).items():
        if name != "terms":
            setattr(service, name, value)
    return page_of(request, service, is_preview=True)
