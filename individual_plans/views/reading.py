from uuid import UUID

from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from individual_plans import access
from individual_plans.pdf import plan_document
from ke_portal.accounts.requests import PortalRequest
from ke_portal.audit.access import day_by_day, lookups_of
from ke_portal.pdf import PdfUnavailable, render_pdf

MOST_LOOKS = 200
PLANS_PER_PAGE = 50


@require_GET
def detail(request: PortalRequest, public_id: UUID) -> HttpResponse:
    """The plan as this reader may see it: what matters first, then goals and who does what."""
    plan = access.open_plan(request.user, public_id)
    standing = access.standing(request.user, plan)
    return render(
        request,
        "individual_plans/detail.html",
        {
            "plan": plan,
            "standing": standing,
            "contents": access.contents(plan, standing.sections),
            "closed": access.closed_sections(standing),
            "acting_for": access.acting_for(plan, standing),
        },
    )


@require_GET
@permission_required("individual_plans.view_plan_heads", raise_exception=True)
def heads(request: PortalRequest) -> HttpResponse:
    """Who has a plan and how complete it is, without what it says; the silent ones on top when asked for."""
    only_silent = "stille" in request.GET
    found = access.silent_plans(request.user) if only_silent else access.current_heads(request.user)
    page = Paginator(found, PLANS_PER_PAGE).get_page(request.GET.get("page"))
    access.log_heads_shown(page, request.user)
    rows = [(plan, access.squares(plan)) for plan in page]
    context = {"page_obj": page, "rows": rows, "only_silent": only_silent}
    return render(request, "individual_plans/heads.html", context)


@require_GET
def plan_pdf(request: PortalRequest, public_id: UUID) -> HttpResponse:
    """The same as paper; making it is logged as a look-up of its own."""
    plan = access.open_plan(request.user, public_id, what="plan_pdf")
    standing = access.standing(request.user, plan)
    document = plan_document(plan, access.contents(plan, standing.sections, with_consents=True))
    try:
        content = render_pdf("pdf/individual_plans/plan.html", document)
    except PdfUnavailable:
        return render(request, "individual_plans/no_pdf.html", {"plan": plan}, status=503)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="plan.pdf"'
    response["Cache-Control"] = "no-store"
    return response


@require_GET
def who_has_looked(request: PortalRequest, public_id: UUID) -> HttpResponse:
    """Everyone else who has been shown something about the person, for the person to read."""
    plan = access.open_own_plan(request.user, public_id, what="log")
    return render(
        request,
        "individual_plans/who_has_looked.html",
        {
            "plan": plan,
            "looks": day_by_day(
                lookups_of(plan.person, by_others_than=request.user.pk)[:MOST_LOOKS]
            ),
        },
    )
