"""Open Referral HSDS 3.0: services read from records and written as records.

A service keeps the record it was read from. Writing starts from that record and changes only what differs,
so that everything we have no column for comes back as it was.
"""

from services_catalog.hsds.columns import WORD_FOR_STATUS
from services_catalog.hsds.problems import BadRecords, Problem
from services_catalog.hsds.publishing import (
    Spot,
    publish_in_list,
    publish_place,
    publish_provider,
    publish_provider_in_list,
    publish_service,
    publish_taxonomy,
    publish_term,
    spot_of,
    spots_of,
)
from services_catalog.hsds.reading import ServiceRecord, read_services
from services_catalog.hsds.writing import write_service

__all__ = [
    "WORD_FOR_STATUS",
    "BadRecords",
    "Problem",
    "ServiceRecord",
    "Spot",
    "publish_in_list",
    "publish_place",
    "publish_provider",
    "publish_provider_in_list",
    "publish_service",
    "publish_taxonomy",
    "publish_term",
    "read_services",
    "spot_of",
    "spots_of",
    "write_service",
]
