"""How a call ended, in words: a withheld outcome and none at all are the same sentence, wherever it is read."""

import csv
import io
from datetime import timedelta
from uuid import uuid4

import pytest

from incidents import record
from incidents.actions import outcomes, referrals, responses, reviews
from incidents.choices import Crime, OutcomeKind
from incidents.models import Referral
from tests.accounts.people import inside
from tests.cast import NOW
from tests.factories.incidents import accepted, decided, submitted
from tests.incidents.views.desk import at, page
from tests.incidents.views.reading import paper_text, squashed

LATER = NOW + timedelta(hours=3)
ASK = "Outcomes the MOU allows appear here; for others ask Desk sergeant, 555-0199."
NONE = "No police outcome"


def finish(cast, call, kind):
    outcomes.record_outcome(by=cast.sro, at=LATER, referral=call, kind=kind, form_key=uuid4())


def decline(cast, call):
    responses.decline(
        by=cast.sro, at=NOW, referral=call, clause=cast.discipline, reason="A rule of the school.", form_key=uuid4()
    )


def decide(cast, call, determination):
    decision = reviews.Decision(determination, Crime.NO, "So it was.", clause=cast.information)
    reviews.decide(by=cast.supervisor, at=LATER, referral=call, decision=decision, form_key=uuid4())


def make(cast, stage):
    """A call whose outcome was not reported to the school, at one of the stages at which there may be one."""
    match stage:
        case "open" | "withdrawn":
            return accepted(cast.principal, cast.school, cast.sro, NOW)
        case "overturned":
            call = submitted(cast.principal, cast.school, NOW)
            decline(cast, call)
            decide(cast, call, "police_matter")
            return call
    return decided(cast.principal, cast.school, cast.sro, cast.supervisor, NOW)


def close(cast, call, stage):
    if stage == "withdrawn":
        referrals.withdraw(by=cast.principal, at=LATER, referral=call, reason="It is settled.")


def row(cast, call, reader="principal"):
    found = Referral.objects.visible_to(getattr(cast, reader), LATER).for_rows().get(pk=call.pk)
    return record.rows_for(getattr(cast, reader), [found], LATER)[0]


def exported(client):
    text = b"".join(client.get("/referrals/export.csv").streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))[:-1]  # the last line says by whom and of what


@pytest.mark.parametrize("stage", ["open", "closed", "withdrawn", "overturned"])
@pytest.mark.parametrize("kind", ["arrest", "citation", "petition", None])
def test_the_words_never_tell_a_withheld_outcome_from_none(cast, principal, stage, kind):
    call = make(cast, stage)
    if kind:
        finish(cast, call, kind)
    close(cast, call, stage)
    shown = page(principal.get(at(call)))
    assert ASK in shown
    assert NONE not in shown
    if kind in ("arrest", None):
        assert squashed(ASK) in squashed(paper_text(principal.get(at(call, "referral.pdf")).content))
    assert [line["Outcome"] for line in exported(principal)] == [ASK]
    assert row(cast, call).ended in ("", "Police matter", "Withdrawn by the school")
    if kind:
        assert str(OutcomeKind(kind).label) not in shown


@pytest.mark.parametrize("stage", ["open", "closed"])
def test_a_reported_outcome_is_read_in_its_place(cast, principal, stage):
    call = make(cast, stage)
    finish(cast, call, "warning")
    shown = page(principal.get(at(call)))
    assert "Warning" in shown
    assert ASK not in shown
    assert exported(principal)[0]["Outcome"] == "Warning"
    assert row(cast, call).ended == ("" if stage == "open" else "Police matter; outcome: warning")


def test_no_police_outcome_is_said_where_the_officer_declined_and_where_it_was_returned(cast, principal):
    declined = submitted(cast.principal, cast.school, NOW)
    decline(cast, declined)
    assert NONE in page(principal.get(at(declined)))
    decide(cast, declined, "returned_to_school")
    assert NONE in page(principal.get(at(declined)))
    unanswered = submitted(cast.principal, cast.school, NOW)
    assert NONE not in page(principal.get(at(unanswered)))
    decide(cast, unanswered, "outside_role")
    assert NONE in page(principal.get(at(unanswered)))
    assert {line["Outcome"] for line in exported(principal)} == {NONE}


def test_an_accepted_call_is_never_said_to_have_no_outcome_even_if_it_was_returned(cast, principal):
    call = accepted(cast.principal, cast.school, cast.sro, NOW)
    decide(cast, call, "returned_to_school")
    shown = page(principal.get(at(call)))
    assert ASK in shown
    assert NONE not in shown


def test_without_a_contact_the_agency_itself_is_named(cast, principal):
    cast.partnership.agency_contact = ""
    cast.partnership.save()
    assert "for others ask Aldmoor Sheriff." in page(principal.get(at(make(cast, "closed"))))


def test_a_line_and_an_export_say_how_a_closed_call_ended(cast, supervisor, principal):
    call = submitted(cast.principal, cast.school, NOW)
    decline(cast, call)
    assert row(cast, call).ended == ""
    assert exported(principal)[0]["Clause"].startswith("Clause 4.2")
    decide(cast, call, "returned_to_school")
    assert row(cast, call).ended == "Returned to school"
    assert "Returned to school" in page(principal.get("/referrals/"))
    for client in (principal, supervisor):
        line = exported(client)[0]
        assert line["Determination"] == "Returned to school"
        assert line["Clause"] == f"Clause {cast.information.number}, {cast.information.heading}"


def test_the_agency_reads_its_own_outcome_in_list_and_export(cast, supervisor):
    call = make(cast, "closed")
    assert exported(supervisor)[0]["Outcome"] == "None recorded yet"
    finish(cast, call, "arrest")
    assert exported(supervisor)[0]["Outcome"] == "Arrest"
    assert row(cast, call, "sro").ended == "Police matter; outcome: arrest"
    assert row(cast, call, "principal").ended == "Police matter"


def test_the_officer_reads_beside_the_choice_which_outcomes_do_not_cross(cast, sro):
    shown = page(sro.get(at(make(cast, "open"), "outcome/")))
    stays = "Not sent: under the MOU the school is not told."
    for kind in OutcomeKind:
        label = shown.partition(f'value="{kind.value}"')[2].partition("value=")[0]
        assert str(kind.label) in label
        assert (stays in label) == (kind in ("citation", "arrest", "petition")), kind


@pytest.mark.parametrize(
    ("crime", "taken", "behavior", "words"),
    [
        ("no", False, "phone", "Withdraw: keep it in school"),
        ("no", True, "phone", "Withdraw"),
        ("yes", False, "fight", "Withdraw"),
        ("yes", True, "fight", "Withdraw"),
        ("no", False, "lesson", "Withdraw"),
        ("no", False, "firearm", "Withdraw"),
    ],
)
def test_the_button_says_that_it_stays_in_school_only_of_the_schools_own_matter(
    cast, principal, crime, taken, behavior, words
):
    given = {"crime": crime, "danger": "none", "behavior": behavior}
    if taken:
        call = accepted(cast.principal, cast.school, cast.sro, NOW, **given)
    else:
        call = submitted(cast.principal, cast.school, NOW, **given)
    shown = page(inside(cast.principal).get(at(call)))
    button = shown.partition(f'href="{at(call, "withdraw/")}">')[2].partition("</a>")[0]
    assert button == words
