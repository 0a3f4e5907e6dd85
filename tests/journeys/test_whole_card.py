"""A whole referral in three browsers: a principal on a phone, a supervisor, a district administrator; its due days."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core import mail
from django.utils import timezone
from playwright.sync_api import expect

from config import due
from incidents.actions import responses
from incidents.models import Referral
from tests.cast import NOW
from tests.journeys.conftest import axe, follow, sign_in
from tests.journeys.test_referral_walk import heading, log_a_call
from tests.journeys.test_training_walk import add_a_course

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def told(person):
    """The subjects of what was mailed to them, oldest first."""
    return [message.subject for message in mail.outbox if person.email in message.to]


def review_the_mou(page):
    """The district's part of the yearly review, from the desk."""
    page.goto("/")
    axe(page)
    follow(page.get_by_role("link", name="Record the review", exact=True))
    axe(page)
    page.get_by_role("radio", name="Keep it as it is").check()
    page.get_by_role("button", name="Record the review").click()
    expect(page.get_by_text("Recorded. Both sides can read it on this page.")).to_be_visible()
    axe(page)


def decide(page):
    """The supervisor's: from the queue to the determination."""
    page.goto("/queue/")
    axe(page)
    follow(page.get_by_role("link", name="Dress code or hat, hallway"))
    follow(page.get_by_role("link", name="Review", exact=True))
    page.get_by_role("radio", name=re.compile("^Returned to school")).check()
    page.get_by_role("radio", name="No crime", exact=True).check()
    page.get_by_label("Which clause is it based on?").select_option(index=1)
    page.get_by_label("Reason").fill("Discipline belongs to the school.")
    page.get_by_label("Feedback to the school").fill("Settle hats in the office.")
    follow(page.get_by_role("button", name="Review before sending"))
    follow(page.get_by_role("button", name="Send the determination to the school"))
    expect(page.get_by_text("26-0001 is reviewed.")).to_be_visible()


def record_the_principals_course(page, name):
    """The administrator's, from the person's row of the board."""
    page.goto("/training/board/people/")
    axe(page)
    follow(page.get_by_role("link", name=name))
    axe(page)
    follow(page.get_by_role("link", name=re.compile("^Record")))
    page.get_by_label("Course", exact=True).select_option(label="When is it a police matter?")
    page.get_by_role("radio", name="Attestation by a named person").check()
    page.get_by_label("Who attests it").fill("Lt. Dana Whitfield, trainer")
    follow(page.get_by_role("button", name="Check and record"))
    expect(page.get_by_text(f"Recorded for {name}.")).to_be_visible()


def test_three_people_do_the_whole_card(cast, open_page):
    with time_machine.travel(NOW, tick=True) as clock:
        admin, phone, desk = open_page("desk"), open_page("phone"), open_page("desk")
        sign_in(admin, cast.district_administrator)
        sign_in(phone, cast.principal)
        sign_in(desk, cast.supervisor)

        add_a_course(admin)
        due.run_due(timezone.now())
        assert told(cast.principal) == ["Training for you by November 13, 2026: Law enforcement officer"]
        assert any("review" in subject.lower() for subject in told(cast.district_administrator))
        phone.goto("/")
        expect(phone.get_by_role("link", name="When is it a police matter?").first).to_be_visible()

        assert log_a_call(phone) <= 12
        call = Referral.objects.get()
        responses.accept(
            by=cast.sro, at=timezone.now(), referral=call, elements=responses.Elements("no"), form_key=uuid4()
        )
        decide(desk)
        due.run_due(timezone.now())
        phone.goto(f"/referrals/{call.pk}/")
        expect(heading(phone)).to_contain_text(": reviewed, returned to school.")
        expect(phone.get_by_text("Settle hats in the office.")).to_be_visible()
        assert any("26-0001" in subject for subject in told(cast.principal))

        review_the_mou(admin)

        # A month later the course is overdue, and everybody is told who must be.
        clock.move_to(NOW + timedelta(days=31))
        for page, person in ((admin, cast.district_administrator), (phone, cast.principal), (desk, cast.supervisor)):
            page.context.clear_cookies()
            sign_in(page, person)
        due.run_due(timezone.now())
        assert [subject for subject in told(cast.principal) if "verdue" in subject], told(cast.principal)
        admin.goto("/training/board/")
        expect(heading(admin)).to_have_text("People are overdue with one course.")
        record_the_principals_course(admin, cast.principal.name)
        phone.goto("/training/")
        expect(heading(phone)).to_have_text("You are up to date.")
        before = len(told(cast.principal))
        clock.move_to(NOW + timedelta(days=39))
        due.run_due(timezone.now())
        assert not [subject for subject in told(cast.principal)[before:] if "verdue" in subject]


@pytest.mark.parametrize(("width", "dark"), [("phone", False), ("desk", True)])
def test_what_administrators_run_is_clear_to_everybody(cast, open_page, width, dark):
    with time_machine.travel(NOW, tick=True):
        due.run_due(timezone.now())
        for person, paths in {
            cast.district_administrator: (
                *(
                    "/schedule/",
                    "/rosters/",
                    "/rosters/administrators/",
                    "/people/",
                    "/people/invite/",
                    "/closed-days/",
                ),
                *("/mou/", f"/mou/{cast.partnership.pk}/", f"/mou/{cast.partnership.pk}/enter/"),
                *(f"/mou/{cast.partnership.pk}/draft/", f"/mou/versions/{cast.version.pk}/", "/partnerships/"),
            ),
            cast.portal_administrator: ("/", "/settings/", "/schedule/", "/organizations/"),
            cast.agency_administrator: ("/", "/postings/", "/people/", "/training/courses/"),
        }.items():
            page = open_page(width, dark=dark)
            sign_in(page, person)
            for path in paths:
                assert page.goto(path).status == 200, path
                axe(page)
        page = open_page(width, dark=dark)
        sign_in(page, cast.supervisor)
        page.goto("/referrals/")
        # On a phone the list comes first, and the filter behind its button.
        state = page.get_by_label("State")
        assert state.is_visible() == (width == "desk")
        if width == "phone":
            page.locator("summary", has_text="Filter").click()
            assert state.is_visible()
