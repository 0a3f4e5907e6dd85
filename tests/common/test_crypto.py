"""What is sealed is read here, for its purpose, and nowhere else."""

import pytest
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from common.crypto import Unreadable, seal, unseal

OLD, NEW = "o" * 60, "n" * 60


@given(st.text())
def test_any_text_comes_back_whole(text):
    assert unseal(seal(text, purpose="test"), purpose="test") == text


def test_the_text_does_not_show_and_never_looks_the_same_twice():
    first, second = seal("a client secret", purpose="test"), seal("a client secret", purpose="test")
    assert "secret" not in first
    assert first != second


def test_another_purpose_does_not_open_it():
    with pytest.raises(Unreadable):
        unseal(seal("text", purpose="totp"), purpose="sign-on")


def test_an_older_key_opens_it_while_it_stands_among_the_fallbacks():
    with override_settings(SECRET_KEY=OLD):
        sealed = seal("text", purpose="test")
    with override_settings(SECRET_KEY=NEW, SECRET_KEY_FALLBACKS=[OLD]):
        assert unseal(sealed, purpose="test") == "text"
        assert seal("text", purpose="test").split(".")[1] != sealed.split(".")[1]
    with override_settings(SECRET_KEY=NEW, SECRET_KEY_FALLBACKS=[]), pytest.raises(Unreadable):
        unseal(sealed, purpose="test")


@pytest.mark.parametrize("text", ["", "plain", "1.", "1.00000000.", "1.00000000.!!!!", "2.00000000.AAAA", "1.é.é"])
def test_what_was_never_sealed_is_refused(text):
    with pytest.raises(Unreadable):
        unseal(text, purpose="test")


def test_a_changed_byte_is_refused():
    sealed = seal("text", purpose="test")
    changed = sealed[:-5] + ("A" if sealed[-5] != "A" else "B") + sealed[-4:]
    with pytest.raises(Unreadable):
        unseal(changed, purpose="test")
