from services_catalog.actions.changing import (
    change_service,
    name_address,
    refresh_search,
    settle_change,
)
from services_catalog.actions.importing import import_services

__all__ = ["change_service", "import_services", "name_address", "refresh_search", "settle_change"]
