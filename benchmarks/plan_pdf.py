"""The PDF of a full plan, through the whole middleware as the person. Figures as JSON."""

from benchmarks.known import PLAN, RESIDENT
from benchmarks.measuring import OUR_ADDRESSES, Page, hand_over, refuse_other_roles, take_time

REQUESTS = 7
PAGE = Page("Plan as PDF", f"/planer/{PLAN}/pdf/", RESIDENT)


def main() -> None:
    """Fewer requests than for a page, since each takes so much longer."""
    refuse_other_roles()
    with OUR_ADDRESSES:
        hand_over(take_time(PAGE, requests=REQUESTS, warm_ups=1))


if __name__ == "__main__":
    main()
