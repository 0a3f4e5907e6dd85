"""What is kept of a question: reworded, for one partnership alone, and taken out by either side."""

from datetime import timedelta

import pytest

from incidents.actions import precedents
from incidents.choices import About
from incidents.errors import IncompleteReferral, NotToKeep, NotYours, PrecedentGone, StillTelling
from incidents.identifying import days_in, people_in, places_in, schools_in
from incidents.models import Disclosure, Precedent
from ledger.models import Event
from tests.cast import NOW
from tests.factories import consults as made

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=2)
PEOPLE = ["Amara Okafor", "Rudy Castellan", "Grace Bell", "José Ibáñez", "Will O’Dowd"]


def test_an_example_is_kept_and_crosses_to_the_school_like_any_word(cast):
    kept = made.kept(cast.principal, cast.school, cast.supervisor, NOW)
    told = Disclosure.objects.get(about=About.PRECEDENT)
    assert (told.consult_id, told.recipient) == (kept.consult_id, cast.district)
    assert told.text.projection["situation"] == made.SITUATION
    assert Event.objects.filter(action="incidents.precedent.kept").exists()


def test_without_the_askers_yes_nothing_is_kept(cast):
    consult = made.answered(cast.principal, cast.school, cast.supervisor, NOW)
    with pytest.raises(NotToKeep):
        made.keep(cast.supervisor, consult, LATER)
    assert not Precedent.objects.exists()


def test_an_unanswered_question_gives_no_example(cast):
    consult = made.asked(cast.principal, cast.school, NOW, may_be_kept=True)
    with pytest.raises(NotToKeep):
        made.keep(cast.supervisor, consult, LATER)
    assert not Precedent.objects.exists()


@pytest.mark.parametrize("words", ["in the gym", "on Tuesday", "on October 3", "by Officer {sro}", "at {school}", " "])
def test_it_is_refused_until_nothing_tells_who_where_or_when(cast, words):
    consult = made.answered(cast.principal, cast.school, cast.supervisor, NOW, may_be_kept=True)
    words = words.format(sro=cast.sro.name.split()[-1], school=cast.school.name)
    situation = words if words == " " else f"A toy was found {words}."
    with pytest.raises((StillTelling, IncompleteReferral)):
        made.keep(cast.supervisor, consult, LATER, situation=situation)
    assert not Precedent.objects.exists()
    assert not Disclosure.objects.filter(about=About.PRECEDENT).exists()


def test_only_a_supervisor_of_the_agency_that_was_asked_keeps_one(cast):
    consult = made.answered(cast.principal, cast.school, cast.supervisor, NOW, may_be_kept=True)
    for user in (cast.principal, cast.sro, cast.agency_administrator, cast.stranger_supervisor):
        with pytest.raises(NotYours):
            made.keep(user, consult, LATER)
    assert not Precedent.objects.exists()


def test_kept_twice_it_is_one(cast):
    kept = made.kept(cast.principal, cast.school, cast.supervisor, NOW)
    again = made.keep(cast.second_supervisor, kept.consult, LATER, situation="A toy gun lay there.")
    assert again == kept
    assert Precedent.objects.get().situation == made.SITUATION


def test_it_is_found_by_the_people_of_this_partnership_and_by_nobody_else(cast):
    made.kept(cast.principal, cast.school, cast.supervisor, NOW)
    for user in (cast.principal, cast.designee, cast.district_administrator, cast.records_custodian, cast.sro):
        assert Precedent.objects.visible_to(user, LATER).count() == 1
    for user in (cast.staff, cast.agency_administrator, cast.stranger_principal, cast.stranger_supervisor):
        assert not Precedent.objects.visible_to(user, LATER).exists()


def test_past_the_mous_grace_the_agency_finds_it_no_more(cast):
    made.kept(cast.principal, cast.school, cast.supervisor, NOW)
    cast.version.expires_on = (NOW - timedelta(days=60)).date()
    cast.version.save()
    assert not Precedent.objects.visible_to(cast.supervisor, LATER).exists()
    assert Precedent.objects.visible_to(cast.principal, LATER).exists()


@pytest.mark.parametrize("who", ["principal", "district_administrator", "supervisor"])
def test_either_side_takes_one_out_with_a_reason(cast, who):
    kept, user = made.kept(cast.principal, cast.school, cast.supervisor, NOW), getattr(cast, who)
    with pytest.raises(IncompleteReferral):
        precedents.remove(by=user, at=LATER, precedent=kept, reason=" ")
    gone = precedents.remove(by=user, at=LATER, precedent=kept, reason="Everyone here knows whose it was.")
    assert gone.removed_side == (cast.agency if who == "supervisor" else cast.district)
    assert not Precedent.objects.kept().exists()
    event = Event.objects.get(action="incidents.precedent.removed")
    assert "knows" not in str(event.data)
    with pytest.raises(PrecedentGone):
        precedents.remove(by=user, at=LATER, precedent=kept, reason="Again.")


@pytest.mark.parametrize("who", ["designee", "sro", "staff", "stranger_principal", "stranger_supervisor"])
def test_the_others_take_none_out(cast, who):
    kept = made.kept(cast.principal, cast.school, cast.supervisor, NOW)
    with pytest.raises(NotYours):
        precedents.remove(by=getattr(cast, who), at=LATER, precedent=kept, reason="No.")
    assert Precedent.objects.kept().exists()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mr. Okafor found it", ["Amara Okafor"]),
        ("okafor found it", ["Amara Okafor"]),
        ("It was Castellan's idea", ["Rudy Castellan"]),
        ("Ibanez and O'Dowd were there", ["José Ibáñez", "Will O’Dowd"]),
        ("Then Grace came, and officer bell", ["Grace Bell"]),
        ("When the bell rang, will it be ours? Will that do? By the grace of luck.", []),
    ],
)
def test_names_of_people_are_found_and_words_are_left_alone(text, found):
    assert people_in(text, PEOPLE) == found


@pytest.mark.parametrize(
    "text",
    [
        *("on Monday", "Tuesdays", "Oct. 3", "3 March", "October", "10/14/2026", "2026-10-14", "in 2026", "at 10:45"),
        *("at 2 pm", "yesterday", "last week", "the 3rd of May"),
    ],
)
def test_days_and_times_are_found(text):
    assert days_in(text)


@pytest.mark.parametrize("text", ["It may be theirs.", "They march home.", "Two of 3 students.", "Call 911 in danger."])
def test_words_that_are_no_days_are_left_alone(text):
    assert days_in(text) == []


def test_places_and_schools_are_found_and_what_every_school_is_called_is_left_alone():
    assert places_in("near the Cafeteria, in classrooms and by room 214") == ["Cafeteria", "classrooms", "room 214"]
    assert places_in("The school phoned home.") == []
    names = ["Riverside High School", "Aldmoor Unified School District"]
    assert schools_in("at riverside", names) == ["Riverside High School"]
    assert schools_in("A high school, and its district.", names) == []
