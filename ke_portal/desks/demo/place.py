"""The invented places: three municipalities, a trust, our unit and the bodies that people work in."""

from ke_portal.organisations.models import (
    Catchment,
    CoordinatingUnit,
    Municipality,
    Organisation,
    OrganisationKind,
    UnitForm,
    UnitLevel,
    UnitMember,
    UnitTeam,
)

COUNTY = "Vågland"
# number, name, form of the language, and where it would lie: in the open sea off Helgeland
MUNICIPALITIES = (
    ("9901", "Solvåg", "nb", 65.62, 10.42),
    ("9902", "Granfjord", "nn", 65.82, 10.05),
    ("9903", "Elvedal", "", 65.42, 10.25),
)
TRUST = "Sjøbris sykehus HF"

# name, kind, number of the municipality it belongs to
BODIES = (
    ("Solvåg kommune", OrganisationKind.MUNICIPALITY, "9901"),
    ("Granfjord kommune", OrganisationKind.MUNICIPALITY, "9902"),
    ("Elvedal kommune", OrganisationKind.MUNICIPALITY, "9903"),
    ("Vågland fylkeskommune", OrganisationKind.COUNTY, None),
    (TRUST, OrganisationKind.TRUST, None),
    ("NAV Solvåg", OrganisationKind.NAV_OFFICE, "9901"),
    ("NAV Granfjord", OrganisationKind.NAV_OFFICE, "9902"),
    ("NAV Hjelpemiddelsentral Sjøbris", OrganisationKind.NAV_OFFICE, None),
    ("Torget legesenter", OrganisationKind.OTHER, "9901"),
    ("Lyngheia barnehage", OrganisationKind.KINDERGARTEN, "9901"),
    ("Strandheim skole", OrganisationKind.SCHOOL, "9901"),
    ("Solvåg videregående skole", OrganisationKind.SCHOOL, "9901"),
    ("Lyspunkt Bedrift AS", OrganisationKind.PRIVATE_INSTITUTION, "9901"),
    ("Vågenebbet Fysioterapi og Trening AS", OrganisationKind.PRIVATE_INSTITUTION, "9901"),
    ("Stillevik rehabiliteringssenter", OrganisationKind.PRIVATE_INSTITUTION, None),
    ("Tindeglød Helsesportssenter", OrganisationKind.PRIVATE_INSTITUTION, None),
    ("Havglimt-senteret", OrganisationKind.PRIVATE_INSTITUTION, None),
    ("Storeneset spesialsykehus", OrganisationKind.PRIVATE_HOSPITAL, None),
    ("Familievernkontoret i Solvåg", OrganisationKind.OTHER, "9901"),
    ("Solvåg Frivilligsentral", OrganisationKind.VOLUNTARY, "9901"),
    ("Foreningen Ny Vår", OrganisationKind.VOLUNTARY, None),
    ("Foreningen Lysglimt", OrganisationKind.VOLUNTARY, None),
    ("Foreningen Lettere Steg", OrganisationKind.VOLUNTARY, None),
    ("Forbundet Rett og Rampe", OrganisationKind.VOLUNTARY, None),
)
WITH_AGREEMENT = {
    "Stillevik rehabiliteringssenter",
    "Tindeglød Helsesportssenter",
    "Havglimt-senteret",
    "Storeneset spesialsykehus",
}
PARTS = {
    "Solvåg kommune": (
        "Koordinerende enhet",
        "Fysio- og ergoterapitjenesten",
        "Hjemmetjenesten",
        "Logopedtjenesten",
        "Psykisk helse og rus",
        "Helsestasjonen",
        "Pedagogisk-psykologisk tjeneste",
        "Tildelingskontoret",
        "Barnekoordinatorene",
        "Kultur og fritid",
        "Bofellesskapet Skogly",
        "Digitalisering",
    ),
    TRUST: (
        "Slagenheten",
        "Barne- og ungdomshabilitering",
        "Føde- og barselavdelingen",
        "FACT-teamet",
        "Koordinerende enhet",
    ),
}
SEATS = (
    ("Leder for koordinerende enhet", "Helse og velferd"),
    ("Rådgiver", "Helse og velferd"),
    ("Systemkoordinator for individuell plan", "Helse og velferd"),
    ("Virksomhetsleder oppvekst", "Oppvekst"),
    ("Avdelingsleder NAV", "NAV"),
)
TEAMS = (
    ("Barn og unge", "Barn, unge og familier, fra venting til 18 år"),
    ("Voksne", "Voksne og eldre"),
)


