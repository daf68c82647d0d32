from individual_plans.forms.base import (
    ItemForm,
    PlanForm,
    shown_value,
)
from individual_plans.forms.course import (
    FrameForm,
    HoldReviewForm,
    MeetingForm,
    PlanConsentForm,
    ReasonForm,
    ReviewForm,
    ShareConsentForm,
    StartForm,
)
from individual_plans.forms.items import (
    AboutForm,
    ContributionForm,
    CooperationForm,
    GoalForm,
    MeasureForm,
    NeedForm,
    ParticipantForm,
    StrengthForm,
)

__all__ = [
    "AboutForm",
    "ContributionForm",
    "CooperationForm",
    "FrameForm",
    "GoalForm",
    "HoldReviewForm",
    "ItemForm",
    "MeasureForm",
    "MeetingForm",
    "NeedForm",
    "ParticipantForm",
    "PlanConsentForm",
    "PlanForm",
    "ReasonForm",
    "ReviewForm",
    "ShareConsentForm",
    "StartForm",
    "StrengthForm",
    "shown_value",
]
