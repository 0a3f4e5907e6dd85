"""Names from a school record cross only by the MOU's term and on a ground of law; school-only text never."""

import json
from uuid import uuid4

import pytest

from incidents.actions import addenda, questions, referrals
from incidents.actions.referrals import IdentityBasis
from incidents.choices import About, Basis, Crime, Danger
from incidents.errors import IdentityNotAllowed, IncompleteReferral
from incidents.models import Disclosure, DisclosureText
from incidents.states import ReferralState
from partnerships.terms import IdentitySharing, TermKey
from tests.cast import NOW
from tests.factories.incidents import NAME, SCHOOL_ONLY, decided, draft, submitted
from tests.factories.partnerships import TermFactory

GROUNDS = {
    Basis.EMERGENCY: {"threat": "A knife was shown.", "told": "Deputy Lindqvist"},
    Basis.CONSENT: {"by": "A parent", "on": "2026-10-14", "for": "This call"},
}
NEVER, SOMETIMES, ALWAYS = IdentitySharing.NEVER, IdentitySharing.CRIME_OR_EMERGENCY, IdentitySharing.ALWAYS
BASES = [Basis.OBSERVATION, Basis.EMERGENCY, Basis.CONSENT, Basis.UNIT_RECORD, Basis.SCHOOL_OFFICIAL]


def allowed(term, basis, crime, danger):
    """The rule once more, written the other way round."""
    if term == NEVER or basis == Basis.OBSERVATION:
        return False
    if basis == Basis.EMERGENCY and danger == Danger.NONE:
        return False
    return term == ALWAYS or crime == Crime.YES or danger != Danger.NONE


def send(cast, basis, **answers):
    one = draft(cast.principal, cast.school, NOW, **answers)
    identity = IdentityBasis(basis, GROUNDS.get(basis, {}))
    return one, lambda: referrals.submit(by=cast.principal, at=NOW, referral=one, identity=identity)


@pytest.mark.parametrize("basis", BASES)
@pytest.mark.parametrize("term", [NEVER, SOMETIMES, ALWAYS])
def test_identity_crosses_only_by_term_and_ground(cast, term, basis):
    TermFactory(version=cast.version, key=TermKey.IDENTITY_SHARING, value=term, clause=cast.discipline)
    for crime, danger in [("yes", "none"), ("no", "none"), ("unsure", "none"), ("no", "over"), ("unsure", "over")]:
        one, submit = send(cast, basis, crime=crime, danger=danger)
        if allowed(term, basis, crime, danger):
            told = submit().disclosures.get()
            assert (told.identity_basis, told.basis) == (basis, Basis.OBSERVATION)
            assert told.clause == cast.discipline, "the clause that grounds the term"
            assert told.text.ground == GROUNDS.get(basis, {})
            assert NAME in json.dumps(told.text.projection)
            assert "participants.name" in told.fields
        else:
            with pytest.raises(IdentityNotAllowed):
                submit()
            one.refresh_from_db()
            assert one.state == ReferralState.DRAFT
            assert not one.disclosures.exists()


def test_without_an_mou_in_force_identity_does_not_cross_even_in_grace(cast):
    TermFactory(version=cast.version, key=TermKey.IDENTITY_SHARING, value=ALWAYS)
    in_grace = NOW.replace(year=2027, month=7, day=10)
    one = draft(cast.principal, cast.school, in_grace)
    identity = IdentityBasis(Basis.SCHOOL_OFFICIAL)
    with pytest.raises(IdentityNotAllowed):
        referrals.submit(by=cast.principal, at=in_grace, referral=one, identity=identity)
    assert referrals.submit(by=cast.principal, at=in_grace, referral=one).partnership == cast.partnership


@pytest.mark.parametrize("basis", [Basis.EMERGENCY, Basis.CONSENT])
def test_a_ground_that_must_be_written_down_is_asked_for(cast, basis):
    TermFactory(version=cast.version, key=TermKey.IDENTITY_SHARING, value=ALWAYS)
    one = draft(cast.principal, cast.school, NOW)
    half = dict(list(GROUNDS[basis].items())[:1])
    with pytest.raises(IncompleteReferral) as refused:
        referrals.submit(by=cast.principal, at=NOW, referral=one, identity=IdentityBasis(basis, half))
    assert set(refused.value.fields) == set(GROUNDS[basis]) - set(half)
    assert not Disclosure.objects.exists()


def test_without_a_ground_no_name_crosses(cast):
    TermFactory(version=cast.version, key=TermKey.IDENTITY_SHARING, value=ALWAYS)
    told = submitted(cast.principal, cast.school, NOW).disclosures.get()
    assert NAME not in json.dumps(told.text.projection)
    assert told.identity_basis == ""
    assert "participants.description" in told.fields


def test_school_only_text_is_in_no_projection_ever(cast):
    TermFactory(version=cast.version, key=TermKey.IDENTITY_SHARING, value=ALWAYS)
    _one, submit = send(cast, Basis.SCHOOL_OFFICIAL)
    sent = submit()
    asked = questions.ask(by=cast.supervisor, at=NOW, referral=sent, question="Who saw it?", form_key=uuid4())
    questions.reply(by=cast.principal, at=NOW, question=asked, reply="Two teachers.", form_key=uuid4())
    addenda.add(by=cast.principal, at=NOW, referral=sent, text="A later fact.", crosses=True, form_key=uuid4())
    referrals.withdraw(by=cast.principal, at=NOW, referral=sent, reason="Solved.")
    decided(cast.principal, cast.school, cast.sro, cast.supervisor, NOW)
    everything = json.dumps(list(DisclosureText.objects.values_list("projection", "ground")))
    assert SCHOOL_ONLY not in everything
    assert "SCHOOL-ONLY-TOKEN" not in everything
    assert About.WITHDRAWAL in Disclosure.objects.values_list("about", flat=True)
