"""What a password may be, and how it is kept."""

import unicodedata

import pytest
from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher, get_hasher
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client, override_settings
from hypothesis import HealthCheck, example, given
from hypothesis import settings as example_settings
from hypothesis import strategies as st

from accounts.models import User
from config.settings import PASSWORD_HASHERS
from tests.accounts import door

pytestmark = pytest.mark.django_db

REAL_HASHERS = override_settings(
    PASSWORD_HASHERS=["tests.hashers.QuickArgon2", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
)

# Everything a keyboard can send: lone surrogates are no text, and a NUL no keyboard has.
LETTERS = st.characters(exclude_categories=("Cs",), exclude_characters="\x00")


@example_settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(LETTERS, min_size=15, max_size=200))
@example("пароль на тридцать два знака, да")
@example("🔑" * 64)
@example("a" * 5 + " " * 10 + "é" + "e\N{COMBINING ACUTE ACCENT}")
def test_any_text_is_kept_whole(password):
    user = User(email="someone@example.org", name="")
    user.set_password(password)
    assert user.check_password(password)
    assert not user.check_password(password[:-1])
    assert not user.check_password(password + "x")


def test_a_long_one_signs_in():
    password = "mossy granite " * 12
    user = door.person(password=password.strip())
    assert door.login(Client(), user, password.strip()).status_code == 302


def test_spaces_and_capitals_are_not_cleaned_away():
    user = door.person(password=" Mossy granite under  ferries ")
    assert door.login(Client(), user, "Mossy granite under  ferries").status_code == 200
    assert door.login(Client(), user, " Mossy granite under  ferries ").status_code == 302


@pytest.mark.parametrize(
    "password",
    [
        "fourteen chars",
        "passwordpassword",
        "aaaaaaaaaaaaaaaaaaaa",
        "123412341234123412",
        "Welcome-Password-1",
        "fenceline-fenceline-2026",
        "AlderCountySchools2026!",
        "alder county sheriff 1",
        "SchoolResourceOfficer7",
    ],
)
def test_short_guessable_and_contextual_ones_are_refused(password):
    door.district()
    door.agency()
    with pytest.raises(ValidationError):
        validate_password(password, User(email="x@example.org", name="Nobody"))


@pytest.mark.parametrize(
    "password",
    [
        "mossy granite under seven ferries",
        "aaaaaaaabbbbbbbcccc dddd",
        "my fenceline is longer than yours, and tidier",
        unicodedata.normalize("NFD", "naïve café déjà vu élan"),
        "000000 111111 222222 3",
    ],
)
def test_any_other_is_taken_without_rules_on_its_letters(password):
    door.district()
    validate_password(password, User(email="x@example.org", name="Nobody"))


def test_one_s_own_name_is_refused():
    with pytest.raises(ValidationError):
        validate_password("noor.whitfield.noor", User(email="x@example.org", name="noor.whitfield.noor"))


def test_argon2id_comes_first_in_the_portal_s_own_settings():
    assert PASSWORD_HASHERS[0] == "django.contrib.auth.hashers.Argon2PasswordHasher"
    assert door.person().password.startswith("argon2$argon2id$")
    assert get_hasher().algorithm == "argon2"
    assert settings.PASSWORD_HASHERS == ["tests.hashers.QuickArgon2"]


@REAL_HASHERS
def test_an_older_hash_is_rewritten_at_sign_in():
    user = door.person()
    User.objects.filter(pk=user.pk).update(password=PBKDF2PasswordHasher().encode(door.PASSWORD, "saltysalt", 1000))
    assert door.login(Client(), user).status_code == 302
    assert User.objects.get(pk=user.pk).password.startswith("argon2$argon2id$")


def test_the_sign_in_form_takes_a_pasted_password_and_says_what_it_is():
    page = Client().get("/sign-in/").content.decode()
    assert 'autocomplete="current-password"' in page
    assert "onpaste" not in page


def test_a_short_password_is_called_short_and_not_repetitive():
    with pytest.raises(ValidationError) as refused:
        validate_password("short", User(email="someone@example.org", name=""))
    assert "over and over" not in str(refused.value)
    with pytest.raises(ValidationError, match="over and over"):
        validate_password("mossymossymossymossy", User(email="someone@example.org", name=""))
