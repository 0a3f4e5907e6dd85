from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from django.core.files.storage import InMemoryStorage, default_storage

from accounts.access import AccessDenied
from accounts.roles import Role
from common.scans import Paper
from ledger.models import Event, Notice
from partnerships.actions import versions
from partnerships.errors import (
    AlreadyDecided,
    BadTerm,
    IncompleteMOU,
    NotAccepted,
    OwnVersion,
    ReasonMissing,
    WaitingAlready,
    WrongDays,
)
from partnerships.models import DraftOrigin, Scan, Version
from partnerships.reference import MODEL_CLAUSES
from partnerships.scoping import covers
from partnerships.states import VersionState
from partnerships.terms import DEFAULT_TERMS, Terms
from tests.checking import confirm_page
from tests.partnerships.stage import AT, browser, county, drafted, entered, everything, give, in_force, partners, text
from tests.partnerships.test_partnerships import propose, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def c():
    found = county()
    found.partnership = partners(found)
    return found


def enter(c, **given):
    chosen = {"by": c.dana, "at": AT, "partnership": c.partnership, "side": c.district, "text": text()}
    chosen |= {"form_key": uuid4(), **given}
    return versions.enter(**chosen)


def test_an_entered_version_binds_nobody_until_the_other_side_confirms(c):
    version = entered(c, c.partnership)
    assert not covers([c.partnership], AT)[0].in_force
    versions.confirm(by=c.abel, at=AT, version=version)
    cover = covers([c.partnership], AT)[0]
    assert (cover.in_force, cover.version, cover.terms) == (True, version, Terms.of({}))
    actions = list(Event.objects.order_by("seq").values_list("action", flat=True))
    assert actions[-2:] == ["partnerships.version.entered", "partnerships.version.confirmed"]


def test_entering_asks_the_other_sides_administrators_and_signatories(c):
    entered(c, c.partnership)
    asked = Notice.objects.filter(kind="partnerships.mou_entered").values_list("to", flat=True)
    assert set(asked) == {str(c.abel.pk), str(c.chief.pk)}


def test_what_was_entered_is_kept_with_every_term_and_the_clause_behind_it(c):
    version = enter(c, text=text(terms={"grace_days": 10, "identity_sharing": "crime_or_emergency"}))
    assert [clause.number for clause in version.clauses.all()] == [clause.number for clause in MODEL_CLAUSES]
    terms = {term.key: term.value for term in version.terms.all()}
    assert terms == {**{str(key): value for key, value in DEFAULT_TERMS.items()}, **terms}
    assert (terms["grace_days"], terms["identity_sharing"]) == (10, "crime_or_emergency")
    assert version.terms.get(key="identity_sharing").clause.number == "6.2"


@pytest.mark.parametrize("who", ["abel", "superintendent", "principal", "custodian", "officer", "stranger_school_side"])
def test_only_an_administrator_of_the_side_enters_for_it(c, who):
    refused(AccessDenied, enter, c=c, by=getattr(c, who))


def test_nobody_enters_for_a_side_that_is_none(c):
    refused(AccessDenied, enter, c=c, by=c.stranger_agency_side, side=c.other_agency)


@pytest.mark.parametrize("who", ["dana", "superintendent", "supervisor", "officer", "stranger_agency_side"])
def test_only_the_other_side_confirms_or_sends_back(c, who):
    version = entered(c, c.partnership)
    refused(AccessDenied, versions.confirm, by=getattr(c, who), at=AT, version=version)
    refused(AccessDenied, versions.reject, by=getattr(c, who), at=AT, version=version, reason="No.")


def test_nobody_confirms_what_they_entered_even_with_a_role_on_both_sides(c):
    give(c.dana, Role.AGENCY_ADMINISTRATOR, c.agency)
    version = entered(c, c.partnership)
    refused(OwnVersion, versions.confirm, by=c.dana, at=AT, version=version)
    refused(OwnVersion, versions.reject, by=c.dana, at=AT, version=version, reason="No.")


def test_a_signatory_of_the_other_side_may_confirm(c):
    assert versions.confirm(by=c.chief, at=AT, version=entered(c, c.partnership)).state == VersionState.CONFIRMED


def test_of_two_answers_at_once_one_wins(c):
    version = entered(c, c.partnership)
    stale = Version.objects.select_related("agreement__partnership").get(pk=version.pk)
    versions.confirm(by=c.abel, at=AT, version=version)
    refused(AlreadyDecided, versions.confirm, by=c.chief, at=AT, version=stale)
    refused(AlreadyDecided, versions.reject, by=c.chief, at=AT, version=stale, reason="Too late.")
    version.refresh_from_db()
    assert version.confirmed_by == c.abel


def test_sent_back_with_a_reason_it_is_entered_again_as_the_next_version(c):
    version = entered(c, c.partnership)
    refused(ReasonMissing, versions.reject, by=c.abel, at=AT, version=version, reason="  ")
    versions.reject(by=c.abel, at=AT, version=version, reason="The last day is wrong.")
    assert Notice.objects.filter(kind="partnerships.mou_rejected", to=str(c.dana.pk)).exists()
    assert not covers([c.partnership], AT)[0].in_force
    second = enter(c)
    assert (second.number, second.state) == (2, VersionState.ENTERED)


