"""A wrong SECRET_KEY is found before anybody meets it, and what it leads to is said."""

import io

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.adapters import TOTP_PURPOSE
from accounts.models import SignOnProvider
from common.crypto import is_open, seal
from config.readiness import failing
from ledger.actions.keys import WrongKey, remember_key
from ledger.heads import sign
from ledger.keys import keys_fit
from ledger.models import Event, KeyCheck, RememberedHead

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path / "var"
    settings.STATIC_ROOT = settings.VAR_DIR / "static"
    settings.STATICFILES_DIRS = []


def prepare(*more):
    out = io.StringIO()
    call_command("prepare", *more, stdout=out)
    return out.getvalue()


def test_prepare_refuses_another_key_and_changes_nothing(settings):
    prepare()
    before = list(KeyCheck.objects.values()), Event.objects.count()
    settings.SECRET_KEY = "another key, of which this database knows nothing"
    with pytest.raises(CommandError, match="is not the key this database was written under"):
        prepare()
    assert (list(KeyCheck.objects.values()), Event.objects.count()) == before
    assert "key" in failing(timezone.now())


def test_the_earlier_key_among_the_fallbacks_makes_it_right(settings):
    prepare()
    earlier, settings.SECRET_KEY = settings.SECRET_KEY, "the key of this year"
    settings.SECRET_KEY_FALLBACKS = [earlier]
    prepare()
    prepare()
    assert KeyCheck.objects.count() == 2
    assert "key" not in failing(timezone.now())
    # Taken out too early: what it sealed is still there.
    settings.SECRET_KEY_FALLBACKS = []
    assert "key" in failing(timezone.now())
    with pytest.raises(WrongKey):
        remember_key(at=timezone.now())


def test_a_database_from_before_the_check_is_asked_by_its_last_head(settings):
    RememberedHead.objects.create(seq=1, hash="a" * 64, at=timezone.now(), signature=sign(1, "a" * 64))
    assert keys_fit()
    settings.SECRET_KEY = "another key"
    assert not keys_fit()


def test_after_a_key_was_lost_the_portal_goes_on_without_what_it_sealed(settings, cast):
    person = cast.principal
    lost = Authenticator.objects.create(
        user=person, type=Authenticator.Type.TOTP, data={"secret": seal("abc", purpose=TOTP_PURPOSE)}
    )
    passkey = Authenticator.objects.create(user=person, type=Authenticator.Type.WEBAUTHN, data={"name": "Passkey 1"})
    provider = SignOnProvider.objects.create(
        organization=cast.district,
        name="Google",
        provider_id="google",
        server_url="https://accounts.google.com",
        client_id="x",
        secret=seal("abc", purpose="sign-on secret"),
        created_at=timezone.now(),
    )
    prepare()
    with pytest.raises(CommandError, match="nothing is lost"):
        prepare("--key-lost")
    settings.SECRET_KEY = "a new key"
    said = prepare("--key-lost")
    assert "Removed 1 authenticator apps and sets of recovery codes, and 1 single sign-ons." in said
    assert list(Authenticator.objects.values_list("pk", flat=True)) == [passkey.pk]
    assert not SignOnProvider.objects.filter(pk=provider.pk).exists()
    assert not is_open(lost.data["secret"], purpose=TOTP_PURPOSE)
    assert Event.objects.filter(action="ledger.key.lost").count() == 1
    assert keys_fit()
    prepare()
