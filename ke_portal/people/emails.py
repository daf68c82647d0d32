from ke_portal.accounts.models import User
from ke_portal.outbox.actions import queue_email


def tell_invited(user: User, *, occasion: str) -> None:
    """A log-in is ready; how to choose a password. Never what for."""
    queue_email(
        key=f"invited:{occasion}", to=user.email, template="people/invited", language=user.language
    )