def test_one_version_waits_at_a_time(c):
    entered(c, c.partnership)
    refused(WaitingAlready, enter, c=c)
    refused(WaitingAlready, enter, c=c, by=c.abel, side=c.agency)


def test_no_mou_before_the_partnership_is_accepted(c):
    other = propose(c, other=c.other_agency)
    refused(NotAccepted, enter, c=c, partnership=other)


def test_what_cannot_be_read_back_is_refused(c):
    first = MODEL_CLAUSES[0]
    refused(WrongDays, enter, c=c, text=text(expires_on=date(2026, 7, 1)))
    refused(IncompleteMOU, enter, c=c, text=text(clauses=[]))
    refused(IncompleteMOU, enter, c=c, text=text(clauses=[first, first], grounds={}))
    refused(IncompleteMOU, enter, c=c, text=text(clauses=[replace(first, subject="weather")], grounds={}))
    refused(BadTerm, enter, c=c, text=text(grounds={"grace_days": "99.9"}))
    for key, value in (
        ("grace_days", -1),
        ("grace_days", "30"),
        ("school_days_to_answer", True),
        ("identity_sharing", "sometimes"),
        ("outcomes_reported", ["gossip"]),
        ("notice_ladder_days", []),
        ("unheard_of", 1),
    ):
        refused(BadTerm, enter, c=c, text=text(terms={key: value}))


def test_a_scan_is_kept_under_a_name_nobody_can_guess(c):
    paper = Paper(content=b"%PDF-1.7 the paper", name="Our MOU.pdf", media_type="application/pdf")
    version = enter(c, paper=paper)
    scan = Scan.objects.get(version=version)
    assert scan.file.read() == paper.content
    assert (scan.name, scan.size, scan.sha256) == ("Our MOU.pdf", 18, paper.sha256)
    assert "MOU" not in scan.file.name


def test_a_corrected_version_may_keep_the_scan_of_the_one_sent_back(c):
    paper = Paper(content=b"%PDF-1.7 the paper", name="Our MOU.pdf", media_type="application/pdf")
    first = enter(c, paper=paper)
    versions.reject(by=c.abel, at=AT, version=first, reason="Clause 3 is not what we signed.")
    second = enter(c, paper=Scan.objects.get(version=first))
    assert Scan.objects.get(version=second).file.name == Scan.objects.get(version=first).file.name


@pytest.mark.parametrize("broken", ["record", "Scan.save"])
def test_when_the_rows_cannot_be_written_the_file_is_taken_away_again(c, monkeypatch, broken):
    paper = Paper(content=b"%PDF-1.7 the paper", name="Our MOU.pdf", media_type="application/pdf")
    stored = []
    save = InMemoryStorage._save
    monkeypatch.setattr(InMemoryStorage, "_save", lambda *given: stored.append(save(*given)) or stored[-1])
    monkeypatch.setattr(f"partnerships.actions.versions.{broken}", lambda *_given, **_more: 1 / 0)
    before = everything()
    with pytest.raises(ZeroDivisionError):
        enter(c, paper=paper)
    assert everything() == before
    assert stored
    assert not default_storage.exists(stored[0])


def test_a_clause_is_found_by_what_it_is_about(c):
    found = in_force(c, c.partnership).clauses.about("discipline").first()
    assert found.number == "3.1"
    assert "".join(found.parts) == found.text


def test_the_side_that_entered_it_takes_it_back_before_it_is_answered(c):
    version = entered(c, c.partnership)
    page = browser(c.dana)
    assert "Take it back" in page.get(f"/mou/versions/{version.pk}/").content.decode()
    assert confirm_page(page, f"/mou/versions/{version.pk}/withdraw/").status_code == 302
    version.refresh_from_db()
    assert (version.state, version.withdrawn_by) == (VersionState.WITHDRAWN, c.dana)
    assert Event.objects.filter(action="partnerships.version.withdrawn", actor_id=str(c.dana.pk)).count() == 1
    told = Notice.objects.filter(kind="partnerships.mou_withdrawn").values_list("to", flat=True)
    assert set(told) == {str(c.abel.pk), str(c.chief.pk)}
    refused(AlreadyDecided, versions.confirm, by=c.abel, at=AT, version=version)
    refused(AlreadyDecided, versions.withdraw, by=c.dana, at=AT, version=version)
    assert not covers([c.partnership], AT)[0].in_force
    assert "took version 1 back" in browser(c.abel).get(f"/mou/versions/{version.pk}/").content.decode()
    assert "Enter the corrected MOU" in page.get(f"/mou/{c.partnership.pk}/enter/").content.decode()
    again = drafted(c, c.partnership, DraftOrigin.LAST)
    assert (again.title, again.signed_by_school) == ("MOU 2026", version.signed_by_school)
    assert enter(c).number == 2


def test_what_was_answered_is_not_taken_back(c):
    version = in_force(c, c.partnership)
    refused(AlreadyDecided, versions.withdraw, by=c.dana, at=AT, version=version)


@pytest.mark.parametrize("who", ["abel", "superintendent", "principal", "stranger_school_side", "chief"])
def test_nobody_else_takes_it_back(c, who):
    refused(AccessDenied, versions.withdraw, by=getattr(c, who), at=AT, version=entered(c, c.partnership))
