"""Who gets what from every address of the portal. A new address needs a row, in its app's part.

`everyone()` is for public pages, `logged_in()` for anyone with an account, `only(…)` for the rest.
Choose `otherwise` as the house does: 403 when the role is wrong, 404 when the record is not theirs
to know about; name single exceptions in `but`. An address with parts says where they come from:
`at=`, a function of `story.py` that makes what it is about. `post_only(…)` is for buttons, where the
answer of those who may press is whatever is no refusal.
"""

from tests.access import story
from tests.access.answers import Row, everyone, everyone_presses, logged_in, only, post_only

CASE_WORKERS = ("an intake worker", "a KE leader")
COORDINATORS = ("the coordinator", "another coordinator")
AT_OWN_PAGE = ("a stranger", "a participant", "a former participant", "the person", "a next of kin")
LEADERS_OF_COORDINATORS = (*CASE_WORKERS, "a service area leader")

WRITERS_OF_THE_PLAN = ("the coordinator", "the person")
EDITORS = (*CASE_WORKERS, "a catalogue editor", "a system administrator")
READERS_OF_THE_PLAN = (*WRITERS_OF_THE_PLAN, "a participant", "a next of kin")

# Addresses that answer without a log-in, by name. Nothing becomes public without a line here.
PUBLIC: set[str] = {
    # the whole house
    "set_language",
    # accounts
    "accounts:demo",
    # desks
    "desks:front",
    "desks:accessibility",
    "desks:privacy",
    "desks:healthz",
    "desks:readyz",
    # services_catalog
    "services_catalog:list",
    "services_catalog:suggestions",
    "services_catalog:detail",
    "services_catalog:saved",
    "services_catalog:watch",
    "services_catalog:watch_sent",
    "services_catalog:watched",
    "services_catalog:end_watch",
    "open_data:page",
    "open_data:snippet",
    "embedded:search_box",
    "open_data:cpsv",
    "open_data:cpsv_turtle",
    "open_data:cpsv_json_ld",
    "hsds:about",
    "hsds:openapi",
    "services_catalog:report",
    "services_catalog:missing",
    "services_catalog:count_search",
    "services_catalog:confirm",
    "services_catalog:guide",
    "hsds:services",
    "hsds:service",
    "hsds:organizations",
    "hsds:organization",
    "hsds:service_at_locations",
    "hsds:service_at_location",
    "hsds:taxonomies",
    "hsds:taxonomy",
    "hsds:taxonomy_terms",
    "hsds:taxonomy_term",
    # referrals
    "referrals:start",
    "referrals:send",
    "referrals:thanks",
    "referrals:receipt",
    "referrals:status",
}

