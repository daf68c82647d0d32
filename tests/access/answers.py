"""The words in which `matrix.py` says who gets what."""

from collections.abc import Callable
from typing import Any, NamedTuple

from tests.personas import PERSONAS

TO_LOG_IN = 302
ALL_USERS = tuple(name for name in PERSONAS if name != "anonymous")

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


def everyone_presses(*, at: Parts = no_parts) -> Row:
    return everyone(at=at)._replace(takes_only_post=True)


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
