"""One row per right; the letter grows beside it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ke_portal.accounts.requests import PortalRequest
from ke_portal.organisations.access import our_unit
from ke_portal.organisations.models import DecisionForm, UnitLevel
from ke_portal.pdf import PdfUnavailable
from referrals import access, actions, forms, pdf, rules
from referrals.models import Case, DecisionLine, Outcome


@never_cache
@require_http_methods(["GET", "POST"])
@permission_required("referrals.decide_case", raise_exception=True)
def decide(request: PortalRequest, public_id: UUID) -> HttpResponse:
    case = access.open_case(request.user, public_id, whole=True)
    if request.method == "GET" and not case.is_undecided:
        messages.info(request, _("Saken er alt avgjort. Her står det som er bestemt."))
        return redirect(case)
    rows = _rows(case, request.POST or None)
    form = forms.DecideForm(request.POST or None)
    go = request.POST.get("go", "")
    if request.method == "POST" and go == "grow":
        return _show(request, case, rows, _grown(case, rows, request))
    if request.method == "POST":
        lines = _lines(rows)
        rows_are_valid = all(row.is_valid() for row in rows)
        if not lines and rows_are_valid:
            form.add_error(None, _("Velg et resultat for minst én av rettighetene."))
        if form.is_valid() and rows_are_valid and lines:
            if go == "preview":
                return _preview(request, case, lines, form.cleaned_data["letter"])
            return _send(request, case, rows, form.cleaned_data["letter"])
    return _show(request, case, rows, form)


@require_POST
@permission_required("referrals.decide_case", raise_exception=True)
def draft_letter(request: PortalRequest, public_id: UUID) -> HttpResponse:
    """The letter as it grows with the answers, for the page that asks as they are given."""
    case = access.open_case(request.user, public_id)
    form = _grown(case, _rows(case, request.POST), request)
    return render(request, "referrals/_letter.html", {"form": form})


@never_cache
@require_GET
def letter(request: PortalRequest, public_id: UUID) -> HttpResponse:
    """The letter of a decision, for staff, the person, and those who act for the person."""
    decision = access.open_decision(request.user, public_id)
    return _pdf(request, lambda: pdf.decision_pdf(decision))


def _rows(case: Case, data: Any) -> list[forms.RightForm]:
    unit = our_unit()
    level = unit.level if unit else UnitLevel.MUNICIPALITY
    asked = {right for referral in case.referrals.all() for right in referral.asked}
    return [
        forms.RightForm(data, requirement=requirement, is_asked=right in asked)
        for right, requirement in rules.requirements(level=level, on=timezone.localdate()).items()
    ]


def _lines(rows: list[forms.RightForm]) -> list[DecisionLine]:
    """What has been chosen so far, not saved."""
    lines = []
    for row in rows:
        row.is_valid()
        outcome = row.cleaned_data.get("outcome") or row.data.get(row.add_prefix("outcome"), "")
        if outcome in Outcome.values:
            whys = row.whys()
            judged = [
                {"condition": name, "answer": given, "why": whys[name]}
                for name, given in row.answers().items()
            ]
            reason = row.cleaned_data.get("reason", "")
            lines.append(
                DecisionLine(right=row.right, outcome=outcome, reason=reason, conditions=judged)
            )
    return lines


def _grown(case: Case, rows: list[forms.RightForm], request: PortalRequest) -> forms.DecideForm:
    """The letter made anew, unless somebody has written in it since it was made last."""
    written = request.POST.get("letter", "")
    was_touched = written.split() != request.POST.get("grown", "").split()
    text = pdf.letter_text(case.person, _lines(rows))
    return forms.DecideForm(initial={"letter": written if was_touched else text, "grown": text})


def _show(
    request: PortalRequest, case: Case, rows: list[forms.RightForm], form: forms.DecideForm
) -> HttpResponse:
    return render(
        request,
        "referrals/decide.html",
        {
            "case": case,
            "person": case.person,
            "rows": rows,
            "form": form,
            "number": pdf.case_number(case),
            "mistakes": _mistakes(rows, form),
        },
    )


def _mistakes(rows: list[forms.RightForm], form: forms.DecideForm) -> list[dict[str, str]]:
    """What must be put right, each with the place on the page; none while the letter only grows."""
    if not form.is_bound:
        return []
    first = rows[0]["outcome"].id_for_label if rows else "letter"
    found = [
        {"at": first, "where": _("Resultat"), "what": str(error)}
        for error in form.non_field_errors()
    ]
    for row in rows:
        for name, errors in row.errors.items():
            at = row[name].id_for_label
            found += [
                {"at": at, "where": str(row.right.label), "what": str(error)} for error in errors
            ]
    found += [
        {"at": form["letter"].id_for_label, "where": _("Brevet"), "what": str(error)}
        for error in form["letter"].errors
    ]
    return found


def _preview(
    request: PortalRequest, case: Case, lines: list[DecisionLine], text: str
) -> HttpResponse:
    unit = our_unit()
    return _pdf(
        request,
        lambda: pdf.letter_pdf(
            case,
            letter=text,
            lines=lines,
            decided_on=timezone.localdate(),
            form=unit.decision_form if unit else DecisionForm.DECISION,
            signed_by=request.user.name,
            signed_as=request.user.title,
        ),
    )


def _send(
    request: PortalRequest, case: Case, rows: list[forms.RightForm], text: str
) -> HttpResponse:
    judged = [
        actions.JudgedLine(
            row.right,
            Outcome(row.cleaned_data["outcome"]),
            row.cleaned_data["reason"],
            row.answers(),
            row.whys(),
        )
        for row in rows
        if row.cleaned_data["outcome"]
    ]
    try:
        actions.decide_case(case, lines=judged, letter=text, by=request.user)
    except actions.AlreadyDecided:
        messages.warning(
            request,
            _("Noen andre rakk å avgjøre saken først. Svaret deres står. Ditt er ikke lagret."),
        )
    except actions.StepNotPossible:
        messages.warning(request, _("Saken kan ikke avgjøres slik den står nå."))
    else:
        messages.success(request, _("Saken er avgjort, og brevet er klart."))
    return redirect(case)


def _pdf(request: PortalRequest, make: Any) -> HttpResponse:
    try:
        content = make()
    except PdfUnavailable:
        return render(request, "referrals/pdf_unavailable.html", status=503)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="brev.pdf"'
    return response
