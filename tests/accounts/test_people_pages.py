"""The pages about people: what they show to whom, and that forms keep what was typed."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.html import escape

from accounts.actions import invitations, memberships
from accounts.forms.people import InvitationForm
from accounts.models import Invitation, Membership
from accounts.roles import Role
from ledger.models import Event
from tests.accounts.door import enrol_app
from tests.accounts.people import NASTY, everything, inside, search
from tests.cast import NOW, person
from tests.checking import confirm_page

pytestmark = pytest.mark.usefixtures("frozen")

LIST = "/people/"


def text_of(answer):
    return answer.content.decode()


def test_the_list_shows_ones_own_side_and_no_stranger(cast):
    page = text_of(inside(cast.district_administrator).get(LIST))
    for user in (cast.principal, cast.staff, cast.records_custodian, cast.district_signatory):
        assert user.name in page
    for user in (*cast.strangers(), cast.sro, cast.agency_administrator, cast.portal_administrator):
        assert user.name not in page


def test_a_principal_sees_the_own_school_and_neither_invites_nor_exports(cast):
    person("Bea Brook", Role.STAFF, cast.second_school)
    client = inside(cast.principal)
    page = text_of(client.get(LIST))
    assert "Wanda Birch" in page
    assert "Bea Brook" not in page
    assert "Petra Salgado" not in page
    assert reverse("invitation-new") not in page
    assert client.get("/people/export.csv").status_code == 404
    assert client.get("/invitations/new/").status_code == 404


@pytest.mark.parametrize("who", ["staff", "designee", "sro", "supervisor", "records_custodian", "portal_administrator"])
def test_the_list_does_not_exist_for_who_manages_nobody(cast, who):
    client = inside(getattr(cast, who))
    for path in (LIST, "/people/export.csv", f"/people/{cast.principal.pk}/", "/people/designate/"):
        assert client.get(path).status_code == 404, path


def test_the_list_filters_by_name_role_place_and_standing(cast):
    enrol_app(cast.principal)
    ended = person("Edda Ended", Role.STAFF, cast.school)
    ended.memberships.update(ends_on=NOW.date())
    client = inside(cast.district_administrator)

    def names(query):
        rows = client.get(LIST + query).context["rows"]
        return {row.person.name for row in rows}

    def searched(name, **others):
        return search(client, LIST, name, **others).removeprefix(LIST)

    assert names(searched("birch WANDA")) == {"Wanda Birch"}
    assert names(searched("birch", role="principal")) == set()
    assert names("?role=principal") == {"Maren Okafor"}
    assert names(f"?place={cast.school.pk}") == {"Maren Okafor", "Tobias Reyes", "Wanda Birch"}
    assert names("?standing=ended") == {"Edda Ended"}
    lacking = names("?standing=without_factor")
    assert "Tobias Reyes" in lacking
    assert not lacking & {"Maren Okafor", "Wanda Birch", "Edda Ended"}
    assert names(searched("nobody-of-that-name")) == set()


def test_a_name_searched_for_stands_in_no_address_and_is_nobody_elses_to_use(cast):
    client = inside(cast.district_administrator)
    address = search(client, LIST, "  Wanda Birch ", role="staff", after="zzz")
    assert re.fullmatch(r"/people/\?role=staff&search=[\w-]{12}", address)
    page = client.get(address).content.decode()
    assert "named “Wanda Birch”" in page
    assert "Maren Okafor" not in page
    links = re.findall(r'(?:href|action)="([^"]*)"', page)
    assert any("search=" in link for link in links), "the export takes the search along"
    assert not any("irch" in link for link in links)
    assert search(client, LIST, "Wanda Birch", role="staff") == address, "the same again has the same address"
    mark = address.rpartition("=")[2]
    assert client.get(f"/people/export.csv?search={mark}").getvalue().count(b"\n") == 3
    other = inside(cast.district_administrator)
    gone = other.get(f"{LIST}?search={mark}", follow=True)
    assert gone.redirect_chain == [(LIST, 302)]
    assert "That search has expired" in gone.content.decode()
    assert other.get(f"/people/export.csv?search={mark}").status_code == 404, "and no file of everybody"
    assert "Maren Okafor" in client.get(f"{LIST}?name=birch").content.decode(), "a name in the address filters nothing"
    for number in range(25):
        search(client, LIST, f"Person {number}")
    assert len(client.session["searches"]) == 20


@pytest.mark.parametrize(
    "query",
    [
        "?place=nonsense",
        "?standing=nonsense",
        "?role=nonsense",
        "?after=%00",
        "?after=zzzz",
        "?before=W10",
    ],
)
def test_a_filter_that_makes_no_sense_filters_nothing(cast, query):
    answer = inside(cast.district_administrator).get(LIST + query)
    assert answer.status_code == 200
    assert "Maren Okafor" in text_of(answer)


def test_another_sides_school_as_a_filter_shows_nobody_of_theirs(cast):
    page = text_of(inside(cast.district_administrator).get(f"{LIST}?place={cast.other_school.pk}"))
    assert "Leonie Far" not in page


def test_pages_go_on_by_key_and_the_queries_do_not_grow(cast, django_assert_max_num_queries):
    for number in range(40):
        person(f"Zed {number:02d}", Role.STAFF, cast.school)
    client = inside(cast.district_administrator)
    seen, url = [], LIST
    while url:
        with django_assert_max_num_queries(22):
            answer = client.get(url)
        seen += [row.person.name for row in answer.context["rows"]]
        url = LIST + answer.context["older_url"] if answer.context["older_url"] else ""
    assert len(seen) == len(set(seen)) == 46
    assert "46 people" in text_of(client.get(LIST))


def test_the_export_is_safe_filtered_and_recorded(cast):
    person("=cmd|' /C calc'!A0", Role.STAFF, cast.school)
    client = inside(cast.district_administrator)
    table = b"".join(client.get("/people/export.csv?role=staff")).decode()
    assert "\"'=cmd|" in table
    assert "Maren Okafor" not in table
    event = Event.objects.get(action="accounts.people.exported")
    assert event.details == {"count": 2, "standing": "current"}


def test_a_person_of_another_side_is_not_there(cast):
    client = inside(cast.district_administrator)
    for user in (cast.sro, cast.stranger_principal, cast.portal_administrator):
        assert client.get(f"/people/{user.pk}/").status_code == 404
    held = Membership.objects.get(user=cast.sro)
    for step in ("change", "end"):
        assert client.get(f"/roles/{held.pk}/{step}/").status_code == 404
        assert client.post(f"/roles/{held.pk}/{step}/", {"when": "now"}).status_code == 404


def test_a_person_of_two_sides_shows_each_side_its_own_roles_alone(cast):
    Membership.objects.create(
        user=cast.staff, organization=cast.other_district, role=Role.RECORDS_CUSTODIAN, starts_on=NOW, created_at=NOW
    )
    page = text_of(inside(cast.district_administrator).get(f"/people/{cast.staff.pk}/"))
    assert "Aldmoor High" in page
    assert "Farside" not in page
    assert "ustodian" not in page


def test_the_history_of_a_role_is_told_from_the_ledger(cast):
    held = Membership.objects.get(user=cast.staff)
    memberships.set_end(by=cast.district_administrator, at=NOW, membership=held, ends_on=NOW.date() + timedelta(days=9))
    page = text_of(inside(cast.district_administrator).get(f"/people/{cast.staff.pk}/"))
    assert "Set the last day of a role: Staff member" in page
    assert "Jul 1, 2025 to Oct 22, 2026" in page


def test_ending_a_role_by_the_page_counts_the_last_day_in(cast):
    held = Membership.objects.get(user=cast.staff)
    client = inside(cast.district_administrator)
    path = f"/roles/{held.pk}/end/"
    assert confirm_page(client, path, {"when": "later", "last_day": ""}).status_code == 422
    assert confirm_page(client, path, {"when": "later", "last_day": "2026-10-13"}).status_code == 422
    assert (
        confirm_page(client, path, {"when": "later", "last_day": "2026-10-20"})["Location"]
        == f"/people/{cast.staff.pk}/"
    )
    held.refresh_from_db()
    assert f"{held.ends_on}" == "2026-10-21"
    assert confirm_page(client, path, {"when": "open"}).status_code == 302
    assert confirm_page(client, path, {"when": "now"}).status_code == 302
    held.refresh_from_db()
    assert held.ends_on == NOW.date()


def test_ones_own_role_has_no_buttons_and_the_address_behind_them_refuses(cast):
    client = inside(cast.district_administrator)
    held = Membership.objects.get(user=cast.district_administrator)
    page = text_of(client.get(f"/people/{cast.district_administrator.pk}/"))
    assert f"/roles/{held.pk}/" not in page
    before = everything()
    answer = confirm_page(client, f"/roles/{held.pk}/end/", {"when": "now"})
    assert answer.status_code == 422
    assert "You cannot give, change or end your own role" in text_of(answer)
    assert everything() == before


def test_inviting_asks_where_first_and_offers_only_the_roles_held_there(cast):
    client = inside(cast.district_administrator)
    assert "Where will they work?" in text_of(client.get("/invitations/new/"))
    form = client.get(f"/invitations/new/?at={cast.school.pk}").context["form"]
    assert [value for value, _label in form.fields["role"].choices] == ["principal", "designee", "staff"]
    for foreign in (cast.agency.pk, cast.other_school.pk, "nonsense"):
        assert "Where will they work?" in text_of(client.get(f"/invitations/new/?at={foreign}"))


@pytest.mark.parametrize("role", [Role.SRO, Role.DISTRICT_ADMINISTRATOR, "nonsense", ""])
def test_a_role_slipped_into_the_form_is_refused_and_what_was_typed_stays(cast, role):
    client = inside(cast.district_administrator)
    before = everything()
    data = {"name": "Kit Kept", "email": "kit@example.org", "role": role, "title": "Dean"}
    answer = client.post(f"/invitations/new/?at={cast.school.pk}", data)
    assert answer.status_code == 422
    assert 'value="Kit Kept"' in text_of(answer)
    assert 'value="Dean"' in text_of(answer)
    assert everything() == before


def test_the_page_designates_a_colleague_at_once_and_invites_anyone_else(cast):
    client = inside(cast.principal)
    days = {"first_day": "2026-10-14", "last_day": "2026-10-23"}
    assert client.post("/people/designate/", {"person": cast.staff.pk, **days}).status_code == 302
    assert f"{cast.staff.memberships.get(role=Role.DESIGNEE).ends_on}" == "2026-10-24"
    assert client.post("/people/designate/", {"name": "Ola Out", "email": "ola@example.org", **days}).status_code == 302
    invitation = Invitation.objects.get()
    assert (invitation.role, invitation.organization, f"{invitation.ends_on}") == (
        "designee",
        cast.school,
        "2026-10-24",
    )
    assert "Ola Out" in text_of(client.get("/people/?standing=invited"))
    foreign = {"person": cast.sro.pk, **days}
    assert client.post("/people/designate/", foreign).status_code == 422


@pytest.mark.slow
def test_every_nasty_string_is_stored_as_typed_and_shown_escaped(cast):
    kept = []
    for number, text in enumerate(NASTY):
        data = {"name": text[:150], "email": f"nasty{number}@example.org", "role": "staff", "title": text[:80]}
        form = InvitationForm(data, roles=[Role.STAFF])
        if form.is_valid():
            answers = {name: form.cleaned_data[name] for name in ("name", "email", "role", "title")}
            by = cast.district_administrator
            kept.append(invitations.invite(by=by, at=NOW, organization=cast.school, **answers).name)
    assert len(kept) > len(NASTY) * 0.9
    assert set(kept) <= {text[:150].strip() for text in NASTY}
    assert set(kept) == set(Invitation.objects.values_list("name", flat=True))
    client, shown, url = inside(cast.district_administrator), "", f"{LIST}?standing=invited"
    while url:
        answer = client.get(url)
        assert answer.status_code == 200
        shown += text_of(answer)
        url = LIST + answer.context["older_url"] if answer.context["older_url"] else ""
    assert "<script>alert" not in shown
    assert not [name for name in kept if escape(name) not in shown]


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "\u202e\u2066", "Ω≈ç√∫˜µ≤≥÷", "' OR 1=1 -- 1", "\x00", "\u200b"]
)
def test_nasty_strings_pass_the_forms_of_a_role_without_a_fault(cast, text):
    client = inside(cast.district_administrator)
    held = Membership.objects.get(user=cast.staff)
    assert confirm_page(client, f"/roles/{held.pk}/change/", {"role": "staff", "title": text}).status_code in (302, 422)
    assert client.get(LIST, {"name": text}).status_code == 200
    answer = client.get(f"/people/{cast.staff.pk}/")
    assert answer.status_code == 200
    assert "<script>alert" not in text_of(answer)


def test_an_invitation_is_sent_again_and_withdrawn_by_its_own_side_alone(cast):
    by = cast.district_administrator
    invitation = invitations.invite(
        by=by, at=NOW, organization=cast.school, role=Role.STAFF, email="new@example.org", name="New"
    )
    paths = [f"/invitations/{invitation.pk}/{step}/" for step in ("resend", "withdraw")]
    before = everything()
    for user in (cast.agency_administrator, cast.stranger_district_administrator, cast.principal, cast.staff):
        for path in paths:
            assert inside(user).post(path).status_code == 404
    assert everything() == before
    client = inside(by)
    assert client.get(paths[0]).status_code == 405
    assert client.post(paths[0]).status_code == 302
    assert "Withdraw this invitation?" in text_of(client.get(paths[1]))
    assert confirm_page(client, paths[1]).status_code == 302
    invitation.refresh_from_db()
    assert invitation.withdrawn_at == NOW
    assert client.post(paths[0]).status_code == 302
    invitation.refresh_from_db()
    assert invitation.withdrawn_at == NOW


def test_a_change_of_role_does_not_offer_the_designee_but_leads_to_the_page_that_asks_the_days(cast):
    client = inside(cast.district_administrator)
    address = f"/roles/{Membership.objects.get(user=cast.staff).pk}/change/"
    page = client.get(address)
    assert [value for value, _label in page.context["form"].fields["role"].choices] == ["principal", "staff"]
    assert f"{reverse('person-designate')}?at={cast.school.pk}" in text_of(page)
    assert confirm_page(client, address, {"role": "designee", "title": ""}).status_code == 422
    assert Membership.objects.get(user=cast.staff).role == Role.STAFF
    held = Membership.objects.get(user=cast.designee)
    confirm_page(client, f"/roles/{held.pk}/change/", {"role": "designee", "title": "Dean"})
    assert Membership.objects.get(user=cast.designee).title == "Dean"


def test_a_title_that_says_the_role_again_is_left_out(cast):
    cast.principal.memberships.update(title="principal")
    cast.staff.memberships.update(title="Nurse")
    page = text_of(inside(cast.district_administrator).get(LIST))
    assert "Principal, principal" not in page
    assert ", Nurse" in page


def test_a_role_ended_now_claims_no_last_day_that_was_still_worked(cast):
    held = Membership.objects.get(user=cast.staff)
    memberships.end(by=cast.district_administrator, at=NOW, membership=held)
    client = inside(cast.district_administrator)
    for page in (client.get(f"/people/{cast.staff.pk}/"), client.get(f"{LIST}?standing=ended")):
        assert "ended Oct 14, 2026" in text_of(page)
        assert "Oct 13" not in text_of(page)


def test_a_choice_far_too_long_for_an_address_is_left_out(cast):
    client = inside(cast.district_administrator)
    answer = client.post("/people/", {"name": "birch", "role": "x" * 20_000})
    assert re.fullmatch(r"/people/\?search=[\w-]+", answer["Location"])
    assert "Wanda Birch" in client.get(answer["Location"]).content.decode()
