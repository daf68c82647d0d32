"""Every page of the portal. Addresses are Norwegian, since people read and share them."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from services_catalog.urls import embedded, hsds, open_data

# One log-in page, with its throttle and second factor, for the admin too.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns = [
    path("", include("ke_portal.desks.urls")),
    path("konto/", include("ke_portal.accounts.urls")),
    path("konto/", include("allauth.urls")),
    path("tjenester/", include("services_catalog.urls")),
    path("api/", include((open_data, "open_data"))),
    path("innebygd/", include((embedded, "embedded"))),
    path("api/hsds/", include((hsds, "hsds"))),
    path("", include("referrals.urls")),
    path("koordinatorer/", include("coordinators.urls")),
    path("planer/", include("individual_plans.urls")),
    path("nettverk/", include("networks.urls")),
    path("sprak/", login_not_required(require_POST(set_language)), name="set_language"),
    path("admin/", admin.site.urls),
]
