"""Who gets what from every address of the portal. A new address needs a row, in its app's part.

`everyone()` is for public pages, `logged_in()` for anyone with an account, `only(…)` for the rest.
Choose `otherwise` as the house does: 403 when the role is wrong, 404 when the record is not theirs
to know about; name single exceptions in `but`. An address with parts says where they come from:
`at=`, a function that makes what it is about and returns the parts. `post_only(…)` is for buttons.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from tests.personas import PERSONAS

TO_LOG_IN = 302
ALL_USERS = tuple(name for name in PERSONAS if name != "anonymous")
CASE_WORKERS = ("an intake worker", "a KE leader")

Parts = Callable[[], dict[str, Any]]


def no_parts() -> dict[str, Any]:
    return {}


class Row(NamedTuple):
    """The agreed answers of one address: persona → status."""

    answers: dict[str, int]
    at: Parts = no_parts
    takes_only_post: bool = False


def everyone(code: int = 200, *, at: Parts = no_parts) -> Row:
    return Row(dict.fromkeys(PERSONAS, code), at)


def logged_in(code: int = 200, *, at: Parts = no_parts) -> Row:
    return only(*ALL_USERS, code=code, at=at)


def only(
    *allowed: str,
    otherwise: int = 403,
    code: int = 200,
    but: dict[str, int] | None = None,
    at: Parts = no_parts,
) -> Row:
    answers = {name: code if name in allowed else otherwise for name in PERSONAS}
    return Row(answers | {"anonymous": TO_LOG_IN} | (but or {}), at)


def post_only(
    *allowed: str,
    otherwise: int = 403,
    but: dict[str, int] | None = None,
    at: Parts = no_parts,
) -> Row:
    return only(*allowed, otherwise=otherwise, but=but, at=at)._replace(takes_only_post=True)


def everyone_presses(*, at: Parts = no_parts) -> Row:
    return everyone(at=at)._replace(takes_only_post=True)


# Addresses that answer without a log-in, by name. Nothing becomes public without a line here.
PUBLIC: set[str] = {
    "set_language",
}

MATRIX: dict[str, Row] = {
    # The whole house
    "set_language": everyone_presses(),
}
