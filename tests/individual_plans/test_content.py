import pytest

from individual_plans import actions
from individual_plans.models import Goal, Plan, Revision
from ke_portal.audit.models import Event
from ke_portal.audit.verbs import Verb
from ke_portal.people.models import GrantRole
from tests.factories import (
    GoalFactory,
    GrantFactory,
    MeasureFactory,
    ParticipantFactory,
    PlanFactory,
    UserFactory,
)
from tests.personas import story_person

pytestmark = pytest.mark.django_db


def test_a_plan_is_started_with_three_answers(persona, granted_plan, as_web):
    coordinator = persona("the coordinator")
    with as_web(coordinator):
        plan = actions.start_plan(
            story_person(), by=coordinator, what_matters="Jeg vil hjem.", helps_today="Sønnen min"
        )
        assert plan.about.what_matters == "Jeg vil hjem."
        assert Revision.objects.filter(plan=plan).count() == 2
    assert Event.objects.get(verb=Verb.PLAN_STARTED).subject == str(plan.public_id)
    assert Plan.objects.get().completeness["c"] is True


def test_a_plan_without_a_decision_is_not_started(persona, as_web):
    coordinator = persona("the coordinator")
    with as_web(coordinator), pytest.raises(actions.NothingGranted):
        actions.start_plan(story_person(), by=coordinator)
    assert not Plan.objects.exists()


def test_a_second_plan_is_not_started(persona, granted_plan, plan, as_web):
    coordinator = persona("the coordinator")
    with as_web(coordinator), pytest.raises(actions.AlreadyHasPlan):
        actions.start_plan(story_person(), by=coordinator)
    assert Plan.objects.count() == 1


def test_an_item_is_added_with_history_audit_and_completeness(persona, plan, as_web):
    coordinator = persona("the coordinator")
    with as_web(coordinator):
        goal = actions.add_goal(plan, by=coordinator, text="Jeg vil gå til biblioteket")
        actions.add_need(plan, by=coordinator, text="Trening", life_area="health")
        actions.add_strength(plan, by=coordinator, text="Jeg er sta")
    revision = Revision.objects.get(item_id=goal.public_id, field="text")
    assert (revision.before, revision.after) == ("", "Jeg vil gå til biblioteket")
    assert (revision.section, revision.by) == ("goals", coordinator)
    event = Event.objects.filter(verb=Verb.PLAN_CHANGED, subject=str(goal.public_id)).get()
    assert event.detail == {"what": "goal", "did": "added"}
    assert "biblioteket" not in str(event.detail)
    assert Plan.objects.get().completeness["a"] is True


def test_a_change_keeps_what_stood_before(persona, plan, as_web):
    coordinator, goal = persona("the coordinator"), GoalFactory(plan=plan, text="Før")
    with as_web(coordinator):
        actions.change_item(goal, by=coordinator, version=1, text="Etter")
    goal.refresh_from_db()
    assert (goal.text, goal.version, goal.changed_by) == ("Etter", 2, coordinator)
    revision = Revision.objects.get(item_id=goal.public_id)
    assert (revision.before, revision.after) == ("Før", "Etter")


def test_a_change_to_nothing_new_leaves_no_trace(plan):
    goal, by = GoalFactory(plan=plan), UserFactory()
    actions.change_item(goal, by=by, version=1, text=goal.text)
    assert not Revision.objects.exists()
    assert Goal.objects.get().version == 1


def test_a_stale_change_is_refused(plan):
    goal, by = GoalFactory(plan=plan), UserFactory()
    actions.change_item(goal, by=by, version=1, text="Den første")
    with pytest.raises(actions.Stale) as stale:
        actions.change_item(goal, by=by, version=1, text="Den andre")
    assert stale.value.current.text == "Den første"
    assert Goal.objects.get().text == "Den første"


def test_a_paused_plan_is_not_written_in(plan):
    goal, by = GoalFactory(plan=plan), UserFactory()
    Plan.objects.update(status="suspended")
    plan.refresh_from_db()
    with pytest.raises(actions.PlanIsLocked):
        actions.change_item(goal, by=by, text="Nytt")
    with pytest.raises(actions.PlanIsLocked):
        actions.add_goal(plan, by=by, text="Nytt")