MATRIX: dict[str, Row] = {
    # the whole house
    "set_language": everyone_presses(),
    # accounts
    "accounts:after_login": logged_in(302),
    "accounts:wear_hat": post_only(
        *CASE_WORKERS, "a system coordinator", otherwise=404, at=lambda: {"name": "ke"}
    ),
    "accounts:demo": everyone(),
    # desks
    "desks:front": everyone(),
    "desks:accessibility": everyone(),
    "desks:privacy": everyone(),
    "desks:healthz": everyone(),
    "desks:readyz": everyone(),
    "desks:my_page": only(*AT_OWN_PAGE),
    "desks:switch_person": post_only(
        "the person",
        "a next of kin",
        but=dict.fromkeys(("a stranger", "a participant", "a former participant"), 404),
        at=story.the_person,
    ),
    "desks:ask_for_help": only(
        "the person",
        "a next of kin",
        but=dict.fromkeys(("a stranger", "a participant", "a former participant"), 404),
        at=lambda: story.the_person() | {"kind": "nothing_happens"},
    ),
    "desks:who_has_looked": only(
        "the person",
        but={name: 404 for name in AT_OWN_PAGE if name != "the person"},
        at=story.the_person,
    ),
    "desks:workbench": only(*COORDINATORS),
    "desks:ask_next_step": only(
        "the coordinator", but={"another coordinator": 404}, at=story.the_person
    ),
    "desks:ke": only(*CASE_WORKERS, "a system coordinator"),
    "desks:invite": only(*CASE_WORKERS, at=story.the_person),
    "desks:open_with_reason": only(*CASE_WORKERS, at=story.the_person),
    # services_catalog
    "services_catalog:list": everyone(),
    "services_catalog:suggestions": everyone(),
    "services_catalog:detail": everyone(at=story.a_service),
    "services_catalog:saved": everyone(),
    "services_catalog:watch": everyone(),
    "services_catalog:watch_sent": everyone(),
    "services_catalog:watched": everyone(at=story.a_watch),
    "services_catalog:end_watch": everyone(at=story.a_watch),
    "open_data:page": everyone(),
    "open_data:snippet": everyone(),
    "embedded:search_box": everyone(),
    "open_data:cpsv": everyone(),
    "open_data:cpsv_turtle": everyone(),
    "open_data:cpsv_json_ld": everyone(),
    "hsds:about": everyone(),
    "hsds:openapi": everyone(),
    "services_catalog:report": everyone(at=story.a_service),
    "services_catalog:missing": everyone(),
    "services_catalog:count_search": everyone_presses(),
    "services_catalog:confirm": everyone(at=story.a_letter),
    "services_catalog:mine": only("a provider"),
    "services_catalog:add_mine": only("a provider"),
    "services_catalog:edit_mine": only("a provider", at=story.an_own_service),
    "services_catalog:move_mine": post_only("a provider", at=story.an_own_draft),
    "services_catalog:withdraw_mine": post_only("a provider", at=story.an_own_service),
    "services_catalog:preview_mine": only("a provider", at=story.an_own_service),
    "services_catalog:desk": only(*EDITORS),
    "services_catalog:add": only(*EDITORS),
    "services_catalog:entries": only(*EDITORS),
    "services_catalog:waiting": only(*EDITORS, at=lambda: {"kind": "forslag"}),
    "services_catalog:proposal": only(*EDITORS, at=story.a_proposal),
    "services_catalog:handle_feedback": post_only(*EDITORS, at=story.some_feedback),
    "services_catalog:edit": only(*EDITORS, at=story.a_service),
    "services_catalog:move": post_only(*EDITORS, at=story.a_service),
    "services_catalog:preview": only(*EDITORS, at=story.a_service),
    "services_catalog:confirm_entry": post_only(*EDITORS, at=story.a_service),
    "services_catalog:history": only(*EDITORS, at=story.a_service),
    "services_catalog:restore": post_only(*EDITORS, at=story.a_revision),
    "services_catalog:wishes": only(*EDITORS),
    "services_catalog:settle_wish": post_only(*EDITORS, at=lambda: {"word": "parkeringsbot"}),
    "services_catalog:sheet": only(*EDITORS),
    "services_catalog:download": only(*EDITORS, at=lambda: {"form": "csv"}),
    "services_catalog:apply_sheet": post_only(
        "a catalogue editor",
        but=dict.fromkeys((*CASE_WORKERS, "a system administrator"), 404),
        at=story.a_sheet,
    ),
    "services_catalog:guide": everyone(),
    "hsds:services": everyone(),
    "hsds:service": everyone(at=story.a_service_by_id),
    "hsds:organizations": everyone(),
    "hsds:organization": everyone(at=story.a_provider_by_id),
    "hsds:service_at_locations": everyone(),
    "hsds:service_at_location": everyone(at=story.a_place_by_id),
    "hsds:taxonomies": everyone(),
    "hsds:taxonomy": everyone(at=story.a_taxonomy_by_id),
    "hsds:taxonomy_terms": everyone(),
    "hsds:taxonomy_term": everyone(at=story.a_term_by_id),
    # referrals
    "referrals:start": everyone(),
    "referrals:send": everyone(at=lambda: {"who": "meg"}),
    "referrals:thanks": everyone(),
    "referrals:receipt": everyone(404),
    "referrals:status": everyone(),
    "referrals:my_case": only("the person", otherwise=404, at=story.a_case),
    "referrals:letter": only(*CASE_WORKERS, "the person", otherwise=404, at=story.a_decision),
    "referrals:list": only(*CASE_WORKERS),
    "referrals:by_phone": only(*CASE_WORKERS),
    "referrals:detail": only(*CASE_WORKERS, at=story.a_referral),
    "referrals:register": only(*CASE_WORKERS, at=story.a_referral),
    "referrals:ask": only(*CASE_WORKERS, at=story.a_referral),
    "referrals:forward": only(*CASE_WORKERS, at=story.a_referral),
    "referrals:withdraw": only(*CASE_WORKERS, at=story.a_referral),
    "referrals:reject": post_only(*CASE_WORKERS, at=story.a_referral),
    "referrals:restore": post_only(*CASE_WORKERS, at=story.a_referral),
    "referrals:answer": only(*CASE_WORKERS, at=story.a_question),
    "referrals:attachment": only(*CASE_WORKERS, at=story.a_paper),
    "referrals:cases": only(*CASE_WORKERS),
    "referrals:case": only(*CASE_WORKERS, at=story.a_case),
    "referrals:take": post_only(*CASE_WORKERS, at=story.a_case),
    "referrals:assess": post_only(*CASE_WORKERS, at=story.a_case),
    "referrals:follow_up": post_only(*CASE_WORKERS, at=story.a_case),
    "referrals:note": post_only(*CASE_WORKERS, at=story.a_case),
    "referrals:preliminary": only(*CASE_WORKERS, at=story.a_case),
    "referrals:decide": only(*CASE_WORKERS, at=story.a_case),
    "referrals:draft_letter": post_only(*CASE_WORKERS, at=story.a_case),
    "referrals:close": only(*CASE_WORKERS, at=story.a_case),
    # coordinators
    "coordinators:register": only(*CASE_WORKERS),
    "coordinators:list": only(*LEADERS_OF_COORDINATORS, "a system coordinator"),
    "coordinators:person": only(*CASE_WORKERS, at=story.the_person),
    "coordinators:appoint": only(*CASE_WORKERS, at=story.the_person),
    "coordinators:end": only(
        *CASE_WORKERS, but={"a service area leader": 404}, at=story.an_appointment
    ),
    "coordinators:accept": post_only(
        "the coordinator",
        but={"another coordinator": 404},
        at=story.an_unanswered_appointment,
    ),
    "coordinators:decline": only(
        "the coordinator",
        but={"another coordinator": 404},
        at=story.an_unanswered_appointment,
    ),
    "coordinators:absence": only(*CASE_WORKERS, at=story.the_coordinator_in_the_register),
    "coordinators:answer_help": only(*CASE_WORKERS, at=story.a_call_for_help),
    # individual_plans
    "individual_plans:heads": only(*CASE_WORKERS, "a system coordinator"),
    "individual_plans:start": only(
        "the coordinator", but={"another coordinator": 404}, at=story.someone_without_a_plan
    ),
    "individual_plans:detail": only(*READERS_OF_THE_PLAN, otherwise=404, at=story.a_plan),
    "individual_plans:pdf": only(*READERS_OF_THE_PLAN, otherwise=404, at=story.a_plan),
    "individual_plans:who_has_looked": only("the person", otherwise=404, at=story.a_plan),
    "individual_plans:edit": only(*WRITERS_OF_THE_PLAN, otherwise=404, at=story.a_plan),
    "individual_plans:change_about": only(*WRITERS_OF_THE_PLAN, otherwise=404, at=story.a_plan),
    "individual_plans:change_frame": only(*WRITERS_OF_THE_PLAN, otherwise=404, at=story.a_plan),
    "individual_plans:answer_no_cooperation": post_only(
        *WRITERS_OF_THE_PLAN, otherwise=404, at=story.a_plan
    ),
    "individual_plans:add_item": only(*WRITERS_OF_THE_PLAN, otherwise=404, at=story.a_kind_of_item),
    "individual_plans:change_item": only(*WRITERS_OF_THE_PLAN, otherwise=404, at=story.a_goal),
    "individual_plans:remove_item": only(*WRITERS_OF_THE_PLAN, otherwise=404, at=story.a_goal),
    "individual_plans:restore_item": post_only(
        *WRITERS_OF_THE_PLAN, otherwise=404, at=story.a_goal
    ),
    "individual_plans:activate": post_only(*WRITERS_OF_THE_PLAN, otherwise=404, at=story.a_plan),
    "individual_plans:revise": post_only(*WRITERS_OF_THE_PLAN, otherwise=404, at=story.a_plan),
    "individual_plans:end": only(*WRITERS_OF_THE_PLAN, otherwise=404, at=story.a_plan),
    "individual_plans:consent": only(*WRITERS_OF_THE_PLAN, otherwise=404, at=story.a_plan),
    "individual_plans:give_plan_consent": only(
        *WRITERS_OF_THE_PLAN, otherwise=404, at=story.a_plan
    ),
    "individual_plans:share": only(*WRITERS_OF_THE_PLAN, otherwise=404, at=story.a_plan),
    "individual_plans:withdraw": only(*WRITERS_OF_THE_PLAN, otherwise=404, at=story.a_consent),
    "individual_plans:meetings": only(
        *WRITERS_OF_THE_PLAN, "a participant", otherwise=404, at=story.a_plan
    ),
    "individual_plans:plan_meeting": only(*WRITERS_OF_THE_PLAN, otherwise=404, at=story.a_plan),
    "individual_plans:change_meeting": only(
        *WRITERS_OF_THE_PLAN, otherwise=404, at=story.a_meeting
    ),
    "individual_plans:cancel_meeting": only(
        *WRITERS_OF_THE_PLAN, otherwise=404, at=story.a_meeting
    ),
    "individual_plans:plan_review": only(*WRITERS_OF_THE_PLAN, otherwise=404, at=story.a_plan),
    "individual_plans:hold_review": only(*WRITERS_OF_THE_PLAN, otherwise=404, at=story.a_review),
    # networks
    "networks:list": only(*CASE_WORKERS, *COORDINATORS, "a partner"),
    "networks:detail": only(
        *CASE_WORKERS, "a partner", but=dict.fromkeys(COORDINATORS, 404), at=story.a_network
    ),
    "networks:gathering": only(
        *CASE_WORKERS, "a partner", but=dict.fromkeys(COORDINATORS, 404), at=story.a_gathering
    ),
    "networks:plan_gathering": only(*CASE_WORKERS, at=story.a_network),
}
