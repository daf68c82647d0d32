"""The directory as a spreadsheet: down, up with a look at what would change, and yes."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ke_portal.accounts.requests import PortalRequest
from services_catalog import access, actions, sheets
from services_catalog.access import editing
from services_catalog.forms.upkeep import SheetForm

EDIT = "services_catalog.change_service"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FAULTS_SHOWN, CHANGES_SHOWN = 100, 200


@require_http_methods(["GET", "POST"])
@permission_required(EDIT, raise_exception=True)
def sheet(request: PortalRequest) -> HttpResponse:
    """Take one down, or send one in to see what it would change."""
    form = SheetForm(request.POST or None, request.FILES or None)
    if not form.is_valid():
        return render(request, "services_catalog/sheets/sheet.html", {"form": form})
    file = form.cleaned_data["file"]
    try:
        if file.size > sheets.LARGEST_FILE:
            raise sheets.BadSheet(_("Filen er for stor. Den kan være høyst 2 MB."))
        trial = actions.try_sheet(sheets.read(file.name, file.read()))
    except sheets.BadSheet as bad:
        form.add_error("file", str(bad))
        return render(request, "services_catalog/sheets/sheet.html", {"form": form}, status=400)
    kept = None
    if trial.changes and not trial.faults:
        kept = actions.keep_sheet(trial, name=file.name, by=request.user)
    return render(
        request,
        "services_catalog/sheets/trial.html",
        {
            "trial": trial,
            "kept": kept,
            "name": file.name,
            "faults": trial.faults[:FAULTS_SHOWN],
            "changes": trial.changes[:CHANGES_SHOWN],
        },
        status=400 if trial.faults else 200,
    )


@require_POST
@permission_required(EDIT, raise_exception=True)
def apply_sheet(request: PortalRequest, public_id: UUID) -> HttpResponse:
    kept = editing.open_sheet(request.user, public_id)
    try:
        count = actions.apply_sheet(kept, by=request.user)
    except actions.Clash as clash:
        messages.warning(
            request,
            _("Ingenting er endret: rad %(row)s, «%(name)s», er endret av noen andre imens.")
            % {"row": clash.row, "name": clash.name},
        )
    else:
        messages.success(
            request, _("Regnearket er lest inn: %(count)s endringer.") % {"count": count}
        )
    return redirect("services_catalog:sheet")


@require_GET
@permission_required(EDIT, raise_exception=True)
def download(_request: PortalRequest, form: str) -> HttpResponse:
    """All entries, as .xlsx or .csv."""
    if form not in {"xlsx", "csv"}:
        raise Http404
    columns = sheets.headings(editing.taxonomies())
    rows = [sheets.all_headings(columns)]
    rows += [sheets.row_of(service, columns) for service in access.all_services().defer("hsds")]
    content = sheets.write_xlsx(rows) if form == "xlsx" else sheets.write_csv(rows)
    response = HttpResponse(
        content, content_type=XLSX if form == "xlsx" else "text/csv; charset=utf-8"
    )
    name = f"tjenester-{timezone.localdate().isoformat()}.{form}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
