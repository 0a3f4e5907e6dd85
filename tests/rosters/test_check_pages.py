"""Two tabs: a roster is applied, a school closed and a principal named as it was read, or it is asked again."""

from uuid import uuid4

import pytest

from accounts.models import Membership, Organization
from accounts.roles import Role
from ledger.models import Event, Notice
from partnerships.models import PartnershipSchool, Posting
from rosters.actions import schools
from rosters.models import RosterImport, SchoolLetGo
from rosters.states import RosterState
from tests.accounts.people import inside
from tests.cast import NOW, person
from tests.checking import asked_again, confirm_page, version_shown
from tests.factories.incidents import submitted
from tests.factories.partnerships import PartnershipSchoolFactory, PostingFactory
from tests.incidents.views.desk import REVIEW
from tests.rosters.test_pages import sent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


@pytest.mark.parametrize(("step", "state"), [("apply/", RosterState.CONFIRMED), ("discard/", RosterState.DISCARDED)])
def test_a_roster_is_applied_or_discarded_as_it_was_read(cast, step, state):
    client, path = sent(cast)
    read = version_shown(client, f"{path}{step}")
    Organization.objects.filter(pk=cast.district.pk).update(name="Aldmoor Unified")
    again = asked_again(client.post(f"{path}{step}", read), "the district")
    assert RosterImport.objects.get().state == RosterState.PREVIEWED
    assert client.post(f"{path}{step}", again).status_code == 302
    assert RosterImport.objects.get().state == state


def test_another_preview_is_not_applied_by_the_page_of_the_first(cast):
    client, path = sent(cast)
    read = version_shown(client, f"{path}apply/")
    found = RosterImport.objects.get()
    counts = {**found.counts, "staff": {"ended": 9}, "ending": {"people": 9, "of_people": 90}}
    RosterImport.objects.filter(pk=found.pk).update(counts=counts)
    answer = client.post(f"{path}apply/", read)
    again = asked_again(answer, "staff, roles that end")
    assert "9 that end" in answer.content.decode()
    assert client.post(f"{path}apply/", again).status_code == 302


@pytest.fixture
def closing(cast):
    """A school of the cast that a roster let go, where an officer is posted and a call waits."""
    return SchoolLetGo.objects.create(district=cast.district, school=cast.school, created_at=NOW)


def test_a_school_is_closed_with_the_roles_and_postings_that_were_read(cast, closing):
    client, path = inside(cast.district_administrator), f"/rosters/schools/{closing.pk}/close/"
    Posting.objects.filter(school=cast.school).delete()
    read = version_shown(client, path)
    person("Newly Come", Role.STAFF, cast.school)
    PostingFactory(partnership=cast.partnership, school=cast.school, officer=cast.sro)
    answer = client.post(path, read)
    again = asked_again(answer, "roles that end, what else ends")
    assert "Newly Come" in answer.content.decode()
    assert f"The posting of {cast.sro.name} ends." in answer.content.decode()
    closing.refresh_from_db()
    assert closing.closed_at is None
    assert Membership.objects.filter(organization=cast.school, ends_on=None).exists()
    assert client.post(path, again).status_code == 302
    closing.refresh_from_db()
    assert closing.closed_at == NOW


def test_with_a_school_end_its_postings_and_what_partnerships_cover(cast, closing):
    submitted(cast.principal, cast.school, NOW)
    client, path = inside(cast.district_administrator), f"/rosters/schools/{closing.pk}/close/"
    page = client.get(path).content.decode()
    assert f"The partnership with {cast.agency.name} no longer covers it." in page
    assert (
        f"The posting of {cast.sro.name} ends. Calls there that wait for the officer become the supervisor’s." in page
    )
    elsewhere = PostingFactory(partnership=cast.partnership, school=cast.second_school, officer=cast.sro)
    assert confirm_page(client, path).status_code == 302
    today = NOW.date()
    assert set(Posting.objects.filter(school=cast.school).values_list("ends_on", flat=True)) == {today}
    assert not PartnershipSchool.objects.filter(school=cast.school).not_over(today).exists()
    elsewhere.refresh_from_db()
    assert elsewhere.ends_on is None, "what is elsewhere goes on"
    assert PartnershipSchool.objects.filter(school=cast.second_school).not_over(today).exists()
    told = {kind: set(Notice.objects.filter(kind=kind).values_list("to", flat=True)) for kind in KINDS}
    assert str(cast.sro.pk) in told["partnerships.posting_ended"]
    assert str(cast.agency_administrator.pk) in told["partnerships.schools_changed"]
    assert str(cast.supervisor.pk) in told["incidents.officer_left"]
    event = Event.objects.get(action="partnerships.partnership.schools_changed")
    assert (event.actor_id, event.details["ended"]) == (str(cast.district_administrator.pk), [str(cast.school.pk)])
    assert Event.objects.filter(action="partnerships.posting.ended", outcome="done").count() == 1


KINDS = ("partnerships.posting_ended", "partnerships.schools_changed", "incidents.officer_left")


def test_a_school_without_an_officer_names_nothing_else_and_what_ended_stays(cast, closing):
    Posting.objects.filter(school=cast.school).delete()
    PartnershipSchool.objects.filter(school=cast.school).delete()
    page = inside(cast.district_administrator).get(f"/rosters/schools/{closing.pk}/close/").content.decode()
    assert "What else ends today" not in page
    over = PartnershipSchoolFactory(partnership=cast.partnership, school=cast.school, ends_on=NOW.date())
    schools.close(by=cast.district_administrator, at=NOW, let_go=closing)
    over.refresh_from_db()
    assert over.ends_on == NOW.date()
    assert not Event.objects.filter(action="partnerships.partnership.schools_changed").exists()


def test_a_call_that_waits_at_a_closed_school_is_the_supervisors(cast, closing):
    call = submitted(cast.principal, cast.school, NOW)
    confirm_page(inside(cast.district_administrator), f"/rosters/schools/{closing.pk}/close/")
    supervisor = inside(cast.supervisor)
    assert f"/referrals/{call.pk}/" in supervisor.get("/").content.decode()
    assert supervisor.get(f"/referrals/{call.pk}/").status_code == 200
    assert inside(cast.sro).get(f"/referrals/{call.pk}/").status_code == 404
    path = f"/referrals/{call.pk}/review/"
    given = {**REVIEW, **version_shown(supervisor, path), "form_key": uuid4()}
    assert supervisor.post(path, given).status_code == 302
    call.refresh_from_db()
    assert call.state == "decided"
