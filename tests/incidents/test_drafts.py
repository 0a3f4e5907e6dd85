"""Before sending: one draft per form, answers kept as typed, times that can be, the gate."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from incidents.actions import referrals
from incidents.actions.drafts import remove_untouched
from incidents.actions.referrals import ParticipantDraft
from incidents.choices import Crime, Danger, TextKind
from incidents.errors import AlreadyKept, FutureTime, NotADraft, NotARuleMatter, NotYours, TooLongAgo, UnknownAnswer
from incidents.models import KeptInSchool, Participant, ParticipantIdentity, Referral, ReferralText
from ledger.models import Event
from tests.cast import NOW
from tests.factories.incidents import draft, submitted


def begin(cast, danger=Danger.NONE, key=None, by=None):
    by = by or cast.principal
    return referrals.start(by=by, at=NOW, school=cast.school, danger=danger, form_key=key or uuid4())


def test_the_same_form_sent_twice_gives_one_draft(cast):
    key = uuid4()
    assert begin(cast, key=key).pk == begin(cast, key=key).pk
    assert Referral.objects.count() == 1
    assert Event.objects.filter(action="incidents.referral.started").count() == 1


def test_a_form_of_somebody_else_is_refused(cast):
    key = uuid4()
    begin(cast, key=key)
    with pytest.raises(NotYours):
        begin(cast, key=key, by=cast.designee)
    assert Referral.objects.count() == 1


def test_a_danger_that_is_not_on_the_list_is_refused(cast):
    with pytest.raises(UnknownAnswer):
        begin(cast, danger="maybe")
    assert not Referral.objects.exists()


def test_what_is_not_given_stays_and_an_empty_text_goes(cast):
    one = draft(cast.principal, cast.school, NOW)
    referrals.change(
        by=cast.principal, at=NOW, referral=one, answers={"place": "library"}, texts={TextKind.SHARED: " "}
    )
    one.refresh_from_db()
    assert (one.place, one.behavior) == ("library", "fight")
    assert set(one.texts.values_list("kind", flat=True)) == {TextKind.CRIME_REASON, TextKind.SCHOOL_ONLY}
    assert one.participants.count() == 1


def test_participants_replace_those_before(cast):
    one = draft(cast.principal, cast.school, NOW)
    people = [ParticipantDraft("witness", "staff"), ParticipantDraft("victim", "student", name="A B")]
    referrals.change(by=cast.principal, at=NOW, referral=one, participants=people)
    assert list(Participant.objects.values_list("role", flat=True)) == ["witness", "victim"]
    assert list(ParticipantIdentity.objects.values_list("name", flat=True)) == ["A B"]


def test_at_most_six_people_and_only_known_parts(cast):
    one = begin(cast)
    for people in ([ParticipantDraft("witness", "staff")] * 7, [ParticipantDraft("offender", "student")]):
        with pytest.raises(UnknownAnswer):
            referrals.change(by=cast.principal, at=NOW, referral=one, participants=people)
    assert not Participant.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"), [("behavior", "loud"), ("place", "moon"), ("state", "decided"), ("written_by", "x")]
)
def test_only_listed_answers_can_be_written(cast, field, value):
    one = begin(cast)
    with pytest.raises(UnknownAnswer):
        referrals.change(by=cast.principal, at=NOW, referral=one, answers={field: value})
    one.refresh_from_db()
    assert (one.behavior, one.place, one.state) == ("", "", "draft")


def test_the_withdrawal_text_is_not_written_in_a_draft(cast):
    one = begin(cast)
    with pytest.raises(UnknownAnswer):
        referrals.change(by=cast.principal, at=NOW, referral=one, texts={TextKind.WITHDRAWAL: "x"})
    assert not ReferralText.objects.exists()


def test_a_time_in_the_future_is_refused_beyond_five_minutes(cast):
    one = begin(cast)
    near, far = NOW + timedelta(minutes=5), NOW + timedelta(minutes=5, seconds=1)
    referrals.change(by=cast.principal, at=NOW, referral=one, answers={"occurred_at": near})
    with pytest.raises(FutureTime):
        referrals.change(by=cast.principal, at=NOW, referral=one, answers={"occurred_at": far})
    one.refresh_from_db()
    assert one.occurred_at == near


def test_a_time_before_the_previous_school_year_is_refused(cast):
    one = begin(cast)
    first = datetime(2025, 7, 1, 4, tzinfo=UTC)  # midnight in New York
    referrals.change(by=cast.principal, at=NOW, referral=one, answers={"occurred_at": first})
    early = first - timedelta(seconds=1)
    with pytest.raises(TooLongAgo):
        referrals.change(by=cast.principal, at=NOW, referral=one, answers={"occurred_at": early})


def test_a_sent_referral_is_frozen(cast):
    sent = submitted(cast.principal, cast.school, NOW)
    before = Referral.objects.values().get(pk=sent.pk)
    with pytest.raises(NotADraft):
        referrals.change(by=cast.principal, at=NOW, referral=sent, answers={"crime": Crime.NO})
    with pytest.raises(NotADraft):
        referrals.discard(by=cast.principal, at=NOW, referral=sent)
    with pytest.raises(NotADraft):
        keep(cast, sent)
    assert Referral.objects.values().get(pk=sent.pk) == before


def test_a_discarded_draft_leaves_an_event_and_nothing_else(cast):
    one = draft(cast.principal, cast.school, NOW)
    referrals.discard(by=cast.principal, at=NOW, referral=one)
    referrals.discard(by=cast.principal, at=NOW, referral=Referral(pk=one.pk, school=cast.school))
    assert not Referral.objects.exists()
    assert not ReferralText.objects.exists()
    assert not ParticipantIdentity.objects.exists()
    assert Event.objects.filter(action="incidents.referral.discarded").count() == 1


def keep(cast, referral, **more):
    given = {"route": "conversation", "occurred_on": date(2026, 10, 14), **more}
    return referrals.keep_in_school(by=cast.principal, at=NOW, referral=referral, **given)


def rule_matter(cast):
    one = begin(cast)
    return referrals.change(by=cast.principal, at=NOW, referral=one, answers={"crime": "no", "behavior": "phone"})


def test_kept_in_school_replaces_the_draft_once(cast):
    one = rule_matter(cast)
    stale = Referral.objects.select_related("school").get(pk=one.pk)
    kept = keep(cast, one)
    assert keep(cast, stale).pk == kept.pk == stale.pk
    assert (kept.behavior, kept.route) == ("phone", "conversation")
    assert KeptInSchool.objects.count() == 1
    assert not Referral.objects.exists()
    assert Event.objects.filter(action="incidents.referral.kept_in_school").count() == 1


def test_the_form_of_a_matter_kept_in_school_begins_no_second_draft(cast):
    one = rule_matter(cast)
    kept = keep(cast, one)
    with pytest.raises(AlreadyKept) as settled:
        begin(cast, key=one.form_key)
    assert settled.value.pk == kept.pk
    assert not Referral.objects.exists()


def test_a_matter_is_matched_by_itself_and_not_by_its_form(cast):
    first = keep(cast, rule_matter(cast))
    second = rule_matter(cast)
    stale = Referral(pk=second.pk, school=cast.school, form_key=first.form_key)
    assert keep(cast, stale).pk == second.pk
    assert KeptInSchool.objects.count() == 2


@pytest.mark.parametrize("answers", [{"crime": "yes"}, {"crime": "unsure"}])
def test_a_crime_is_not_kept_in_school_at_the_gate(cast, answers):
    one = begin(cast)
    one = referrals.change(by=cast.principal, at=NOW, referral=one, answers=answers)
    with pytest.raises(NotARuleMatter):
        keep(cast, one)
    assert Referral.objects.filter(pk=one.pk).exists()


def test_danger_is_not_kept_in_school_at_the_gate(cast):
    one = begin(cast, danger=Danger.OVER)
    one = referrals.change(by=cast.principal, at=NOW, referral=one, answers={"crime": "no"})
    with pytest.raises(NotARuleMatter):
        keep(cast, one)
    assert not KeptInSchool.objects.exists()


def test_a_day_to_come_or_long_gone_is_refused(cast):
    one = rule_matter(cast)
    with pytest.raises(FutureTime):
        keep(cast, one, occurred_on=date(2026, 10, 15))
    with pytest.raises(TooLongAgo):
        keep(cast, one, occurred_on=date(2025, 6, 30))
    assert not KeptInSchool.objects.exists()


def test_the_agency_never_sees_what_was_kept(cast):
    keep(cast, rule_matter(cast))
    for person in (cast.sro, cast.supervisor, *cast.strangers(), *cast.without_referrals()):
        assert not KeptInSchool.objects.visible_to(person, NOW).exists()
    for person in (cast.principal, cast.designee, cast.district_administrator, cast.records_custodian):
        assert KeptInSchool.objects.visible_to(person, NOW).count() == 1


def test_a_draft_in_which_nothing_was_answered_is_removed_after_a_day_and_no_other(cast):
    begun = draft(cast.principal, cast.school, NOW)
    untouched, in_danger = begin(cast), begin(cast, danger=Danger.NOW, by=cast.designee)
    assert remove_untouched(at=NOW + timedelta(hours=23)) == 0
    assert remove_untouched(at=NOW + timedelta(hours=25)) == 1
    assert not Referral.objects.filter(pk=untouched.pk).exists()
    assert set(Referral.objects.values_list("pk", flat=True)) == {in_danger.pk, begun.pk}
    told = Event.objects.get(action="incidents.referral.discarded")
    assert (told.actor_id, "untouched" in told.data) == ("", True)


def test_a_draft_of_danger_that_is_over_is_listed_and_never_removed_by_itself(cast):
    left = begin(cast, danger=Danger.NOW)
    referrals.change(by=cast.principal, at=NOW, referral=left, answers={"danger": Danger.OVER})
    assert Referral.objects.begun().filter(pk=left.pk).exists()
    assert remove_untouched(at=NOW + timedelta(days=3)) == 0
