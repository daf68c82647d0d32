from django.urls import path, register_converter

from ke_portal.desks import health
from ke_portal.desks.converters import HelpKindConverter
from ke_portal.desks.views import public

register_converter(HelpKindConverter, "help_kind")

app_name = "desks"
urlpatterns = [
    path("", public.front, name="front"),
    path("tilgjengelighet/", public.accessibility, name="accessibility"),
    path("personvern/", public.privacy, name="privacy"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
