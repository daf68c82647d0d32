from django.db import transaction
from django.utils import timezone

from ke_portal.accounts.models import RoleAssignment, User
from ke_portal.accounts.roles import Role
from ke_portal.audit import log
from ke_portal.audit.verbs import Verb


@transaction.atomic
def give_role(user: User, *, role: Role, by: User | None) -> None:
    """Let `user` work as `role` from today. Giving a role that is held changes nothing."""
    assignment, is_new = RoleAssignment.objects.get_or_create(user=user, role=role, ends_on=None)
    vars(user).pop("roles", None)
    vars(user).pop("permissions", None)
    if is_new:
        log.record(Verb.ROLE_GIVEN, on=assignment, by=by, detail={"role": role})


@transaction.atomic
def end_role(user: User, *, role: Role, by: User | None) -> None:
    """Stop `user` from working as `role`, from now."""
    today = timezone.localdate()
    for assignment in user.role_assignments.filter(role=role, ends_on=None):
        assignment.ends_on = today
        assignment.save(update_fields=["ends_on"])
        log.record(Verb.ROLE_ENDED, on=assignment, by=by, detail={"role": role})
    vars(user).pop("roles", None)
    vars(user).pop("permissions", None)