def make_place() -> None:
    """Everything that is not a person. Made in one go in an empty demo."""
    municipalities = {
        number: Municipality.objects.create(
            number=number,
            name=name,
            county_name=COUNTY,
            language_form=form,
            latitude=latitude,
            longitude=longitude,
            is_invented=True,
        )
        for number, name, form, latitude, longitude in MUNICIPALITIES
    }
    for name, kind, number in BODIES:
        Organisation.objects.create(
            name=name,
            kind=kind,
            municipality=municipalities[number] if number else None,
            has_agreement=name in WITH_AGREEMENT,
            is_invented=True,
        )
    for parent_name, names in PARTS.items():
        parent = body(parent_name)
        for name in names:
            Organisation.objects.create(
                name=name,
                kind=OrganisationKind.OTHER,
                parent=parent,
                municipality=parent.municipality,
                is_invented=True,
            )
    for municipality in municipalities.values():
        Catchment.objects.create(trust=body(TRUST), municipality=municipality)
    make_our_unit()
    make_other_units()


def make_our_unit() -> None:
    unit = CoordinatingUnit.objects.create(
        organisation=body("Solvåg kommune"),
        level=UnitLevel.MUNICIPALITY,
        form=UnitForm.OFFICE,
        display_name="Koordinerende enhet i Solvåg",
        placed_under="Kommunalsjef helse og velferd",
        phone="99 00 11 22",
        phone_hours="kl. 9–15",
        email="koordinerende.enhet@solvag.example",
        website="https://www.solvag.example/koordinerende-enhet",
        visiting_address="Torget 1, 9995 Solvåg",
        postal_address="Postboks 1, 9995 Solvåg",
        group_criterion="Når minst tre tjenester er inne, og personen selv ønsker at de møtes.",
        is_ours=True,
    )
    for name, about in TEAMS:
        UnitTeam.objects.create(unit=unit, name=name, about=about)
    for role, sector in SEATS:
        UnitMember.objects.create(unit=unit, role=role, sector=sector)


def make_other_units() -> None:
    CoordinatingUnit.objects.create(
        organisation=body(TRUST),
        level=UnitLevel.TRUST,
        form=UnitForm.OFFICE,
        display_name="Koordinerende enhet i Sjøbris sykehus HF",
        phone="99 00 15 60",
        phone_hours="kl. 8–15",
        email="ke@sjobris.example",
        visiting_address="Sykehusveien 1, 9995 Solvåg",
    )
    CoordinatingUnit.objects.create(
        organisation=body("Granfjord kommune"),
        level=UnitLevel.MUNICIPALITY,
        form=UnitForm.PERSON,
        display_name="Koordinerande eining i Granfjord",
        phone="99 00 13 05",
        phone_hours="kl. 9–14",
        email="koordinerande.eining@granfjord.example",
        visiting_address="Fjordgata 10, 9996 Granfjord",
    )
    CoordinatingUnit.objects.create(
        organisation=body("Elvedal kommune"),
        level=UnitLevel.MUNICIPALITY,
        form=UnitForm.TEAM,
        display_name="Koordinerende enhet i Elvedal",
        phone="99 00 14 01",
        phone_hours="kl. 10–14",
        email="koordinerende.enhet@elvedal.example",
    )


def solvag() -> Municipality:
    return Municipality.objects.get(number="9901", valid_to=None)


def body(name: str, part_of: str | None = None) -> Organisation:
    """The invented organisation of that name; a part of `part_of` when two bodies have one so called."""
    found = Organisation.objects.select_related("parent", "municipality").filter(
        name=name, is_invented=True
    )
    return found.get(parent__name=part_of) if part_of else found.get()
