from django.urls import path, register_converter

from ke_portal.desks import health
from ke_portal.desks.converters import HelpKindConverter
from ke_portal.desks.views import own, public, staff

register_converter(HelpKindConverter, "help_kind")

app_name = "desks"
urlpatterns = [
    path("", public.front, name="front"),
    path("tilgjengelighet/", public.accessibility, name="accessibility"),
    path("personvern/", public.privacy, name="privacy"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("min-side/", own.my_page, name="my_page"),
    path("min-side/bytt/<uuid:public_id>/", own.switch_person, name="switch_person"),
    path("min-side/<uuid:public_id>/<help_kind:kind>/", own.ask_for_help, name="ask_for_help"),
    path("min-side/<uuid:public_id>/hvem-har-sett/", own.who_has_looked, name="who_has_looked"),
    path("koordinator/", staff.workbench, name="workbench"),
    path("koordinator/<uuid:public_id>/neste-steg/", staff.ask_next_step, name="ask_next_step"),
    path("ke/", staff.ke, name="ke"),
    path("ke/personer/<uuid:public_id>/apne/", staff.open_with_reason, name="open_with_reason"),
    path("ke/personer/<uuid:public_id>/innlogging/", staff.invite, name="invite"),
]
