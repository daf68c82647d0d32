from django.urls import path

from services_catalog.api import (
    cpsv_ap_no,
    description,
    directory,
    organizations,
    page,
    places,
    taxonomies,
)
from services_catalog.views import (
    detail,
    editing,
    embedding,
    favourites,
    guide,
    listing,
    providing,
    sheeting,
    suggesting,
    upkeep,
    watching,
)

app_name = "services_catalog"
urlpatterns = [
    path("", listing.service_list, name="list"),
    path("varsel/", watching.watch, name="watch"),
    path("varsel/sendt/", watching.watch_sent, name="watch_sent"),
    path("varsel/<str:token>/", watching.watched, name="watched"),
    path("varsel/<str:token>/avslutt/", watching.end_watch, name="end_watch"),
    path("lagret/", favourites.saved_services, name="saved"),
    path("savnet/", upkeep.missing, name="missing"),
    path("savnet/tell/", upkeep.count_search, name="count_search"),
    path("bekreft/<str:token>/", upkeep.confirm, name="confirm"),
    path("mine/", providing.mine, name="mine"),
    path("mine/ny/", providing.add_mine, name="add_mine"),
    path("mine/<slug:slug>/", providing.edit_mine, name="edit_mine"),
    path("mine/<slug:slug>/send/", providing.move_mine, name="move_mine"),
    path("mine/<slug:slug>/trekk/", providing.withdraw_mine, name="withdraw_mine"),
    path("mine/<slug:slug>/forhandsvis/", providing.preview_mine, name="preview_mine"),
    path("redaksjon/", editing.desk, name="desk"),
    path("redaksjon/ny/", editing.add, name="add"),
    path("redaksjon/alle/", editing.entries, name="entries"),
    path("redaksjon/venter/<slug:kind>/", editing.waiting, name="waiting"),
    path("redaksjon/forslag/<uuid:public_id>/", editing.proposal, name="proposal"),
    path(
        "redaksjon/melding/<uuid:public_id>/ferdig/",
        editing.handle_feedback,
        name="handle_feedback",
    ),
    path("redaksjon/tjeneste/<slug:slug>/", editing.edit, name="edit"),
    path("redaksjon/tjeneste/<slug:slug>/status/", editing.move, name="move"),
    path("redaksjon/tjeneste/<slug:slug>/forhandsvis/", editing.preview, name="preview"),
    path("redaksjon/tjeneste/<slug:slug>/bekreft/", editing.confirm_entry, name="confirm_entry"),
    path("redaksjon/tjeneste/<slug:slug>/historie/", editing.service_history, name="history"),
    path(
        "redaksjon/tjeneste/<slug:slug>/historie/<int:number>/hent/",
        editing.restore,
        name="restore",
    ),
    path("onsker/", editing.wishes, name="wishes"),
    path("onsker/<str:word>/ferdig/", editing.settle_wish, name="settle_wish"),
    path("regneark/", sheeting.sheet, name="sheet"),
    path("regneark/tjenester.<slug:form>", sheeting.download, name="download"),
    path("regneark/<uuid:public_id>/les-inn/", sheeting.apply_sheet, name="apply_sheet"),
    path("kan-dette-gjelde-meg/", guide.guide, name="guide"),
    path("forslag/", suggesting.suggestion_list, name="suggestions"),
    path("<slug:slug>/", detail.service_detail, name="detail"),
    path("<slug:slug>/si-fra/", upkeep.report, name="report"),
]

# Open data, under /api/: the page that explains it, and each form it comes in.
open_data = [
    path("", page.open_data_page, name="page"),
    path("sokefelt/", embedding.snippet, name="snippet"),
    path("cpsv-ap-no", cpsv_ap_no.catalogue, name="cpsv"),
    path("cpsv-ap-no.ttl", cpsv_ap_no.turtle, name="cpsv_turtle"),
    path("cpsv-ap-no.jsonld", cpsv_ap_no.json_ld, name="cpsv_json_ld"),
]
embedded = [
    path("", embedding.search_box, name="search_box"),
]
hsds = [
    path("", description.about, name="about"),
    path("openapi.json", description.openapi, name="openapi"),
    path("services", directory.service_list, name="services"),
    path("services/<str:public_id>", directory.service_detail, name="service"),
    path("organizations", organizations.organization_list, name="organizations"),
    path("organizations/<str:public_id>", organizations.organization_detail, name="organization"),
    path("service_at_locations", places.place_list, name="service_at_locations"),
    path("service_at_locations/<str:public_id>", places.place_detail, name="service_at_location"),
    path("taxonomies", taxonomies.taxonomy_list, name="taxonomies"),
    path("taxonomies/<str:public_id>", taxonomies.taxonomy_detail, name="taxonomy"),
    path("taxonomy_terms", taxonomies.term_list, name="taxonomy_terms"),
    path("taxonomy_terms/<str:public_id>", taxonomies.term_detail, name="taxonomy_term"),
]
