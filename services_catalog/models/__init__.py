from services_catalog.models.exchange import ProviderEntry, ServiceImport
from services_catalog.models.lexicon import LexiconEntry
from services_catalog.models.offer import CostOption, CourseDate, Notice, ServiceText
from services_catalog.models.opening import HoursKind, OpeningHours, Weekday
from services_catalog.models.place import Need, ServicePlace
from services_catalog.models.searching import Posting, SearchWord
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
    "CostOption",
    "CourseDate",
    "ExtentType",
    "HoursKind",
    "LexiconEntry",
    "Need",
    "Notice",
    "OpeningHours",
    "Posting",
    "ProviderEntry",
    "SearchWord",
    "Service",
    "ServiceArea",
    "ServiceImport",
    "ServicePlace",
    "ServiceQuerySet",
    "ServiceStatus",
    "ServiceText",
    "Taxonomy",
    "Term",
    "TextLanguage",
    "Weekday",
]
