"""A word of its own in every field: it reaches whom it is meant for, by the ways it is meant to go, and nobody else."""

import re

import pytest
from django.apps import apps
from django.core import mail
from django.db import models

from accounts.notices import recipient
from common.logs import JsonFormatter, RequestIdFilter
from config.due import still_holds
from incidents.actions import outcomes
from incidents.models import Referral
from incidents.reference import BEHAVIORS, SCHOOL_ROUTES
from ledger.actions.relay import relay
from ledger.models import Delivery, Event, JobRun, Notice
from tests.cast import NOW
from tests.contracts import calls as made
from tests.contracts.crawl import open_one, papers, paths, walked
from tests.contracts.tokens import AUDIENCE, FAR, STUDENT, STUDENT_WORDS, found_in
from tests.contracts.world import ANONYMOUS, COLUMNS

pytestmark = pytest.mark.django_db

OURS = ("accounts", "rosters", "partnerships", "training", "incidents")
READERS = tuple(role for role in COLUMNS if not role.startswith("stranger"))
# One of the school, and of the agency one who may read nothing; the others are walked in CI.
EVERYDAY = frozenset({"principal", "agency_administrator"})
ON_PAPER = frozenset({"principal", "district_administrator", "sro", "supervisor"})
AGENCY = frozenset({"sro", "supervisor", "agency_administrator", "agency_signatory"})

# Text that nobody types, or that says nothing by itself: where the token would go, and why it need not.
UNMARKED = {
    "accounts.User.password": "a hash",
    "accounts.User.name": "the cast's own names",
    "accounts.User.name_folded": "the same, folded",
    "accounts.User.email": "the cast's own addresses",
    "accounts.Organization.slug": "made from the name",
    "accounts.Organization.time_zone": "one of a list",
    "accounts.Organization.state": "two letters",
    "accounts.Organization.level": "one word of a few, public",
    "accounts.Organization.nces_leaid": "a public number",
    "accounts.Organization.nces_schid": "a public number",
    "accounts.Organization.ori": "a public number",
    "accounts.Organization.roster_id": "an id of another system, shown to nobody",
    "accounts.Organization.roster_name": "a name as the organization's own",
    "rosters.RosterImport.orgs_mode": "one word of three",
    "rosters.RosterImport.users_mode": "one word of three",
    "rosters.RosterImport.oneroster_version": "a number",
    "rosters.RosterImport.left_out": "names of files",
    "rosters.RosterPiece.content": "the same as the waiting rows, shown to nobody",
    "rosters.WaitingStaff.identifier": "a number of another system, shown to who imports",
    "rosters.RosterProblem.roster_id": "an id of another system",
    "rosters.RosterPerson.identifier": "a number of another system, shown to nobody",
    "rosters.RosterImport.district_roster_id": "an id of another system, shown to nobody",
    "rosters.RosterImport.counts": "numbers",
    "rosters.RosterImport.fingerprint": "a hash",
    "rosters.WaitingSchool.roster_id": "an id of another system",
    "rosters.WaitingSchool.note": "a fixed word",
    "rosters.WaitingStaff.roster_id": "an id of another system",
    "rosters.WaitingStaff.places": "ids of another system",
    "rosters.WaitingStaff.note": "a fixed word",
    "rosters.WaitingStaff.moves": "ids, and what stood in name and address",
    "rosters.RosterProblem.file": "one name of three",
    "rosters.RosterProblem.code": "a fixed word",
    "rosters.RosterPerson.roster_id": "an id of another system, shown to nobody",
    "accounts.AddressChange.old_email": "the address of the person as it was",
    "accounts.AddressChange.nonce": "random, as an invitation's",
    "accounts.AddressChange.token_hash": "a hash",
    "accounts.Invitation.nonce": "random, see test_no_secret_leaves_the_database",
    "accounts.Invitation.token_hash": "a hash",
    "accounts.SignOnProvider.provider_id": "stands in the address of the sign-in by purpose",
    "accounts.SignOnProvider.server_url": "public, and shown to nobody",
    "accounts.KeptForm.path": "the address of a page, which names nobody",
    "accounts.KeptForm.sealed": "sealed; what is in it has a word of its own (keptwords)",
    "accounts.SignOnProvider.secret": "sealed, see test_no_secret_leaves_the_database",
    "partnerships.Clause.number": "four marks",
    "partnerships.Term.value": "typed values, no text",
    "partnerships.DraftClause.number": "four marks",
    "partnerships.DraftTerm.value": "typed values, no text",
    "partnerships.DraftScan.file": "random, made by us",
    "partnerships.DraftScan.media_type": "one of three",
    "partnerships.DraftScan.sha256": "a hash",
    "partnerships.Scan.file": "random, made by us",
    "partnerships.Scan.media_type": "one of three",
    "partnerships.Scan.sha256": "a hash",
    "partnerships.DraftScan.original": "random, made by us",
    "partnerships.DraftScan.original_sha256": "a hash",
    "partnerships.Scan.original": "random, made by us",
    "partnerships.Scan.original_sha256": "a hash",
    "training.Evidence.file": "random, made by us",
    "training.Evidence.media_type": "one of three",
    "training.Evidence.sha256": "a hash",
    "training.Evidence.original": "random, made by us",
    "training.Evidence.original_sha256": "a hash",
    "incidents.Referral.behavior": "a key of a list; see the labels below",
    "incidents.Referral.place": "a key of a list",
    "incidents.KeptInSchool.behavior": "a key of a list; its label is looked for",
    "incidents.KeptInSchool.route": "a key of a list; its label is looked for",
    "incidents.HandedOn.behavior": "a key of a list; its label is looked for",
    "incidents.HandedOn.told": "keys of a list",
    "incidents.MustReport.behavior": "a key of a list",
    "incidents.Response.nibrs_code": "a public code",
    "incidents.Disclosure.fields": "names of fields",
    "incidents.Consult.behavior": "a key of a list",
    "incidents.Consult.place": "a key of a list",
    "incidents.Precedent.behavior": "a key of a list",
}


