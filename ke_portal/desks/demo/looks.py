"""Who has looked at what, and one who opened a plan with a reason. The person reads this."""

from ke_portal.audit import log
from ke_portal.desks.demo import clock
from ke_portal.desks.demo.people import person
from ke_portal.desks.demo.staff import user
from ke_portal.people.actions import open_with_reason

# whose, who looked, what, on which day, at what time
LOOKS = (
    ("Vakker Blomst", "Sprek Bekk", "plan", -1, "15.02"),
    ("Vakker Blomst", "Vennlig Furu", "plan", -2, "9.11"),
    ("Vakker Blomst", "Rolig Stein", "plan", -3, "21.30"),
    ("Vakker Blomst", "Vennlig Furu", "plan", -5, "10.04"),
    ("Vakker Blomst", "Tålmodig Trost", "plan", -8, "11.45"),
    ("Glad Spurv", "Modig Sjø", "plan", -2, "19.05"),
    ("Glad Spurv", "Varm Ask", "own_page", -3, "20.44"),
    ("Glad Spurv", "Blid Havn", "plan", -4, "8.20"),
    ("Rask Falk", "Vennlig Furu", "plan", -10, "13.30"),
    ("Rask Falk", "Trofast Due", "plan", -20, "22.10"),
    ("Stille Vår", "Lun Gran", "plan", -7, "9.55"),
    ("Stille Vår", "Raus Eik", "case", -78, "14.31"),
)


def make_looks() -> None:
    for name, who, what, days, clock_time in LOOKS:
        with clock.on(days, clock_time):
            log.record_lookup(of=person(name), what=what, by=user(who))
    with clock.on(-30, "13.15"):
        open_with_reason(
            person("Vakker Blomst"),
            user=user("Trygg Bølge"),
            reason="Vakker ringte og spurte om hvem som har planen.",
        )
