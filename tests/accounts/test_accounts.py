from datetime import timedelta

import pytest
from django.contrib.auth import get_backends
from django.contrib.auth.models import Permission
from django.db.utils import IntegrityError
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from ke_portal.accounts.actions import end_role, give_role
from ke_portal.accounts.models import RoleAssignment, User
from ke_portal.accounts.roles import ROLE_PERMISSIONS, Role
from ke_portal.audit.models import Event
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


def test_roles_name_real_permissions():
    real = {
        f"{app}.{name}"
        for app, name in Permission.objects.values_list("content_type__app_label", "codename")
    }
    named = set().union(*ROLE_PERMISSIONS.values())
    assert named - real == set()


def test_every_role_has_its_permissions():
    assert set(ROLE_PERMISSIONS) == set(Role)


def test_who_is_logged_in_comes_with_the_roles(django_assert_num_queries):
    user = UserFactory(roles=[Role.KE_STAFF, Role.COORDINATOR])
    RoleAssignment.objects.create(user=user, role=Role.PARTNER, ends_on=timezone.localdate())
    with django_assert_num_queries(1):
        found = get_backends()[0].get_user(user.pk)
        assert found.roles == {Role.KE_STAFF, Role.COORDINATOR}


def test_a_closed_user_is_logged_out():
    user = UserFactory(is_active=False)
    assert get_backends()[0].get_user(user.pk) is None
    assert get_backends()[0].get_user(0) is None


def test_a_role_gives_and_its_end_takes():
    user = UserFactory()
    give_role(user, role=Role.KE_STAFF, by=None)
    give_role(user, role=Role.KE_STAFF, by=None)
    assert user.has_perm("referrals.view_referral")
    assert RoleAssignment.objects.count() == 1
    end_role(user, role=Role.KE_STAFF, by=None)
    assert not user.has_perm("referrals.view_referral")
    assert Event.objects.count() == 2


def test_a_coming_role_gives_nothing_yet():
    user = UserFactory()
    RoleAssignment.objects.create(
        user=user, role=Role.KE_STAFF, starts_on=timezone.localdate() + timedelta(days=1)
    )
    assert user.roles == frozenset()


def test_an_inactive_user_may_nothing():
    user = UserFactory(roles=[Role.KE_LEADER], is_active=False)
    assert user.permissions == frozenset()


def test_nobody_is_above_the_roles():
    assert not any(user.is_superuser for user in [UserFactory(roles=list(Role))])


def test_an_address_is_one_user_whatever_its_case():
    UserFactory(email="a@demo.example")
    with pytest.raises(IntegrityError, match="one_user_per_email"):
        UserFactory(email="A@demo.example")


def log_in(client, email, password=PASSWORD):
    return client.post(reverse("account_login"), {"login": email, "password": password})


@pytest.mark.parametrize(
    ("role", "page"),
    [
        (Role.KE_STAFF, "/ke/"),
        (Role.COORDINATOR, "/koordinator/"),
        (Role.RESIDENT, "/min-side/"),
        (Role.PARTNER, "/nettverk/"),
    ],
)
def test_log_in_leads_to_where_the_day_begins(client, role, page):
    user = UserFactory(roles=[role])
    response = log_in(client, user.email)
    assert response.headers["Location"] == "/konto/videre/"
    assert client.get("/konto/videre/").headers["Location"] == page


def test_a_wrong_password_lets_nobody_in(client):
    user = UserFactory()
    response = log_in(client, user.email, "feil-passord")
    assert response.status_code == 200
    assert client.get("/konto/videre/").status_code == 302
    assert "/konto/login/" in client.get("/konto/videre/").headers["Location"]


def test_nobody_signs_up(client):
    client.post(
        "/konto/signup/",
        {
            "email": "ny@demo.example",
            "password1": "et-langt-passord",
            "password2": "et-langt-passord",
        },
    )
    assert not User.objects.exists()


def test_a_hat_is_worn(client):
    user = UserFactory(roles=[Role.KE_STAFF, Role.COORDINATOR])
    client.force_login(user)
    assert (
        client.post(reverse("accounts:wear_hat", args=["coordinator"])).headers["Location"]
        == "/koordinator/"
    )
    assert client.get("/konto/videre/").headers["Location"] == "/koordinator/"
    assert client.post(reverse("accounts:wear_hat", args=["partner"])).status_code == 404


@override_settings(KE_DEMO=True)
def test_one_click_logs_in_a_demo_person(client):
    user = UserFactory(email="pasient@demo.example", roles=[Role.RESIDENT])
    client.post(reverse("accounts:demo"), {"email": user.email})
    assert client.get("/konto/videre/").headers["Location"] == "/min-side/"


@override_settings(KE_DEMO=True)
def test_one_click_logs_in_nobody_real(client):
    UserFactory(email="ekte@solvag.example", roles=[Role.KE_LEADER])
    assert (
        client.post(reverse("accounts:demo"), {"email": "ekte@solvag.example"}).status_code == 404
    )


@override_settings(KE_DEMO=False)
def test_there_is_no_one_click_outside_a_demonstration(client):
    UserFactory(email="pasient@demo.example", roles=[Role.RESIDENT])
    assert (
        client.post(reverse("accounts:demo"), {"email": "pasient@demo.example"}).status_code == 404
    )
    assert client.get(reverse("accounts:demo")).status_code == 404


def test_the_admin_lists_those_who_work_here_and_no_resident(client, persona):
    resident, worker = persona("the person"), persona("an intake worker")
    client.force_login(persona("a system administrator"))
    page = client.get(reverse("admin:accounts_user_changelist")).content.decode()
    assert worker.email in page
    assert resident.email not in page
    hidden = client.get(reverse("admin:accounts_user_change", args=[resident.pk]))
    assert hidden.status_code == 302
