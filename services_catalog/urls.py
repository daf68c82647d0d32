from django.urls import path

from services_catalog import api, views

app_name = "services_catalog"
urlpatterns = [
    path("", views.service_list, name="list"),
    path("<slug:slug>/", views.service_detail, name="detail"),
]

# Open data, under /api/hsds/.
open_data = [
    path("services", api.service_list, name="services"),
    path("services/<uuid:public_id>", api.service_detail, name="service"),
]
