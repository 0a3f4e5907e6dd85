"""The demo county: made once, through the actions, with a way in for each persona; and nowhere near production."""

from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client, override_settings
from django.urls import clear_url_caches, include, path

from accounts.models import Organization, User
from config.readiness import waits_long
from demo.management.commands import seed_demo
from demo.people import CAST, DISTRICT
from demo.seed import seed
from incidents.models import Disclosure, KeptInSchool, Referral
from incidents.states import ReferralState
from ledger.actions.sealing import begin_seals
from ledger.models import Event, Notice
from ledger.verify import verify
from tests.cast import NOW
from training.models import Completion, CourseAssignment, Evidence
from training.status import PersonStatus
from training.topics import Topic

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

urlpatterns = [
    path("", include("config.urls")),
    path("demo/", include("demo.urls")),
]


@pytest.fixture(autouse=True)
def _evidence_in_memory(settings):
    memory = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
    settings.STORAGES = {**settings.STORAGES, "default": memory}


@pytest.fixture
def with_demo(settings):
    """The routes as they stand when the demo is on."""
    settings.DEMO = True
    with override_settings(ROOT_URLCONF="tests.demo.test_demo"):
        clear_url_caches()
        yield
    clear_url_caches()


@pytest.mark.parametrize("now", [NOW, datetime(2026, 7, 20, 15, tzinfo=UTC)])
def test_the_county_is_told_at_every_stage_and_twice_does_no_harm(now):
    begin_seals(at=now)  # as `prepare` does: from then on every record must have its seal
    assert seed(now) is True
    assert set(Referral.objects.values_list("state", flat=True)) == set(ReferralState.values)
    assert Organization.objects.schools().count() == 8
    assert Organization.objects.agencies().count() == 2
    assert KeptInSchool.objects.exists()
    assert not Referral.objects.filter(occurred_at__gt=now).exists()
    assert not Disclosure.objects.filter(at__gt=now).exists()
    assert_training_is_told(now)
    assert verify().intact
    before = Event.objects.count()
    # Mail waits to be sent, and no portal administrator is told on the first day that the portal did not send it.
    assert Notice.objects.waiting(now).exists()
    assert not waits_long(now).exists()
    assert seed(now) is False
    assert Event.objects.count() == before


def assert_training_is_told(now):
    """Every topic and every standing, every kind of notice, something new to read, and one mistake taken back."""
    day = Organization.objects.get(name=DISTRICT).today(now)
    rows = CourseAssignment.objects.asked_on(day).with_status(day)
    assert set(rows.values_list("status", flat=True)) == set(PersonStatus.values)
    assert set(rows.values_list("requirement__course__topic", flat=True)) == set(Topic.values)
    assert set(Evidence.objects.values_list("kind", flat=True)) >= {"certificate", "attestation"}
    for one in Evidence.objects.exclude(file=""):
        with one.file.open() as paper:
            assert paper.read(5) == b"%PDF-"
    assert Completion.objects.filter(withdrawn_at__isnull=False).count() == 1
    assert not Completion.objects.filter(recorded_at__gt=now).exists()
    told = Notice.objects.filter(kind__startswith="training.")
    assert len(set(told.values_list("kind", flat=True))) == 4
    assert told.filter(read_at__isnull=True, due__lte=now).count() > 10


def test_every_persona_enters_with_one_click_and_finds_a_desk(with_demo):
    seed(datetime.now(UTC))
    door = Client()
    shown = door.get("/demo/").content.decode()
    for one in CAST:
        assert (f"/demo/{one.key}/" in shown) is bool(one.persona)
        if one.persona:
            client = Client()
            assert client.post(f"/demo/{one.key}/").status_code == 302
            assert client.get("/").status_code == 200, one.key
    extra = next(one for one in CAST if not one.persona)
    assert Client().post(f"/demo/{extra.key}/").status_code == 404


def test_it_is_not_made_beside_real_organizations(cast):
    with pytest.raises(CommandError, match="wants an empty installation"):
        call_command(seed_demo.Command())
    assert not Organization.objects.filter(name=DISTRICT).exists()


def test_production_refuses_it(settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="not for production"):
        call_command(seed_demo.Command())
    assert not User.objects.exists()


def test_without_the_demo_there_is_no_front_door(client):
    assert client.get("/demo/").status_code == 404
