"""All cases, the oldest first, so that their numbers tell when they were opened."""

from ke_portal.desks.demo import cases_disputed, cases_followed_up, cases_waiting

BY_AGE = (
    cases_disputed.fredelig_as,
    cases_followed_up.rask_falk,
    cases_waiting.stolt_rev,
    cases_disputed.blank_skjaer,
    cases_followed_up.glad_spurv,
    cases_followed_up.munter_hest,
    cases_followed_up.vill_vind,
    cases_disputed.lang_sommer,
    cases_followed_up.vakker_blomst,
    cases_disputed.sindig_alm,
    cases_disputed.varsom_lerke,
    cases_followed_up.stille_var,
    cases_disputed.lur_make,
    cases_waiting.seig_einer,
    cases_waiting.tapper_due,
    cases_waiting.klar_elv,
    cases_waiting.sterk_lind,
    cases_waiting.expected_child,
    cases_waiting.mett_humle,
)


def make_cases() -> None:
    for make in BY_AGE:
        make()
