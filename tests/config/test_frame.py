"""The frame of every page: where each role may go, what it costs, help and errors in words."""

import re

import pytest
from django.db import OperationalError, connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from accounts.models import Organization
from config.context import shell
from config.views.errors import failed
from partnerships.models import Partnership, Posting
from tests.accounts.people import inside
from tests.cast import NOW

pytestmark = pytest.mark.django_db


def labels(user, part="nav"):
    return [str(link["label"]) for link in inside(user).get("/account/sessions/").context["shell"][part]]


def test_each_role_sees_its_own_places(cast):
    assert labels(cast.principal) == ["Home", "Referrals", "MOU", "Training", "People"]
    assert labels(cast.supervisor) == ["Home", "Referrals", "Queue", "MOU", "Training"]
    assert labels(cast.portal_administrator) == ["Home", "Organizations"]
    assert labels(cast.staff) == ["Home", "MOU", "Training", "Postings"]
    assert labels(cast.agency_administrator) == ["Home", "MOU", "Training", "People", "Postings"]
    assert "Postings" in labels(cast.principal, "account_links")
    assert "Closed days" in labels(cast.district_administrator, "account_links")
    assert "Closed days" not in labels(cast.agency_administrator, "account_links")


def test_every_link_of_the_frame_opens_for_whom_it_is_shown(cast):
    for user in (cast.principal, cast.district_administrator, cast.agency_administrator, cast.portal_administrator):
        client = inside(user)
        frame = client.get("/account/sessions/").context["shell"]
        for link in [*frame["nav"], *frame["account_links"]]:
            assert client.get(link["url"], follow=True).status_code == 200, (user.name, link["url"])


def test_a_long_filter_stands_behind_one_button_that_says_how_many_are_on(cast):
    client = inside(cast.supervisor)
    assert "data-fold" in client.get("/referrals/").content.decode()
    filtered = client.get("/referrals/?crime=no&started_by=staff&state=nonsense").content.decode()
    assert re.search(r'data-fold open><summary[^>]*>Filter <span class="filter-count">2<', filtered)
    # One field is no more to read than a button.
    assert "data-fold" not in inside(cast.district_administrator).get("/schools/").content.decode()


def test_the_frame_costs_one_query_once_the_reach_is_known(cast):
    client = inside(cast.principal)
    request = client.get("/account/sessions/").wsgi_request
    with CaptureQueriesContext(connection) as queries:
        frame = shell(request)["shell"]
    assert len(queries) == 1
    assert frame["person"] == {"name": "Maren Okafor", "initials": "MO", "organization": "Aldmoor High"}


def test_help_names_ones_own_administrators_and_nobody_elses(cast):
    Organization.objects.filter(pk=cast.district.pk).update(phone="555-0142")
    page = inside(cast.staff).get("/help/").content.decode()
    for words in ("Petra Salgado", "Maren Okafor", "555-0142", "Call 911 now"):
        assert words in page
    assert "Greta Monk" not in page
    assert "Far" not in page.replace("Farther", "")
    stranger = Client().get("/help/").content.decode()
    assert "Call 911 now" in stranger
    assert "Petra Salgado" not in stranger


def test_help_names_the_officer_of_ones_own_school_or_whom_to_phone(cast):
    page = inside(cast.principal).get("/help/").content.decode()
    assert f"The officer at {cast.school.name}" in page
    assert cast.sro.name in page
    assert cast.sro.name not in inside(cast.stranger_principal).get("/help/").content.decode()
    Posting.objects.all().delete()
    Partnership.objects.update(agency_contact="Dispatch, 555-0177")
    for path in ("/help/", "/"):
        page = inside(cast.principal).get(path).content.decode()
        assert "is posted to this school" in page, path
        assert '<a href="tel:5550177">555-0177</a>' in page, path


def test_help_says_when_nobody_is_entered(cast):
    cast.stranger_supervisor.memberships.update(ends_on=NOW.date())
    page = inside(cast.stranger_sro).get("/help/").content.decode()
    assert "No administrator and no phone number is entered" in page


def test_what_is_not_there_is_said_in_words_without_the_database():
    with CaptureQueriesContext(connection) as queries:
        answer = Client().get("/nothing/here/")
    assert answer.status_code == 404
    assert b"Error 404" in answer.content
    assert b"Call 911 first." in answer.content
    assert len(queries) == 0


def test_a_database_that_is_away_answers_503_and_a_fault_of_ours_500():
    request = RequestFactory().get("/")
    try:
        raise OperationalError("away")
    except OperationalError:
        answer = failed(request)
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    try:
        raise ValueError("ours")
    except ValueError:
        assert failed(request).status_code == 500
