from django.urls import path

from services_catalog import api
from services_catalog.views import detail, listing

app_name = "services_catalog"
urlpatterns = [
    path("", listing.service_list, name="list"),
    path("<slug:slug>/", detail.service_detail, name="detail"),
]

# Open data, under /api/hsds/.
open_data = [
    path("services", api.service_list, name="services"),
    path("services/<uuid:public_id>", api.service_detail, name="service"),
]
