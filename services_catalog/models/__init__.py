from services_catalog.models.exchange import ProviderEntry, ServiceImport
from services_catalog.models.service import (
    PUBLISHED,
    ExtentType,
    Service,
    ServiceArea,
    ServiceQuerySet,
    ServiceStatus,
    TextLanguage,
)
from services_catalog.models.vocabulary import (
    ENTRANCE,
    FOR_EVERYONE,
    FORM,
    FUNCTION,
    LEVEL,
    TARGET_GROUP,
    TEXT_LANGUAGE,
    Category,
    Taxonomy,
    Term,
)

__all__ = [
    "ENTRANCE",
    "FORM",
    "FOR_EVERYONE",
    "FUNCTION",
    "LEVEL",
    "PUBLISHED",
    "TARGET_GROUP",
    "TEXT_LANGUAGE",
    "Category",
    "ExtentType",
    "ProviderEntry",
    "Service",
    "ServiceArea",
    "ServiceImport",
    "ServiceQuerySet",
    "ServiceStatus",
    "Taxonomy",
    "Term",
    "TextLanguage",
]