def typed_fields():
    """Every field of ours in which a person's words can stand."""
    for app in OURS:
        for model in apps.get_app_config(app).get_models():
            for one in model._meta.concrete_fields:
                holds_words = isinstance(one, models.CharField | models.TextField | models.JSONField | models.FileField)
                if holds_words and not one.choices:
                    yield f"{app}.{model.__name__}.{one.name}", model, one.name


def test_every_field_that_holds_words_holds_a_token(world):
    empty = []
    for name, model, field in typed_fields():
        values = " ".join(str(value) for value in model.objects.values_list(field, flat=True))
        if name not in UNMARKED and not found_in(values):
            empty.append(name)
    assert empty == []


def test_every_exception_is_still_a_field():
    assert sorted(set(UNMARKED) - {name for name, _model, _field in typed_fields()}) == []


def test_every_token_stands_in_some_row(world):
    everywhere = " ".join(
        str(value) for _name, model, field in typed_fields() for value in model.objects.values_list(field, flat=True)
    )
    unused = set(AUDIENCE) - found_in(everywhere) - {"scanbody", "scanassent", "signonsecret", "keptwords"}
    assert unused == set()


def crawled(world, role):
    """Everything the role can open."""
    own = [*paths(world, role), *(papers(world) if role in ON_PAPER else [])]
    return [walked(world, role, path) for path in own]


@pytest.mark.parametrize(
    "role", [role if role in EVERYDAY else pytest.param(role, marks=pytest.mark.slow) for role in READERS]
)
def test_a_token_reaches_whom_it_is_meant_for_and_nobody_else(world, role):
    pages = crawled(world, role)
    allowed = {name for name, audience in AUDIENCE.items() if role in audience}
    leaks = {f"{name} at {page.path}" for page in pages for name in page.tokens - allowed}
    assert leaks == set(), "\n".join(sorted(leaks))
    expected = {name for name in STUDENT if role in AUDIENCE[name]}
    seen = set().union(*(page.tokens for page in pages))
    assert expected - seen == set(), "never read, though it is for them"
    for page in pages:
        assert page.status < 500, page.path
        for place in ("path", "headers", "title", "messages", "left"):
            assert not found_in(getattr(page, place)) & STUDENT_WORDS, f"{place} of {page.path}"
        assert not found_in(page.log) & set(AUDIENCE), f"log of {page.path}"
    if role in AGENCY:
        labels = [
            BEHAVIORS.label(made.BEHAVIOR),
            SCHOOL_ROUTES.label(made.ROUTE),
            BEHAVIORS.label(made.HANDED),
            BEHAVIORS.label(made.LAPSED_BEHAVIOR),
        ]
        for page in pages:
            assert not any(label in page.body for label in labels), page.path


