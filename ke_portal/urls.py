"""Every page of the portal. Addresses are Norwegian, since people read and share them."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("ke_portal.desks.urls")),
    path("konto/", include("ke_portal.accounts.urls")),
    path("konto/", include("allauth.urls")),
    path("tjenester/", include("services_catalog.urls")),
    path("", include("referrals.urls")),
    path("koordinatorer/", include("coordinators.urls")),
    path("planer/", include("individual_plans.urls")),
    path("nettverk/", include("networks.urls")),
    path("sprak/", include("django.conf.urls.i18n")),
    path("admin/", admin.site.urls),
]