def test_what_is_removed_can_be_taken_back(plan):
    by, measure = UserFactory(), MeasureFactory(goal__plan=plan)
    goal = measure.goal
    earlier = MeasureFactory(goal=goal)
    actions.remove_item(earlier, by=by)

    actions.remove_item(goal, by=by)
    assert not plan.goals.present().exists()
    assert not plan.measures.present().exists()

    actions.restore_item(goal, by=by)
    assert plan.goals.present().get() == goal
    assert plan.measures.present().get() == measure


def test_removing_and_restoring_twice_changes_nothing(plan):
    goal, by = GoalFactory(plan=plan), UserFactory()
    actions.restore_item(goal, by=by)
    actions.remove_item(goal, by=by)
    actions.remove_item(goal, by=by)
    assert Revision.objects.count() == 1


def test_a_new_status_of_a_measure_counts_from_today(plan):
    measure, by = MeasureFactory(goal__plan=plan, status_since="2026-01-01"), UserFactory()
    changed = actions.change_measure(measure, by=by, version=1, status="ongoing")
    assert str(changed.status_since) > "2026-01-01"


def test_a_refused_measure_says_why(plan):
    measure, by = MeasureFactory(goal__plan=plan), UserFactory()
    with pytest.raises(actions.ReasonNeeded):
        actions.change_measure(measure, by=by, status="rejected")
    with pytest.raises(actions.ReasonNeeded):
        actions.add_measure(plan, by=by, goal=measure.goal, title="Ønsket", status="rejected")
    actions.change_measure(measure, by=by, status="rejected", reason="Ikke ledig plass")


def test_a_measure_keeps_the_name_of_the_responsible(plan):
    by, who = UserFactory(), ParticipantFactory(plan=plan, name="Sprek Bekk", organisation="")
    goal = GoalFactory(plan=plan)
    measure = actions.add_measure(plan, by=by, goal=goal, title="Gå tur", responsible=who)
    assert measure.responsible_name == "Sprek Bekk"

    actions.change_participant(who, by=by, version=1, name="Sprek Elv")
    measure.refresh_from_db()
    assert measure.responsible_name == "Sprek Elv"

    other = ParticipantFactory(plan=plan, name="Tålmodig Trost", organisation="")
    assert actions.change_measure(measure, by=by, responsible=other).responsible_name == other.name


def test_cooperation_is_answered_either_way(plan):
    by = UserFactory()
    assert actions.answer_no_cooperation(plan, by=by).completeness["i"]
    plan.refresh_from_db()
    actions.add_cooperation(plan, by=by, organisation="NAV", purpose="Arbeid")
    plan.refresh_from_db()
    assert not plan.no_cooperation_needed
    assert plan.completeness["i"]


def test_a_writer_of_one_section_keeps_the_whole_completeness_right(persona, plan, as_web):
    GoalFactory(plan=plan)
    actions.add_strength(plan, by=UserFactory(), text="Jeg er sta")
    participant = UserFactory()
    GrantFactory(
        person=plan.person,
        user=participant,
        role=GrantRole.PARTICIPANT,
        sections=["needs"],
        may_write=True,
    )
    with as_web(participant):
        actions.add_need(plan, by=participant, text="Trening", life_area="health")
    assert Plan.objects.get().completeness["a"] is True


def test_contributions_of_all_who_take_part_fill_item_d(plan):
    by, who = UserFactory(), ParticipantFactory(plan=plan)
    actions.add_contribution(plan, by=by, text="Jeg trener hver dag")
    assert not Plan.objects.get().completeness["d"]
    actions.add_contribution(plan, by=by, text="Trener to ganger i uka", participant=who)
    assert Plan.objects.get().completeness["d"]


def test_what_matters_is_changed(plan):
    by = UserFactory()
    about = actions.change_about(plan, by=by, version=1, urgent="Jeg ser dårligere")
    assert (about.urgent, about.version) == ("Jeg ser dårligere", 2)
    with pytest.raises(actions.Stale):
        actions.change_about(plan, by=by, version=1, urgent="Noe annet")


def test_what_matters_is_written_where_nothing_stood():
    plan = PlanFactory()
    assert actions.change_about(plan, by=UserFactory(), what_matters="Ro").what_matters == "Ro"
