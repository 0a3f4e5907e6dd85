"""A lost second factor: two administrators, a day, and the person told at every step."""

import datetime

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.access import AccessDenied
from accounts.actions import recovery
from accounts.models import FactorReset
from accounts.notices import holds
from accounts.roles import Kind, Role
from ledger.models import Event, Notice
from tests.accounts import door
from tests.accounts.people import inside
from tests.checking import confirm_page

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(hours=24)
NOTE = "Met her at the front office and looked at her badge."


class House:
    """A principal who lost a phone, two administrators of the district, and one of the agency."""

    def __init__(self):
        district = door.district()
        school = door.organization(Kind.SCHOOL, "Birch School", district)
        self.person = door.person(Role.PRINCIPAL, school, email="principal@example.org")
        self.secret = door.enrol_app(self.person)
        self.first = door.person(Role.DISTRICT_ADMINISTRATOR, district, email="first@example.org", name="Ana First")
        self.second = door.person(Role.DISTRICT_ADMINISTRATOR, district, email="second@example.org", name="Bo Second")
        self.police = door.person(Role.AGENCY_ADMINISTRATOR, door.agency(), email="police@example.org")
        self.now = timezone.now()

    def ask(self, by=None):
        return recovery.ask(by=by or self.first, person=self.person, identity_note=NOTE, at=self.now)

    def kinds(self):
        return [
            n.kind.removeprefix("accounts.factor_reset_")
            for n in Notice.objects.filter(to=str(self.person.pk)).order_by("at")
        ]


@pytest.fixture
def house():
    return House()


def factors(user):
    return Authenticator.objects.filter(user=user).count()


def test_two_administrators_and_a_day_reset_it(house):
    client = door.signed_in(house.person, house.secret)
    reset = house.ask()
    assert house.kinds() == ["asked"]
    reset = recovery.agree(by=house.second, reset=reset, at=house.now)
    assert recovery.complete_due(at=house.now + DAY - datetime.timedelta(seconds=1)) == 0
    assert factors(house.person) == 2
    assert recovery.complete_due(at=house.now + DAY) == 1
    assert factors(house.person) == 0
    assert sorted(house.kinds()) == ["agreed", "asked", "done"]
    assert client.get("/account/").status_code == 302, "every session ended"
    assert recovery.complete_due(at=house.now + DAY) == 0, "once"
    actions = list(Event.objects.filter(object_id=str(reset.pk)).order_by("seq").values_list("action", "actor_id"))
    assert actions == [
        ("accounts.factor_reset.asked", str(house.first.pk)),
        ("accounts.factor_reset.agreed", str(house.second.pk)),
        ("accounts.factor_reset.done", ""),
    ]


def test_the_identity_note_is_in_no_event_and_no_notice(house):
    house.ask()
    assert "badge" not in str(list(Event.objects.values())) + str(list(Notice.objects.values()))


def test_who_asked_cannot_agree(house):
    reset = house.ask()
    with pytest.raises(recovery.SameAdministrator):
        recovery.agree(by=house.first, reset=reset, at=house.now)
    assert FactorReset.objects.get(pk=reset.pk).agreed_at is None


def test_nobody_asks_or_agrees_for_themselves(house):
    door.enrol_app(house.first)
    with pytest.raises(recovery.OwnReset):
        recovery.ask(by=house.first, person=house.first, identity_note=NOTE, at=house.now)
    reset = recovery.ask(by=house.second, person=house.first, identity_note=NOTE, at=house.now)
    with pytest.raises(recovery.OwnReset):
        recovery.agree(by=house.first, reset=reset, at=house.now)


def test_the_other_side_neither_asks_nor_agrees_nor_stops(house):
    with pytest.raises(AccessDenied):
        house.ask(by=house.police)
    assert not FactorReset.objects.exists()
    reset = house.ask()
    with pytest.raises(AccessDenied):
        recovery.agree(by=house.police, reset=reset, at=house.now)
    with pytest.raises(AccessDenied):
        recovery.stop(by=house.police, reset=reset, at=house.now)
    assert FactorReset.objects.pending().count() == 1


def test_there_is_one_at_a_time_and_none_without_a_factor(house):
    house.ask()
    with pytest.raises(recovery.ResetUnderWay):
        house.ask(by=house.second)
    with pytest.raises(recovery.NothingToReset):
        recovery.ask(by=house.first, person=house.second, identity_note=NOTE, at=house.now)


