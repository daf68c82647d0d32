"""How long a change takes that tells people by e-mail, with the broker that REDIS_URL names. Figures as JSON."""

from datetime import timedelta
from statistics import median, quantiles
from time import perf_counter

from django.db import connection
from django.utils import timezone

from benchmarks.known import COORDINATOR, PLAN
from benchmarks.measuring import hand_over, refuse_other_roles
from individual_plans.actions import plan_meeting
from individual_plans.models import Plan
from ke_portal.accounts.models import User
from ke_portal.rowsecurity.acting import acting_as

WARM_UPS = 2
SAVES = 15


def save_once(by: User) -> float:
    """Plan a meeting, commit, and nudge a worker. Milliseconds."""
    start = perf_counter()
    with acting_as(by):
        plan = Plan.objects.select_related("person").get(public_id=PLAN)
        plan_meeting(
            plan,
            by=by,
            starts_at=timezone.now() + timedelta(days=40),
            purpose="Hvordan går det?",
        )
    connection.close()
    return (perf_counter() - start) * 1000


def main() -> None:
    """Save some times and hand over the median."""
    refuse_other_roles()
    by = User.objects.get(email=COORDINATOR)
    for _number in range(WARM_UPS):
        save_once(by)
    taken = [save_once(by) for _number in range(SAVES)]
    hand_over({"median": median(taken), "p95": quantiles(taken, n=20)[-1]})


if __name__ == "__main__":
    main()
