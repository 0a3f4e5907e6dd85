"""What a form would not let through, the action itself refuses too, and nothing is written."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from incidents.actions import outcomes, questions, referrals
from incidents.actions.referrals import IdentityBasis
from incidents.choices import Basis
from incidents.errors import IdentityNotAllowed, IncompleteReferral, NotYours, UnknownAnswer
from incidents.models import Referral
from partnerships.models import Term
from partnerships.terms import TermKey
from tests.cast import NOW
from tests.factories.incidents import accepted, draft, submitted
from tests.incidents.all_rows import everything

pytestmark = pytest.mark.django_db


def refused(error, act, **given):
    before = everything()
    with pytest.raises(error) as found:
        act(at=NOW, **given)
    assert everything() == before
    return found.value


def test_an_outcome_that_is_on_no_list(cast):
    taken = accepted(cast.principal, cast.school, cast.sro, NOW)
    given = {"by": cast.sro, "referral": taken, "kind": "scolded", "form_key": uuid4()}
    refused(UnknownAnswer, outcomes.record_outcome, **given)


@pytest.mark.parametrize("words", ["", "  \n "])
def test_a_question_and_a_reply_without_words(cast, words):
    sent = submitted(cast.principal, cast.school, NOW)
    refused(IncompleteReferral, questions.ask, by=cast.sro, referral=sent, question=words, form_key=uuid4())
    asked = questions.ask(by=cast.sro, at=NOW, referral=sent, question="Who saw it?", form_key=uuid4())
    refused(IncompleteReferral, questions.reply, by=cast.principal, question=asked, reply=words, form_key=uuid4())


@pytest.mark.parametrize("said", [{"route": "expelled"}, {"behavior": "magic"}])
def test_a_matter_kept_in_school_with_an_answer_that_is_on_no_list(cast, said):
    one = draft(cast.principal, cast.school, NOW, crime="no", danger="none")
    given = {"route": "conversation", "occurred_on": date(2026, 10, 14), "behavior": "phone", **said}
    refused(UnknownAnswer, referrals.keep_in_school, by=cast.principal, referral=one, **given)


def test_a_name_sent_on_later_where_the_mou_lets_no_name_cross(cast):
    cast.posting.starts_on = date(2026, 10, 20)
    cast.posting.save()
    sent = submitted(cast.principal, cast.school, NOW)
    cast.posting.starts_on = NOW.date() - timedelta(days=1)
    cast.posting.save()
    assert not Term.objects.filter(key=TermKey.IDENTITY_SHARING).exists(), "never, where the MOU says nothing"
    identity = IdentityBasis(Basis.SCHOOL_OFFICIAL)
    refused(IdentityNotAllowed, referrals.disclose, by=cast.principal, referral=sent, identity=identity)


def test_a_list_with_a_row_of_another_school_is_exported_by_nobody_of_this_one(cast):
    submitted(cast.principal, cast.school, NOW)
    submitted(cast.stranger_principal, cast.other_school, NOW)
    refused(NotYours, referrals.choose_rows, by=cast.principal, rows=Referral.objects.all())