@pytest.mark.parametrize("who", ["person", "first", "second"])
def test_the_person_and_any_administrator_of_the_side_can_stop_it(house, who):
    reset = recovery.agree(by=house.second, reset=house.ask(), at=house.now)
    recovery.stop(by=getattr(house, who), reset=reset, at=house.now)
    assert recovery.complete_due(at=house.now + 2 * DAY) == 0
    assert factors(house.person) == 2
    with pytest.raises(recovery.ResetClosed):
        recovery.agree(by=house.second, reset=reset, at=house.now)


def test_a_notice_of_a_stopped_reset_is_not_sent_any_more(house):
    reset = recovery.agree(by=house.second, reset=house.ask(), at=house.now)
    agreed = Notice.objects.get(kind="accounts.factor_reset_agreed")
    fact = type("Fact", (), {"kind": agreed.kind, "about": (agreed.about_type, agreed.about_id)})
    assert holds(fact)
    recovery.stop(by=house.first, reset=reset, at=house.now)
    assert not holds(fact)


def test_two_who_agree_at_once_agree_once(house):
    third = door.person(Role.DISTRICT_ADMINISTRATOR, door.district())
    reset = house.ask()
    same = FactorReset.objects.get(pk=reset.pk)
    recovery.agree(by=house.second, reset=reset, at=house.now)
    with pytest.raises(recovery.ResetClosed):
        recovery.agree(by=third, reset=same, at=house.now)
    assert FactorReset.objects.get(pk=reset.pk).agreed_by == house.second


def test_a_due_reset_is_carried_out_at_sign_in_without_waiting_for_the_next_pass(house):
    recovery.agree(by=house.second, reset=house.ask(), at=house.now)
    with time_machine.travel(house.now + DAY + datetime.timedelta(minutes=1), tick=False):
        client = Client()
        assert door.login(client, house.person)["Location"] == reverse("home")
        assert client.get("/account/")["Location"] == reverse("second-factor-setup")


def test_mail_alone_resets_nothing(house):
    client = Client()
    client.post(reverse("account_reset_password"), {"email": house.person.email})
    assert factors(house.person) == 2


def test_the_pages_walk_from_asking_to_agreeing_to_stopping(house):
    first = inside(house.first)
    second = inside(house.second)
    ask = reverse("factor-reset-ask", args=[house.person.pk])
    assert confirm_page(first, ask, {"identity_note": ""}).status_code == 422
    assert confirm_page(first, ask, {"identity_note": NOTE})["Location"] == reverse("factor-reset-list")
    reset = FactorReset.objects.get()
    agree = reverse("factor-reset-agree", args=[reset.pk])
    assert NOTE in second.get(agree).content.decode()
    assert confirm_page(first, agree).status_code == 422
    assert confirm_page(second, agree).status_code == 302
    own = door.signed_in(house.person, house.secret)
    assert reverse("factor-reset-stop", args=[reset.pk]) in own.get("/account/").content.decode()
    assert confirm_page(own, reverse("factor-reset-stop", args=[reset.pk]))["Location"] == "/account/"
    assert "stopped by" in first.get(reverse("factor-reset-list")).content.decode()


def test_the_pages_are_absent_for_the_other_side_and_for_who_manages_nobody(house):
    reset = house.ask()
    police = inside(house.police)
    for name, pk in (("ask", house.person.pk), ("agree", reset.pk), ("stop", reset.pk)):
        for method in (police.get, police.post):
            assert method(reverse(f"factor-reset-{name}", args=[pk])).status_code == 404
    staff = door.signed_in(door.person(Role.STAFF))
    assert staff.get(reverse("factor-reset-list")).status_code == 404
    assert FactorReset.objects.pending().filter(agreed_at=None).count() == 1


def test_the_other_administrators_of_the_side_hear_that_it_waits_until_one_agrees(house):
    reset = house.ask()
    waits = Notice.objects.filter(kind="accounts.factor_reset_waits")
    assert [notice.to for notice in waits] == [str(house.second.pk)]
    assert waits.get().facts["path"] == reverse("factor-reset-agree", args=[reset.pk])
    fact = type("Fact", (), {"kind": waits.get().kind, "about": ("accounts.factor_reset", str(reset.pk))})
    assert holds(fact)
    recovery.agree(by=house.second, reset=reset, at=house.now)
    assert not holds(fact)
