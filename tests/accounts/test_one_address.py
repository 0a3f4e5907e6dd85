"""One address, however it is typed: it opens the account it belongs to, and accents still tell mailboxes apart."""

import unicodedata

import pytest
from django.urls import reverse

from accounts.models import User
from accounts.sign_in_forms import AddressForm
from common.addresses import address_of

ONE = ["maria@peña.example.org", "Maria@PEÑA.example.org", "maria@xn--pea-8ma.example.org", "ｍaria＠peña.example.org"]


@pytest.mark.parametrize("typed", [*ONE, unicodedata.normalize("NFD", ONE[0]), f" {ONE[0]} "])
def test_a_domain_of_other_letters_is_one_however_it_is_sent(typed):
    assert address_of(typed) == "maria@peña.example.org"
    assert AddressForm({"email": typed}).fields["email"].clean(typed) == "maria@peña.example.org"


def test_a_phones_apostrophe_is_the_plain_one():
    assert (
        AddressForm({"email": "o’dowd@example.org"}).fields["email"].clean("O’Dowd@example.org") == "o'dowd@example.org"
    )


def test_accents_tell_mailboxes_apart_and_odd_labels_stay_as_sent():
    assert address_of("josé@example.org") != address_of("jose@example.org")
    for odd in ("a@xn--.org", "a@xn--a.org", "a@xn--\u00fc.org", "nobody", "", "a@xn--ls8h.la"):
        assert address_of(address_of(odd)) == address_of(odd)


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["Niamh.O’Dowd@Peña.example.org", "niamh.o'dowd@xn--pea-8ma.example.org"])
def test_the_address_signs_in_however_it_is_typed(cast, client, typed):
    User.objects.filter(pk=cast.staff.pk).update(email="niamh.o'dowd@peña.example.org")
    cast.staff.refresh_from_db()
    cast.staff.set_password("a long enough passphrase")
    cast.staff.save()
    answer = client.post(reverse("account_login"), {"login": typed, "password": "a long enough passphrase"})
    assert answer.status_code == 302, answer.content
    assert User.objects.get_by_natural_key(typed) == cast.staff
