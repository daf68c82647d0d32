"""The directory as CPSV-AP-NO 1.1, the Norwegian profile for descriptions of public services, in RDF.

Everything has an address of its own under that of the catalogue, so that parts written apart fit together.
"""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override
from rdflib import DCAT, DCTERMS, FOAF, ORG, RDF, SKOS, XSD, Graph, Literal, Namespace, URIRef

from ke_portal.organisations.models import CoordinatingUnit, Organisation, OrganisationKind
from services_catalog.access import identity_of
from services_catalog.hsds.conforming import uri_of
from services_catalog.models import (
    FUNCTION,
    TARGET_GROUP,
    ExtentType,
    Service,
    ServiceArea,
    ServicePlace,
    Term,
)

ADMS = Namespace("http://www.w3.org/ns/adms#")
CPSV = Namespace("http://purl.org/vocab/cpsv#")
CPSVNO = Namespace("https://data.norge.no/vocabulary/cpsvno#")
CV = Namespace("http://data.europa.eu/m8g/")
DCATNO = Namespace("https://data.norge.no/vocabulary/dcatno#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
EU = Namespace("http://publications.europa.eu/resource/authority/")
CHANNEL = Namespace("https://data.norge.no/vocabulary/service-channel-type#")
PUBLISHER = Namespace("http://purl.org/adms/publishertype/")
LOS = Namespace("https://psi.norge.no/los/tema/")
PREFIXES = {
    "adms": ADMS,
    "cpsv": CPSV,
    "cpsvno": CPSVNO,
    "cv": CV,
    "dcat": DCAT,
    "dcatno": DCATNO,
    "dct": DCTERMS,
    "foaf": FOAF,
    "org": ORG,
    "skos": SKOS,
    "vcard": VCARD,
    "xsd": XSD,
}
NORWAY = EU["country/NOR"]
LANGUAGES = {
    "nb": "NOB",
    "nn": "NNO",
    "no": "NOR",
    "en": "ENG",
    "se": "SME",
    "sme": "SME",
    "sma": "SMA",
    "smj": "SMJ",
    "nsl": "NSL",
}
TYPES = {
    OrganisationKind.REGION: "NationalAuthority",
    OrganisationKind.TRUST: "NationalAuthority",
    OrganisationKind.ASSESSMENT_UNIT: "NationalAuthority",
    OrganisationKind.NATIONAL_CENTRE: "NationalAuthority",
    OrganisationKind.STATE_GOVERNOR: "NationalAuthority",
    OrganisationKind.NAV_OFFICE: "NationalAuthority",
    OrganisationKind.COUNTY: "RegionalAuthority",
    OrganisationKind.MUNICIPALITY: "LocalAuthority",
    OrganisationKind.DISTRICT: "LocalAuthority",
}
# Themes of the vocabulary Los by the code of our functional area.
THEMES = {
    "arbeid": ("kvalifisering-til-arbeid", "Kvalifisering til arbeid"),
    "bolig": ("botilbud", "Botilbud"),
    "dagligliv": ("omsorgstjenester", "Omsorgstjenester"),
    "ernaering": ("folkehelse", "Folkehelse"),
    "familie": ("avlastning-og-stotte", "Avlastning og støtte"),
    "fritid": ("fritid", "Fritid"),
    "hjelpemidler": ("hjelpemidler", "Hjelpemidler"),
    "koordinering": ("pasientrettigheter", "Pasientrettigheter"),
    "transport": ("mobilitetstilbud", "Mobilitetstilbud"),
    **dict.fromkeys(
        (
            "bevegelse",
            "hjerte-lunge",
            "horsel",
            "kognisjon",
            "kommunikasjon",
            "kreft",
            "psykisk-helse-rus",
            "smerte-utmattelse",
            "syn",
        ),
        ("helsetjenester", "Helsetjenester"),
    ),
}
EVERY_THEME = ("helse-og-omsorg", "Helse og omsorg")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class Writer:
    """Writes parts of the catalogue whose address is `base` into one graph."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.graph = Graph()
        for prefix, namespace in PREFIXES.items():
            self.graph.bind(prefix, namespace, replace=True)

    def address(self, kind: str, own_id: object) -> URIRef:
        return URIRef(f"{self.base}#{kind}-{own_id}")

    def thing(self, address: URIRef, kind: URIRef) -> URIRef:
        """A thing at `address`, with the address as its identifier."""
        self.graph.add((address, RDF.type, kind))
        self.graph.add((address, DCTERMS.identifier, Literal(str(address), datatype=XSD.anyURI)))
        return address

    def say(self, of: URIRef, what: URIRef, text: str, language: str = "nb") -> None:
        """Text in a language; nothing when there is none."""
        plain = CONTROL.sub(" ", text).strip()
        if plain:
            self.graph.add((of, what, Literal(plain, lang=language)))

    def point(self, of: URIRef, what: URIRef, to: URIRef | str | None) -> None:
        address = to if isinstance(to, URIRef) else uri_of(to)
        if address:
            self.graph.add((of, what, URIRef(address)))

    def plain(self, of: URIRef, what: URIRef, value: str) -> None:
        if value.strip():
            self.graph.add((of, what, Literal(CONTROL.sub(" ", value).strip())))

    def catalogue(
        self,
        unit: CoordinatingUnit | None,
        services: Iterable[Service],
        *,
        changed_at: datetime | None,
    ) -> None:
        """The catalogue itself, and which of its services stand here."""
        catalogue = self.thing(URIRef(self.base), DCAT.Catalog)
        with override("nb"):
            self.say(catalogue, DCTERMS.title, _("Tjenester for habilitering og rehabilitering"))
            self.say(
                catalogue,
                DCTERMS.description,
                _("Hva som finnes av hjelp, for hvem, og hvordan man får den."),
            )
        licence = settings.KE_OPEN_DATA_LICENCE["authority"]
        self.point(catalogue, DCTERMS.license, EU[f"licence/{licence}"])
        self.point(catalogue, DCTERMS.language, EU["language/NOB"])
        self.point(catalogue, FOAF.homepage, settings.KE_BASE_URL)
        if changed_at is not None:
            moment = Literal(changed_at.isoformat(), datatype=XSD.dateTime)
            self.graph.add((catalogue, DCTERMS.modified, moment))
        contact = self.address("contact", "catalogue")
        self.graph.add((contact, RDF.type, CV.ContactPoint))
        self.graph.add((catalogue, CV.contactPoint, contact))
        self.point(contact, CV.contactPage, settings.KE_BASE_URL)
        if unit is not None:
            self.plain(contact, CV.email, unit.email)
            self.plain(contact, CV.telephone, unit.phone)
        publisher = (
            self.organisation(unit.organisation)
            if unit
            else self._public_body(self.address("organization", "publisher"), _("Utgiver"))
        )
        self.graph.add((catalogue, DCTERMS.publisher, publisher))
        for service in services:
            service_at = self.address("service", service.public_id)
            self.graph.add((catalogue, DCATNO.containsService, service_at))

    def service(self, service: Service, *, page: str) -> None:
        """One service with all that belongs to it. `page` is where people read about it."""
        own_id, language = service.public_id, service.text_language
        provider = service.provider
        is_public = provider is None or provider.kind in TYPES
        at = self.thing(
            self.address("service", own_id), CPSV.PublicService if is_public else CPSVNO.Service
        )
        owner = (
            self.organisation(provider)
            if provider
            else self._public_body(self.address("organization", "unknown"), _("Ukjent"))
        )
        self.graph.add((at, CV.hasCompetentAuthority if is_public else CV.ownedBy, owner))
        self.say(at, DCTERMS.title, service.name, language)
        self.say(at, DCTERMS.description, service.description or service.name, language)
        self.point(at, FOAF.homepage, service.url or page)
        if not service.is_paused:
            self.point(at, ADMS.status, EU["distribution-status/COMPLETED"])
        for code in service.languages or [language]:
            if code in LANGUAGES:
                self.point(at, DCTERMS.language, EU[f"language/{LANGUAGES[code]}"])
        self._output(at, service)
        self._contact(at, service, page)
        self._channels(at, service)
        self._costs(at, service)
        self._papers(at, service)
        for area in service.areas.all():
            self.graph.add((at, DCTERMS.spatial, self.area(area)))
        self._terms(at, list(service.terms.all()))

    def organisation(self, organisation: Organisation) -> URIRef:
        at = self.address("organization", identity_of(organisation))
        kind = TYPES.get(OrganisationKind(organisation.kind))
        if kind:
            self._public_body(at, organisation.name)
            self.point(at, DCTERMS.type, PUBLISHER[kind])
        else:
            self.thing(at, ORG.Organization)
            self.say(at, SKOS.prefLabel, organisation.name)
        self.point(at, FOAF.homepage, organisation.website)
        return at

    def _public_body(self, at: URIRef, name: str) -> URIRef:
        self.thing(at, CV.PublicOrganisation)
        self.say(at, SKOS.prefLabel, name)
        self.graph.add((at, DCTERMS.spatial, self._location(NORWAY, "Norge")))
        return at

    def area(self, area: ServiceArea) -> URIRef:
        if area.extent_type == ExtentType.COUNTRY:
            return self._location(NORWAY, "Norge")
        own_id = area.code if re.fullmatch(r"[\w-]+", area.code, re.ASCII) else area.public_id
        return self._location(self.address("area", f"{area.extent_type}-{own_id}"), str(area))

    def _location(self, at: URIRef, name: str) -> URIRef:
        self.graph.add((at, RDF.type, DCTERMS.Location))
        self.say(at, SKOS.prefLabel, name)
        return at

    def _output(self, at: URIRef, service: Service) -> None:
        output = self.thing(self.address("output", service.public_id), CPSVNO.PossibleOutput)
        self.graph.add((at, CPSVNO.hasPossibleOutput, output))
        self.say(output, DCTERMS.title, service.name, service.text_language)
        line = service.in_one_line or service.name
        self.say(output, DCTERMS.description, line, service.text_language)

    def _contact(self, at: URIRef, service: Service, page: str) -> None:
        contact = self.address("contact", service.public_id)
        self.graph.add((contact, RDF.type, CV.ContactPoint))
        self.graph.add((at, CV.contactPoint, contact))
        self.plain(contact, CV.email, service.email)
        self.plain(contact, CV.telephone, service.phone)
        self.point(contact, CV.contactPage, page)
        for code in service.languages:
            if code in LANGUAGES:
                self.point(contact, VCARD.language, EU[f"language/{LANGUAGES[code]}"])

    def _channels(self, at: URIRef, service: Service) -> None:
        ways = (
            ("telephone", VCARD.hasTelephone, Literal(service.phone) if service.phone else None),
            ("e-mail", VCARD.hasEmail, Literal(service.email) if service.email else None),
            ("online-service", VCARD.hasURL, _reference(service.url)),
        )
        for kind, what, value in ways:
            if value is not None:
                channel = self._channel(at, kind, f"{service.public_id}-{kind}")
                self.graph.add((channel, what, value))
                self.say(channel, DCTERMS.description, service.how_to_get_in, service.text_language)
        for place in service.places.all():
            channel = self._channel(at, "service-bureau", f"{service.public_id}-{place.public_id}")
            self.graph.add((channel, VCARD.hasAddress, self._place(service, place)))

    def _channel(self, at: URIRef, kind: str, own_id: str) -> URIRef:
        channel = self.thing(self.address("channel", own_id), CV.Channel)
        self.graph.add((channel, DCTERMS.type, CHANNEL[kind]))
        self.graph.add((at, CV.hasChannel, channel))
        return channel

    def _place(self, service: Service, place: ServicePlace) -> URIRef:
        at = self.address("place", f"{service.public_id}-{place.public_id}")
        self.graph.add((at, RDF.type, VCARD.Address))
        self.plain(at, VCARD["organization-name"], place.name)
        self.plain(at, VCARD["street-address"], place.address)
        self.plain(at, VCARD["postal-code"], place.postal_code)
        self.plain(at, VCARD.locality, place.city)
        return at

    def _costs(self, at: URIRef, service: Service) -> None:
        for cost in service.costs.all():
            own = self._cost(at, f"{service.public_id}-{cost.public_id}")
            amount = Literal(float(cost.amount), datatype=XSD.double)
            self.graph.add((own, CV.hasValue, amount))
            self.point(own, CV.currency, EU["currency/NOK"])
            for text in (cost.unit, cost.note):
                self.say(own, DCTERMS.description, text, service.text_language)
        if service.fees or service.prices:
            own = self._cost(at, f"{service.public_id}-text")
            told = "\n".join(filter(None, (service.fees, service.prices)))
            self.say(own, DCTERMS.description, told, service.text_language)

    def _cost(self, at: URIRef, own_id: str) -> URIRef:
        cost = self.thing(self.address("cost", own_id), CV.Cost)
        self.graph.add((at, CV.hasCost, cost))
        return cost

    def _papers(self, at: URIRef, service: Service) -> None:
        for number, line in enumerate(filter(str.strip, service.required_documents.splitlines())):
            paper = self.thing(
                self.address("paper", f"{service.public_id}-{number}"), CPSVNO.RequiredEvidence
            )
            self.graph.add((at, CPSVNO.hasRequiredEvidence, paper))
            self.say(paper, DCTERMS.title, line, service.text_language)
            self.say(paper, DCTERMS.description, line, service.text_language)

    def _terms(self, at: URIRef, terms: list[Term]) -> None:
        themes = {EVERY_THEME}
        for term in terms:
            if term.taxonomy.name == FUNCTION:
                themes |= {THEMES[term.code]} if term.code in THEMES else set()
                self.say(at, DCAT.keyword, term.name)
            elif term.taxonomy.name == TARGET_GROUP:
                group = self._concept(self.address("term", term.public_id), term.name)
                self.graph.add((at, DCTERMS.audience, group))
        for slug, name in sorted(themes):
            theme = self._concept(LOS[slug], name)
            self.graph.add((at, CV.thematicArea, theme))
            self.graph.add((at, DCAT.theme, theme))

    def _concept(self, at: URIRef, name: str) -> URIRef:
        self.graph.add((at, RDF.type, SKOS.Concept))
        self.say(at, SKOS.prefLabel, name)
        return at

    def turtle(self) -> str:
        return self.graph.serialize(format="turtle")

    def things(self) -> Iterator[str]:
        """Each thing of the graph as a JSON-LD object, for the context of PREFIXES."""
        written = json.loads(self.graph.serialize(format="json-ld", context=context()))
        for thing in written.get("@graph", []):
            yield json.dumps(thing, ensure_ascii=False)


def context() -> dict[str, str]:
    return {prefix: str(namespace) for prefix, namespace in PREFIXES.items()}


def _reference(address: str) -> URIRef | None:
    found = uri_of(address)
    return URIRef(found) if found else None
