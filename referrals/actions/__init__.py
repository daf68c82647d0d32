"""What can happen to referrals and cases. One function each; nothing else writes."""

from referrals.actions.casework import (
    close_case,
    follow_up,
    note,
    note_due_dates,
    send_preliminary_answer,
    start_assessment,
    take_case,
)
from referrals.actions.clarifying import (
    answer_question,
    ask_for_more,
    forward_referral,
    reject_spam,
    restore_referral,
    withdraw_referral,
)
from referrals.actions.deciding import (
    AlreadyDecided,
    ConditionsMet,
    ConditionsUnmet,
    JudgedLine,
    NothingDecided,
    RightNotDecidedHere,
    decide_case,
)
from referrals.actions.intake import (
    NewPerson,
    NotConnected,
    Paper,
    PaperRefused,
    receive_referral,
    register_by_phone,
    register_referral,
)
from referrals.actions.steps import ReferralsRemain, StepNotPossible

__all__ = [
    "AlreadyDecided",
    "ConditionsMet",
    "ConditionsUnmet",
    "JudgedLine",
    "NewPerson",
    "NotConnected",
    "NothingDecided",
    "Paper",
    "PaperRefused",
    "ReferralsRemain",
    "RightNotDecidedHere",
    "StepNotPossible",
    "answer_question",
    "ask_for_more",
    "close_case",
    "decide_case",
    "follow_up",
    "forward_referral",
    "note",
    "note_due_dates",
    "receive_referral",
    "register_by_phone",
    "register_referral",
    "reject_spam",
    "restore_referral",
    "send_preliminary_answer",
    "start_assessment",
    "take_case",
    "withdraw_referral",
]
