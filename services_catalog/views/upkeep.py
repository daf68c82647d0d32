"""What the public and the owners of entries tell us: no account, no name, and nothing written by looking."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from services_catalog import access, actions, emails
from services_catalog.access import editing
from services_catalog.forms.upkeep import DoubtForm, MissingForm, PublicForm, ReportForm
from services_catalog.models import FeedbackKind, Service
from services_catalog.views import throttle

LONGEST_QUERY = 200


@login_not_required
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """«Stemte dette?»: yes with one press, or what is wrong."""
    service = access.open_service(slug)
    if request.method == "POST" and request.POST.get("kind") == FeedbackKind.RIGHT:
        return _keep(request, PublicForm(request.POST), service, FeedbackKind.RIGHT)
    form = ReportForm(request.POST or None)
    if form.is_valid():
        return _keep(
            request,
            form,
            service,
            FeedbackKind(form.cleaned_data["kind"]),
            form.cleaned_data["text"],
        )
    return render(request, "services_catalog/report.html", {"service": service, "form": form})


@login_not_required
@require_http_methods(["GET", "POST"])
def missing(request: HttpRequest) -> HttpResponse:
    """«Fant du ikke det du lette etter?»"""
    form = MissingForm(request.POST or None)
    if form.is_valid():
        return _keep(request, form, None, FeedbackKind.MISSING, form.cleaned_data["text"])
    return render(request, "services_catalog/missing.html", {"form": form})


def _keep(
    request: HttpRequest,
    form: PublicForm,
    service: Service | None,
    kind: FeedbackKind,
    text: str = "",
) -> HttpResponse:
    """Thank the visitor; keep what was said unless a machine said it or the address has said enough."""
    if not throttle.may_write(request):
        return render(request, "services_catalog/enough.html", {"service": service}, status=429)
    if not form.is_from_a_machine:
        actions.receive_feedback(service=service, kind=kind, text=text)
    messages.success(request, _("Takk for at du sa fra. Det hjelper andre som leter."))
    return redirect(service or "services_catalog:list")


@require_POST
@login_not_required
def count_search(request: HttpRequest) -> HttpResponse:
    """A search that found nothing has stood for a while: the page asks to have its words counted."""
    query = request.POST.get("q", "")[:LONGEST_QUERY]
    if query.strip() and throttle.may_count(request):
        actions.count_unfound(query)
    return HttpResponse(status=204)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The owner's link: the entries that one letter asks about, each with one button."""
    try:
        letter = str(UUID(emails.letter_of(token)))
    except (BadSignature, ValueError):
        raise Http404 from None
    doubt = DoubtForm()
    doubted = None
    if request.method == "POST":
        asked = _posted_id(request)
        if request.POST.get("answer") == "right":
            return _confirmed(request, token, letter, asked)
        doubt, doubted = DoubtForm(request.POST), asked
        if doubt.is_valid():
            return _doubted(request, token, letter, asked, doubt.cleaned_data["text"])
    rows = list(editing.confirmations_in(letter))
    if not rows:
        raise Http404
    return render(
        request,
        "services_catalog/confirm.html",
        {
            "rows": [
                {"asked": row, "form": doubt if row.public_id == doubted else DoubtForm()}
                for row in rows
            ],
            "left": sum(row.answered_on is None for row in rows),
        },
    )


def _posted_id(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("entry", ""))
    except ValueError:
        raise Http404 from None


def _confirmed(request: HttpRequest, token: str, letter: str, asked: UUID) -> HttpResponse:
    try:
        service = actions.confirm_by_letter(letter, public_id=asked)
    except actions.AlreadyAnswered:
        return _answered_before(request, token)
    messages.success(request, _("Takk. «%(name)s» er bekreftet i dag.") % {"name": service.name})
    return redirect("services_catalog:confirm", token)


def _doubted(request: HttpRequest, token: str, letter: str, asked: UUID, text: str) -> HttpResponse:
    try:
        actions.doubt_by_letter(letter, public_id=asked, text=text)
    except actions.AlreadyAnswered:
        return _answered_before(request, token)
    messages.success(request, _("Takk. En redaktør retter teksten."))
    return redirect("services_catalog:confirm", token)


def _answered_before(request: HttpRequest, token: Any) -> HttpResponse:
    messages.info(request, _("Dette er alt besvart. Du trenger ikke gjøre mer."))
    return redirect("services_catalog:confirm", token)