def test_nothing_about_a_student_stands_in_the_ledger_or_a_notice(world):
    kept = [
        *Event.objects.values_list("action", "object_type", "object_id", "outcome", "data"),
        *Notice.objects.values_list("kind", "about_type", "about_id", "key", "facts"),
        *Delivery.objects.values_list("message_id", "last_error"),
        *JobRun.objects.values_list("job", "period", "note"),
    ]
    assert len(kept) > 60
    assert found_in(str(kept)) == set()


def test_nothing_about_a_student_stands_in_a_mail(world, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    report = relay(at=NOW, recipient=recipient, holds=still_holds, limit=1000)
    assert report.sent > 20
    assert report.retrying == report.failed == 0
    for message in mail.outbox:
        words = found_in(message.message().as_string()) | found_in(message.body) | found_in(str(message.alternatives))
        assert not words & STUDENT_WORDS, message.subject
        assert not found_in(message.subject) - {"districtname"}, message.subject


def test_a_failure_says_nothing_of_what_was_typed(world, monkeypatch, caplog):
    def broken(**_given):
        raise RuntimeError("zqsharedqz zqpupilnameqz")

    monkeypatch.setattr("incidents.actions.referrals.look", broken)
    caplog.handler.addFilter(RequestIdFilter())
    caplog.handler.setFormatter(JsonFormatter())
    page = open_one(world, "principal", f"/referrals/{world.open.pk}/")
    assert page.status == 500
    assert found_in(page.body + page.headers + caplog.text) == set()
    assert '"error": "builtins.RuntimeError"' in caplog.text


def test_an_outcome_the_mou_does_not_report_leaves_no_trace_at_the_school(world):
    path = f"/referrals/{world.declined.pk}/"
    referral = Referral.objects.get(pk=world.asked.pk)
    made.accept(world.cast.sro, referral, NOW - made.HOUR)
    path = f"/referrals/{referral.pk}/"
    before = [open_one(world, "principal", one) for one in (path, "/referrals/", "/referrals/export.csv", "/")]
    outcomes.record_outcome(
        by=world.cast.sro, at=NOW, referral=referral, kind=made.WITHHELD, note="zqwithheldnoteqz", form_key=referral.pk
    )
    after = [open_one(world, "principal", one) for one in (path, "/referrals/", "/referrals/export.csv", "/")]
    for one, other in zip(before, after, strict=True):
        assert plain(one.body) == plain(other.body), one.path


def plain(body):
    """The page without what differs from one request to the next."""
    return re.sub(r"\b[A-Za-z0-9]{64}\b|name=\"form_key\" value=\"[0-9a-f-]{36}\"", "", body)


def test_no_secret_leaves_the_database(world):
    secrets = [world.invitation.nonce, world.invitation.token_hash, world.sign_on.secret, "zqsignonsecretqz"]
    for role in ("district_administrator", "portal_administrator", "principal", ANONYMOUS):
        for path in (
            "/people/",
            "/people/?standing=invited",
            f"/sign-on/{world.sign_on.pk}/",
            "/activity/",
            "/sign-on/",
        ):
            body = open_one(world, role, path).body
            assert not any(secret in body for secret in secrets), path


def test_the_strangers_tokens_are_theirs_alone(world):
    for role in ("principal", "district_administrator", "sro", "supervisor"):
        for path in ("/referrals/", "/referrals/export.csv", "/people/", "/partnerships/", "/mou/", "/postings/", "/"):
            assert not open_one(world, role, path).tokens & set(FAR), path
