from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IndividualPlansConfig(AppConfig):
    name = "individual_plans"
    verbose_name = _("Individuelle planer")
