"""Check your answers, and send."""

from datetime import timedelta
from uuid import uuid4

from incidents.choices import Basis, Danger
from incidents.models import Disclosure, Referral
from ledger.models import Event, Notice
from partnerships.terms import IdentitySharing, TermKey
from tests.accounts.people import inside
from tests.cast import NOW, bind, person
from tests.checking import confirm_page
from tests.factories.accounts import MembershipFactory, OrganizationFactory
from tests.factories.incidents import NAME, SCHOOL_ONLY, draft
from tests.factories.partnerships import TermFactory
from tests.incidents.views.desk import at, counts, page, send, walk_to_check


def part(shown, first, last):
    """The page between two headings."""
    return shown.partition(first)[2].partition(last)[0]


def test_the_check_shows_what_the_agency_reads_apart_from_what_stays(cast, principal):
    one = draft(cast.principal, cast.school, NOW)
    shown = page(principal.get(at(one, "check/")))
    crossing = part(shown, "What Aldmoor Sheriff will read</h2>", "What stays in school</h2>")
    staying = part(shown, "What stays in school</h2>", "Who will see it</h2>")
    assert "pushed each other" in crossing
    assert "gray hoodie" in crossing
    for kept in (SCHOOL_ONLY, NAME):
        assert kept in staying
        assert kept not in crossing
    assert "Send to Aldmoor Sheriff" in shown


def test_an_unfinished_draft_goes_back_to_its_open_question(principal, cast):
    one = draft(cast.principal, cast.school, NOW)
    one.texts.filter(kind="shared").delete()
    assert principal.get(at(one, "check/")).url == at(one, "details/")
    send(principal, one)
    one.refresh_from_db()
    assert one.state == "draft"


def test_sending_twice_is_one_record_and_one_notice_each(principal, cast):
    one = walk_to_check(principal)
    first = send(principal, one)
    told = Notice.objects.count()
    second = send(principal, one)
    assert first.url == second.url == at(one)
    assert Disclosure.objects.count() == 1
    assert Notice.objects.count() == told > 0
    assert Event.objects.filter(action="incidents.referral.submitted").count() == 1
    assert "Sent to Aldmoor Sheriff as 26-0001." in page(principal.get(at(one)))


def test_the_back_button_finds_the_record_and_no_draft(principal):
    one = walk_to_check(principal)
    send(principal, one)
    assert principal.get(at(one, "check/")).url == at(one)


def test_without_an_officer_posted_nobody_is_told_and_the_page_says_whom_to_phone(cast, principal):
    cast.posting.delete()
    one = walk_to_check(principal)
    shown = page(principal.get(at(one, "check/")))
    assert "Save: nobody at the agency will see this" in shown
    assert 'Desk sergeant, <a href="tel:5550199">555-0199</a>' in shown
    sent = send(principal, one, follow=True)
    assert "Nobody at the agency sees it." in page(sent)
    assert not Disclosure.objects.exists()
    assert not Notice.objects.exists()
    assert inside(cast.supervisor).get(at(one)).status_code == 404


def test_a_saved_call_is_sent_on_once_an_officer_is_posted(cast, principal):
    school, phone = cast.posting.school, cast.posting.phone
    cast.posting.delete()
    one = walk_to_check(principal)
    send(principal, one)
    assert principal.get(at(one, "disclose/")).status_code == 302
    cast.posting.pk, cast.posting.school, cast.posting.phone = uuid4(), school, phone
    cast.posting.save(force_insert=True)
    assert "Send it to Aldmoor Sheriff now?" in page(principal.get(at(one, "disclose/")))
    for _time in range(2):
        assert confirm_page(principal, at(one, "disclose/")).url == at(one)
    assert Disclosure.objects.count() == 1
    assert inside(cast.sro).get(at(one)).status_code == 200


def allow_names(cast, sharing=IdentitySharing.CRIME_OR_EMERGENCY):
    TermFactory(version=cast.version, key=TermKey.IDENTITY_SHARING, value=sharing)


