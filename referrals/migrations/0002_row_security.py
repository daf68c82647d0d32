from django.db import migrations

from ke_portal.rowsecurity.operations import protect

# A case and everything in it are about one person, whatever the application says.
SAME_PERSON = """
ALTER TABLE referrals_referral ADD CONSTRAINT referral_is_about_the_person_of_its_case
    FOREIGN KEY (case_id, person_id) REFERENCES referrals_case (id, person_id) DEFERRABLE;
ALTER TABLE referrals_decision ADD CONSTRAINT decision_is_about_the_person_of_its_case
    FOREIGN KEY (case_id, person_id) REFERENCES referrals_case (id, person_id) DEFERRABLE;
ALTER TABLE referrals_preliminaryanswer ADD CONSTRAINT answer_is_about_the_person_of_its_case
    FOREIGN KEY (case_id, person_id) REFERENCES referrals_case (id, person_id) DEFERRABLE;
ALTER TABLE referrals_decisionline ADD CONSTRAINT line_is_about_the_person_of_its_decision
    FOREIGN KEY (decision_id, person_id) REFERENCES referrals_decision (id, person_id) DEFERRABLE;
"""
UNDO_SAME_PERSON = """
ALTER TABLE referrals_decisionline DROP CONSTRAINT line_is_about_the_person_of_its_decision;
ALTER TABLE referrals_preliminaryanswer DROP CONSTRAINT answer_is_about_the_person_of_its_case;
ALTER TABLE referrals_decision DROP CONSTRAINT decision_is_about_the_person_of_its_case;
ALTER TABLE referrals_referral DROP CONSTRAINT referral_is_about_the_person_of_its_case;
"""
# The steps of `rules.REFERRAL_STEPS` and `rules.CASE_STEPS`, as `from>to`.
STEPS = """
CREATE FUNCTION ke_refuse_impossible_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.status || '>' || NEW.status = ANY (TG_ARGV) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '%: % cannot follow %', TG_NAME, NEW.status, OLD.status
        USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
END $$;
CREATE FUNCTION ke_refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%: what was decided is never rewritten', TG_NAME
        USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
END $$;
CREATE TRIGGER referral_takes_a_possible_step BEFORE UPDATE OF status ON referrals_referral
    FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status)
    EXECUTE FUNCTION ke_refuse_impossible_step(
        'received>registered', 'received>clarifying', 'received>forwarded', 'received>withdrawn',
        'received>rejected_spam',
        'registered>clarifying', 'registered>assessed', 'registered>forwarded', 'registered>withdrawn',
        'clarifying>received', 'clarifying>registered', 'clarifying>assessed', 'clarifying>forwarded',
        'clarifying>withdrawn',
        'rejected_spam>received'
    );
CREATE TRIGGER case_takes_a_possible_step BEFORE UPDATE OF status ON referrals_case
    FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status)
    EXECUTE FUNCTION ke_refuse_impossible_step(
        'open>waiting_info', 'open>in_assessment', 'open>decided', 'open>closed',
        'waiting_info>open', 'waiting_info>in_assessment', 'waiting_info>closed',
        'in_assessment>open', 'in_assessment>waiting_info', 'in_assessment>decided', 'in_assessment>closed',
        'decided>open', 'decided>complaint', 'decided>follow_up', 'decided>closed',
        'complaint>upheld', 'complaint>changed', 'complaint>forwarded_to_governor',
        'upheld>forwarded_to_governor', 'upheld>follow_up', 'upheld>closed',
        'changed>follow_up', 'changed>closed',
        'forwarded_to_governor>governor_outcome',
        'governor_outcome>changed', 'governor_outcome>follow_up', 'governor_outcome>closed',
        'follow_up>open', 'follow_up>complaint', 'follow_up>closed'
    );
CREATE TRIGGER decision_is_never_rewritten BEFORE UPDATE ON referrals_decision
    FOR EACH ROW EXECUTE FUNCTION ke_refuse_rewriting();
CREATE TRIGGER decision_line_is_never_rewritten BEFORE UPDATE ON referrals_decisionline
    FOR EACH ROW EXECUTE FUNCTION ke_refuse_rewriting();
"""
UNDO_STEPS = """
DROP TRIGGER decision_line_is_never_rewritten ON referrals_decisionline;
DROP TRIGGER decision_is_never_rewritten ON referrals_decision;
DROP TRIGGER case_takes_a_possible_step ON referrals_case;
DROP TRIGGER referral_takes_a_possible_step ON referrals_referral;
DROP FUNCTION ke_refuse_rewriting();
DROP FUNCTION ke_refuse_impossible_step();
"""

HANDLES = "(SELECT ke_handles_cases())"
OWN_CASE = "person_id = ANY (ARRAY (SELECT ke_persons('case')))"
# Anyone may tell of a need; only the KE says what becomes of it.
NEW_REFERRAL = (
    f"{HANDLES} OR (status = 'received' AND person_id IS NULL AND case_id IS NULL AND registered_at IS NULL"
    " AND NOT identity_confirmed AND NOT notifier_may_hear)"
)
OWN_RECEIPT = (
    f"{HANDLES} OR EXISTS (SELECT 1 FROM referrals_referral r"  # noqa: S608
    " WHERE r.public_id = referral_id AND r.receipt_hash = ke_receipt())"
)


class Migration(migrations.Migration):
    """Who may see and change referrals and cases, and which steps are possible."""

    dependencies = [("referrals", "0001_initial"), ("people", "0002_row_security")]
    operations = [
        migrations.RunSQL(SAME_PERSON, UNDO_SAME_PERSON),
        migrations.RunSQL(STEPS, UNDO_STEPS),
        protect(
            "referrals_referral",
            read=f"{HANDLES} OR receipt_hash = ke_receipt()",
            write=HANDLES,
            insert=NEW_REFERRAL,
            delete="false",
        ),
        protect(
            "referrals_attachment", read=HANDLES, write="false", insert=OWN_RECEIPT, delete="false"
        ),
        protect("referrals_question", read=HANDLES, write=HANDLES, delete="false"),
        protect("referrals_case", read=f"{HANDLES} OR {OWN_CASE}", write=HANDLES, delete="false"),
        protect("referrals_casenote", read=HANDLES, write="false", insert=HANDLES, delete="false"),
        protect(
            "referrals_preliminaryanswer",
            read=f"{HANDLES} OR {OWN_CASE}",
            write="false",
            insert=HANDLES,
            delete="false",
        ),
        protect(
            "referrals_decision",
            read=f"{HANDLES} OR {OWN_CASE}",
            write="false",
            insert=HANDLES,
            delete="false",
        ),
        # Locked while a coordinator is appointed, which asks for the right to change; a trigger refuses the change.
        protect(
            "referrals_decisionline", read=f"{HANDLES} OR {OWN_CASE}", write=HANDLES, delete="false"
        ),
    ]
