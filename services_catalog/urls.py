from django.urls import path

from services_catalog.api import description, directory, organizations, page, places, taxonomies
from services_catalog.views import detail, favourites, listing

app_name = "services_catalog"
urlpatterns = [
    path("", listing.service_list, name="list"),
    path("lagret/", favourites.saved_services, name="saved"),
    path("<slug:slug>/", detail.service_detail, name="detail"),
]

# Open data, under /api/: the page that explains it, and each form it comes in.
open_data = [
    path("", page.open_data_page, name="page"),
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
