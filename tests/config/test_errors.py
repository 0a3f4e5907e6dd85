"""Error pages and refusals: in words, and recorded in the ledger with the person who was refused."""

import json

import time_machine

from common.logs import JsonFormatter
from ledger.models import Event
from tests.accounts.people import inside
from tests.cast import NOW
from tests.factories.incidents import submitted


def test_a_refused_act_is_answered_403_and_kept_in_the_ledger(cast):
    with time_machine.travel(NOW, tick=False):
        sent = submitted(cast.principal, cast.school, NOW)
        response = inside(cast.district_administrator).post(f"/referrals/{sent.pk}/withdraw/", {"reason": "x"})
    assert response.status_code == 403
    refused = Event.objects.filter(action="accounts.access.denied", actor_id=str(cast.district_administrator.pk))
    assert refused.get().details == {"page": "referral-withdraw"}


def test_a_page_that_could_not_be_shown_names_the_request_the_log_knows(cast, monkeypatch):
    def broken(*_args, **_kwargs):
        raise RuntimeError("broken")

    monkeypatch.setattr("config.views.home.desk_for", broken)
    client = inside(cast.principal)
    client.raise_request_exception = False
    answer = client.get("/")
    assert answer.status_code == 500
    assert answer["X-Request-ID"] in answer.content.decode()
    # What is not there is answered alike, whatever is not there.
    missing = client.get("/referrals/4d9e7c1e-5a51-4c41-8e0e-0d6bb9f1a001/")
    assert missing["X-Request-ID"] not in missing.content.decode()


def test_each_page_leaves_one_line_without_its_address(cast, caplog):
    with time_machine.travel(NOW, tick=False):
        sent = submitted(cast.principal, cast.school, NOW)
        client = inside(cast.principal)
        with caplog.at_level("INFO", logger="config.access"):
            client.get(f"/referrals/{sent.pk}/?crime=yes")
            client.get("/nowhere/at/all/")
            client.get("/livez")
            client.get("/static/css/fenceline.css")
    lines = [JsonFormatter().format(one) for one in caplog.records if one.name == "config.access"]
    assert ["GET referral-detail" in lines[0], "GET nothing" in lines[1], len(lines)] == [True, True, 2]
    assert json.loads(lines[0])["status"] == 200
    assert json.loads(lines[0])["milliseconds"] >= 0
    assert not [line for line in lines if str(sent.pk) in line or "crime" in line]


def test_a_name_typed_into_an_address_stands_in_no_line_of_the_log(cast, caplog):
    client = inside(cast.principal)
    for path in (
        "/students/Wanda%20Birch/",
        "/people/Wanda%0ABirch/",
        "/referrals/4d9e7c1e-5a51-4c41-8e0e-0d6bb9f1a001/",
    ):
        assert client.get(path).status_code == 404
    lines = [json.loads(JsonFormatter().format(one)) for one in caplog.records if one.name == "django.request"]
    assert [line["message"] for line in lines] == ["Not Found: nothing"] * 2 + ["Not Found: referral-detail"]
    assert {line["status"] for line in lines} == {404}
