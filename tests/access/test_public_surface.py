"""What answers without a log-in is a list that somebody agreed to. So are the pages that others wrote."""

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.urls import reverse

from ke_portal.accounts.roles import ROLE_PERMISSIONS, Role
from tests.access.addresses import addresses, addresses_of, our_addresses
from tests.access.answers import TO_LOG_IN
from tests.access.matrix import MATRIX, PUBLIC
from tests.house.content import is_content, leads_to_a_person
from tests.personas import PERSONAS, ROLES

# Log-in itself, by the package that provides it. Sign-up is closed: the page says so.
PUBLIC_OF_ALLAUTH = {
    "account_login",
    "account_logout",
    "account_signup",
    "account_inactive",
    "account_email_verification_sent",
    "account_confirm_email",
    "account_confirm_login_code",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "mfa_authenticate",
}
# It hands over to the log-in page of the portal, so that there is one, throttled and with a second factor.
PUBLIC_OF_ADMIN = {"admin:login"}
MAY_ENTER_ADMIN = {
    name
    for name, roles in ROLES.items()
    if any("desks.enter_admin" in ROLE_PERMISSIONS[role] for role in roles)
}
# Shown to system administrators, never changed: an e-mail says nothing about whom or what.
INSPECTED_IN_ADMIN = {"outbox.Message"}

plain_admin_pages = [
    address.name
    for address in addresses_of("admin:")
    if not address.has_parts and address.name not in {"admin:login", "admin:logout"}
]
plain_account_pages = [
    address.name
    for prefix in ("account_", "mfa_", "usersessions_")
    for address in addresses_of(prefix)
    if not address.has_parts and address.name not in PUBLIC_OF_ALLAUTH
]

pytestmark = pytest.mark.django_db


def test_public_views_are_those_on_the_list():
    assert {address.name for address in our_addresses() if address.is_public} == PUBLIC


def test_a_public_page_has_a_public_row():
    assert {name for name, row in MATRIX.items() if row.answers["anonymous"] != TO_LOG_IN} == PUBLIC


def test_public_views_of_others_are_those_on_the_list():
    ours = {address.name for address in our_addresses()}
    others = {address.name for address in addresses() if address.is_public} - ours

    assert others == PUBLIC_OF_ALLAUTH | PUBLIC_OF_ADMIN


@pytest.mark.parametrize("name", plain_account_pages)
def test_account_pages_ask_for_a_log_in(client, name):
    response = client.get(reverse(name))

    assert response.status_code == TO_LOG_IN
    assert response.url.startswith(reverse(settings.LOGIN_URL))


def test_nobody_signs_up(client):
    from_form = {
        "email": "ny@demo.example",
        "password1": "et-langt-passord",
        "password2": "et-langt-passord",
    }

    response = client.post(reverse("account_signup"), from_form)

    assert (
        not apps.get_model(settings.AUTH_USER_MODEL)
        .objects.filter(email="ny@demo.example")
        .exists()
    )
    assert response.status_code == 200


def test_the_admin_has_no_log_in_of_its_own(client):
    response = client.get(reverse("admin:login"))

    assert response.status_code == TO_LOG_IN
    assert response.url.startswith(reverse(settings.LOGIN_URL))


@pytest.mark.parametrize("name", plain_admin_pages)
def test_the_admin_lets_in_those_who_keep_registers(client, persona, name):
    url = reverse(name)
    for who in PERSONAS:
        if who != "anonymous":
            client.force_login(persona(who))
        code = client.get(url).status_code
        # Inside, each table asks for its own permission.
        assert code in ({200, 302, 403} if who in MAY_ENTER_ADMIN else {302, 403}), who
        client.logout()


def test_only_these_enter_the_admin():
    assert sorted(MAY_ENTER_ADMIN) == [
        "a KE leader",
        "a catalogue editor",
        "a system administrator",
    ]


def test_no_person_case_or_plan_is_in_the_admin():
    registered = {
        model._meta.label
        for model in admin.site._registry
        if is_content(model) or leads_to_a_person(model)
    }

    assert registered == INSPECTED_IN_ADMIN


def test_nothing_with_content_can_be_changed_in_the_admin():
    for model, model_admin in admin.site._registry.items():
        if is_content(model):
            assert not model_admin.has_add_permission(None), model
            assert not model_admin.has_change_permission(None), model
            assert not model_admin.has_delete_permission(None), model


def test_nobody_is_given_what_bypasses_roles():
    for role in Role:
        assert not [
            name for name in ROLE_PERMISSIONS[role] if name.startswith(("auth.", "mfa."))
        ], role
