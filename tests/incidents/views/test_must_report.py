"""What a district marks as must-report is handed on at its schools from then on, and nowhere else."""

from datetime import timedelta

import pytest

from accounts.access import AccessDenied
from accounts.models import Membership
from accounts.roles import Role
from incidents.actions import must_reports, referrals
from incidents.errors import MarkEnded, MustBeHandedOn, NothingOwed, UnknownAnswer
from incidents.models import HandedOn, KeptInSchool, MustReport, Referral
from incidents.reference import BEHAVIORS
from ledger.models import Event
from tests.accounts.people import inside
from tests.cast import NOW
from tests.checking import asked_again, confirm_page, version_shown
from tests.factories.incidents import submitted
from tests.incidents.test_handing_on import hand, rule_matter
from tests.incidents.views.desk import DAY, at, page, walk_to_check
from tests.incidents.views.test_gate import KEEP, gate

LIST = "/must-report/"
VAPING = "vaping"


@pytest.fixture
def marked(cast):
    return must_reports.mark(by=cast.district_administrator, at=NOW, district=cast.district, behavior=VAPING)


def test_a_district_marks_a_matter_and_reads_who_marked_it_and_since_when(cast, district):
    run = inside(cast.district_administrator)
    shown = page(run.get(LIST))
    assert "Your district has marked nothing of its own." in shown
    assert str(BEHAVIORS.label("firearm")) in shown, "what is handed on everywhere is named"
    assert run.post(LIST, {"behavior": VAPING}).url == LIST
    shown = page(run.get(LIST))
    assert "Tobacco or vaping" in shown.partition("<tbody")[2].partition("</tbody>")[0]
    assert cast.district_administrator.name in shown.partition("<tbody")[2].partition("</tbody>")[0]
    assert "October 14, 2026" in shown.partition("<tbody")[2].partition("</tbody>")[0]
    event = Event.objects.get(action="incidents.must_report.marked")
    assert (event.actor_id, event.details["behavior"]) == (str(cast.district_administrator.pk), VAPING)
    assert event.organization_id == str(cast.district.pk)
    assert run.post(LIST, {"behavior": VAPING}).url == LIST, "a click too many is no second mark"
    assert MustReport.objects.count() == 1
    assert Event.objects.filter(action="incidents.must_report.marked").count() == 1


@pytest.mark.parametrize("behavior", ["firearm", "mentoring", "standing_presence", "other", "no_such", ""])
def test_what_is_owed_anyway_or_no_matter_by_itself_is_not_marked(cast, behavior):
    assert inside(cast.district_administrator).post(LIST, {"behavior": behavior}).status_code == 422
    with pytest.raises(UnknownAnswer):
        must_reports.mark(by=cast.district_administrator, at=NOW, district=cast.district, behavior=behavior)
    assert not MustReport.objects.exists()


def test_a_marked_matter_is_not_kept_in_school_and_ends_as_handed_on(principal, marked):
    one = gate(principal)
    response = principal.post(at(one, "gate/"), {**KEEP, "behavior": VAPING, "route": "teacher"})
    assert response.url == at(one, "hand-on/")
    assert not KeptInSchool.objects.exists()
    shown = page(principal.get(at(one, "hand-on/")))
    assert "Your district says that this must be reported. Report it first." in shown
    given = {"act": "hand", "day": DAY, "time": "09:30"}
    answer = confirm_page(principal, at(one, "hand-on/"), {**given, "told": ["guardian"]})
    assert "Tell one, then record it here." in page(answer)
    assert not HandedOn.objects.exists()
    done = confirm_page(principal, at(one, "hand-on/"), {**given, "told": ["guardian", "district"]})
    assert done.url == f"/handed-on/{one.pk}/"
    assert HandedOn.objects.get().told == ["guardian", "district"]
    assert "Tobacco or vaping" in page(principal.get("/handed-on/"))
    assert not Referral.objects.exists()


def test_before_a_marked_matter_is_sent_as_a_call_its_writer_reads_what_is_owed(principal, marked):
    words = "Your district says that this must be reported."
    one = walk_to_check(principal, behavior=VAPING)
    shown = page(principal.get(at(one, "check/")))
    assert words in shown
    assert f'href="{at(one, "hand-on/")}"' in shown
    assert words not in page(principal.get(at(walk_to_check(principal), "check/")))


