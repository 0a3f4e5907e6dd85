"""Later facts: kept by who wrote them, crossing only where someone reads them."""

from datetime import timedelta
from uuid import uuid4

import pytest

from accounts.access import AccessDenied
from incidents.actions import addenda
from incidents.choices import About, Basis, Direction
from incidents.errors import CoverClosed, IncompleteReferral, NotFrozen, NotYours
from incidents.models import Addendum, Disclosure
from ledger.models import Event
from tests.cast import NOW
from tests.factories.incidents import decided, draft, submitted

PAST_GRACE = NOW.replace(year=2027, month=8)


def add(by, referral, at=NOW, **more):
    given = {"text": "He came back at noon.", "crosses": True, "form_key": uuid4(), **more}
    return addenda.add(by=by, at=at, referral=referral, **given)


def crossings():
    return Disclosure.objects.filter(about=About.ADDENDUM)


def test_each_side_discloses_its_own(cast):
    sent = submitted(cast.principal, cast.school, NOW)
    add(cast.designee, sent)
    add(cast.sro, sent, NOW + timedelta(minutes=1))
    assert [(one.direction, one.source, one.basis) for one in crossings()] == [
        (Direction.TO_AGENCY, cast.district, Basis.OBSERVATION),
        (Direction.TO_SCHOOL, cast.agency, Basis.AGENCY_RECORD),
    ]
    assert list(Addendum.objects.values_list("side", flat=True)) == [cast.district.pk, cast.agency.pk]


def test_a_decided_referral_takes_later_facts(cast):
    done = decided(cast.principal, cast.school, cast.sro, cast.supervisor, NOW)
    add(cast.principal, done)
    assert crossings().count() == 1


def test_the_same_form_twice_is_one_addendum(cast):
    sent, key = submitted(cast.principal, cast.school, NOW), uuid4()
    first = add(cast.principal, sent, form_key=key)
    assert add(cast.principal, sent, form_key=key) == first
    assert (Addendum.objects.count(), crossings().count()) == (1, 1)
    assert Event.objects.filter(action="incidents.addendum.added").count() == 1
    with pytest.raises(AccessDenied):
        add(cast.designee, sent, form_key=key)


def test_a_draft_and_an_empty_text_take_none(cast):
    with pytest.raises(NotFrozen):
        add(cast.principal, draft(cast.principal, cast.school, NOW), crosses=False)
    with pytest.raises(IncompleteReferral):
        add(cast.principal, submitted(cast.principal, cast.school, NOW), text="  ")
    assert not Addendum.objects.exists()


def test_past_grace_the_school_adds_for_itself_and_the_agency_not_at_all(cast):
    sent = submitted(cast.principal, cast.school, NOW)
    with pytest.raises(CoverClosed):
        add(cast.principal, sent, PAST_GRACE)
    with pytest.raises(NotYours):
        add(cast.supervisor, sent, PAST_GRACE)
    add(cast.principal, sent, PAST_GRACE, crosses=False)
    assert not crossings().exists()
    assert Addendum.objects.get().side == cast.district


def test_what_no_agency_knows_of_has_nobody_to_cross_to(cast):
    cast.posting.delete()
    sent = submitted(cast.principal, cast.school, NOW)
    with pytest.raises(CoverClosed):
        add(cast.principal, sent)
    assert not Addendum.objects.exists()
