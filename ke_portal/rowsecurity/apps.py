from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _

from ke_portal.rowsecurity.checks import web_role_is_bound


class RowsecurityConfig(AppConfig):
    name = "ke_portal.rowsecurity"
    label = "rowsecurity"
    verbose_name = _("Radsikkerhet")

    def ready(self) -> None:
        checks.register(web_role_is_bound, checks.Tags.database, deploy=True)