def test_names_are_not_asked_about_where_the_mou_never_lets_them_cross(cast, principal):
    one = draft(cast.principal, cast.school, NOW)
    assert "May the names be sent" not in page(principal.get(at(one, "check/")))
    # A forged answer changes nothing.
    send(principal, one, {"identity": Basis.EMERGENCY, "threat": "x", "told": "y"})
    assert Disclosure.objects.get().identity_basis == ""


def test_names_are_not_asked_about_when_there_are_none(cast, principal):
    allow_names(cast)
    assert "May the names be sent" not in page(principal.get(at(walk_to_check(principal), "check/")))


def test_an_emergency_ground_names_the_threat_and_who_was_told(cast, principal):
    allow_names(cast)
    one = draft(cast.principal, cast.school, NOW)
    response = send(principal, one, {"identity": Basis.EMERGENCY, "threat": "A knife"})
    assert response.status_code == 422
    assert "The ground you chose needs this." in page(response)
    assert not Disclosure.objects.exists()
    send(principal, one, {"identity": Basis.EMERGENCY, "threat": "A knife", "told": "Dep. Lindqvist"})
    told = Disclosure.objects.get()
    assert told.identity_basis == Basis.EMERGENCY
    assert told.text.ground == {"threat": "A knife", "told": "Dep. Lindqvist"}
    assert told.text.projection["participants"][0]["name"] == NAME


def test_consent_says_who_when_and_for_what(cast, principal):
    allow_names(cast)
    one = draft(cast.principal, cast.school, NOW)
    given = {
        "identity": Basis.CONSENT,
        "consent_by": "A parent",
        "consent_on": "2026-10-20",
        "consent_for": "This call",
    }
    assert "still to come" in page(send(principal, one, given))
    send(principal, one, {**given, "consent_on": "2026-10-13"})
    assert Disclosure.objects.get().text.ground == {"by": "A parent", "on": "2026-10-13", "for": "This call"}


def test_no_emergency_ground_is_offered_without_danger(cast, principal):
    allow_names(cast)
    one = draft(cast.principal, cast.school, NOW, danger=Danger.NONE)
    shown = page(principal.get(at(one, "check/")))
    assert "May the names be sent" in shown
    assert f'value="{Basis.EMERGENCY}"' not in shown
    assert f'value="{Basis.CONSENT}"' in shown


def test_where_two_agencies_receive_the_writer_chooses(cast, principal):
    police = OrganizationFactory(name="Aldmoor Town Police", slug="town-police")
    second, _version, _posting = bind(cast.district, police, [cast.school], person("Otto Hall", "sro", police))
    one = walk_to_check(principal)
    shown = page(principal.get(at(one, "check/")))
    assert "Which agency is called?" in shown
    for forged in ("", "x", str(cast.other_partnership.pk)):
        assert send(principal, one, {"agency": forged}).status_code == 422
    send(principal, one, {"agency": str(second.pk)})
    assert Disclosure.objects.get().recipient == police


def test_who_may_not_write_may_not_send(cast):
    one = draft(cast.principal, cast.school, NOW)
    before = counts()
    for who in (*cast.strangers(), cast.sro, cast.supervisor, cast.district_administrator, *cast.without_referrals()):
        client = inside(who)
        assert client.post(at(one, "submit/")).status_code == 404, who
    assert counts() == before


def test_a_district_administrator_reads_drafts_only_with_a_school_role(cast):
    one = draft(cast.principal, cast.school, NOW)
    MembershipFactory(user=cast.district_administrator, organization=cast.school, role="designee")
    assert inside(cast.district_administrator).get(at(one, "check/")).status_code == 200


def test_the_address_of_sending_alone_sends_nothing_and_leads_to_the_check(principal):
    one = walk_to_check(principal)
    answer = principal.get(at(one, "submit/"))
    assert (answer.status_code, answer["Location"]) == (302, at(one, "check/"))
    assert Referral.objects.get().state == "draft"


def test_a_refused_sending_says_why(cast, principal):
    one = draft(cast.principal, cast.school, NOW)
    Referral.objects.filter(pk=one.pk).update(occurred_at=NOW - timedelta(days=900))
    sent = send(principal, one, follow=True)
    assert sent.redirect_chain[-1][0] == at(one, "details/")
    assert "It was not sent: the time it happened" in page(sent)
    assert Referral.objects.get().state == "draft"