def test_a_mark_holds_in_its_own_district_alone_and_from_then_on(cast, marked):
    before = rule_matter(cast, VAPING)
    with pytest.raises(MustBeHandedOn):
        keep(cast.principal, before)
    must_reports.end(by=cast.district_administrator, at=NOW + timedelta(hours=1), mark=marked)
    kept = keep(cast.principal, before)
    assert kept.behavior == VAPING
    with pytest.raises(NothingOwed):
        hand(cast, rule_matter(cast, VAPING), ["police"])
    run = cast.stranger_district_administrator
    must_reports.mark(by=run, at=NOW, district=cast.other_district, behavior=VAPING)
    assert keep(cast.principal, rule_matter(cast, VAPING)).behavior == VAPING


def keep(by, referral):
    return referrals.keep_in_school(
        by=by, at=NOW, referral=referral, route="teacher", occurred_on=NOW.date(), behavior=VAPING
    )


def test_a_mark_is_ended_as_it_was_read_and_stays_on_record(cast, marked):
    run, path = inside(cast.district_administrator), f"{LIST}{marked.pk}/end/"
    read = version_shown(run, path)
    type(cast.district).objects.filter(pk=cast.district.pk).update(name="Aldmoor Unified")
    again = asked_again(run.post(path, read), "District")
    marked.refresh_from_db()
    assert marked.ended_at is None
    assert run.post(path, again).url == LIST
    marked.refresh_from_db()
    assert (marked.ended_by, marked.marked_by) == (cast.district_administrator, cast.district_administrator)
    assert Event.objects.filter(action="incidents.must_report.ended", object_id=str(marked.pk)).count() == 1
    assert run.get(path).status_code == 404
    with pytest.raises(MarkEnded):
        must_reports.end(by=cast.district_administrator, at=NOW, mark=marked)
    assert run.post(LIST, {"behavior": VAPING}).url == LIST, "and may be marked again"
    assert MustReport.objects.in_force().count() == 1


@pytest.mark.parametrize(
    "who", ["principal", "staff", "records_custodian", "sro", "supervisor", "agency_administrator"]
)
def test_nobody_else_marks(cast, marked, who):
    user = getattr(cast, who)
    client = inside(user)
    for path in (LIST, f"{LIST}{marked.pk}/end/"):
        assert client.get(path).status_code == client.post(path, {"behavior": "alcohol"}).status_code == 404
    with pytest.raises(AccessDenied):
        must_reports.mark(by=user, at=NOW, district=cast.district, behavior="alcohol")
    with pytest.raises(AccessDenied):
        must_reports.end(by=user, at=NOW, mark=marked)
    assert MustReport.objects.in_force().count() == 1


def test_a_stranger_marks_nothing_of_this_district(cast, marked):
    client = inside(cast.stranger_district_administrator)
    assert client.get(f"{LIST}{marked.pk}/end/").status_code == 404
    assert "Your district has marked nothing of its own." in page(client.get(LIST))


def test_who_runs_two_districts_says_whose_mark_it_is(cast):
    Membership.objects.create(
        user=cast.district_administrator,
        organization=cast.other_district,
        side=cast.other_district.pk,
        role=Role.DISTRICT_ADMINISTRATOR,
        starts_on="2026-01-01",
        created_at=NOW,
    )
    run = inside(cast.district_administrator)
    assert run.post(LIST, {"behavior": VAPING}).status_code == 422
    assert run.post(LIST, {"behavior": VAPING, "district": str(cast.other_district.pk)}).url == LIST
    assert MustReport.objects.get().district == cast.other_district


def test_the_button_that_takes_back_a_marked_call_does_not_say_that_it_stays_in_school(cast, marked):
    given = {"crime": "no", "danger": "none"}
    for behavior, words in ((VAPING, "Withdraw"), ("phone", "Withdraw: keep it in school")):
        call = submitted(cast.principal, cast.school, NOW, behavior=behavior, **given)
        shown = page(inside(cast.principal).get(at(call)))
        assert shown.partition(f'href="{at(call, "withdraw/")}">')[2].partition("</a>")[0] == words
