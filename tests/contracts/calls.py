"""Calls on the officer for the world of the contracts: at every stage, in the other county, and past grace."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

from accounts.models import User
from accounts.roles import Role
from incidents.actions import (
    activities,
    addenda,
    leads,
    must_reports,
    outcomes,
    questions,
    referrals,
    responses,
    reviews,
    what_for,
)
from incidents.actions.disclosures import IdentityBasis
from incidents.actions.guardians import Telling, record_guardian
from incidents.actions.referrals import ParticipantDraft
from incidents.choices import Basis, Crime, Danger, Determination, TextKind
from incidents.models import Activity, HandedOn, Referral
from ledger.models import Notice
from partnerships.actions import postings, versions
from partnerships.models import Version
from tests.cast import NOW, bind, person
from tests.contracts.papers import begin_draft, keep_scan, paper
from tests.contracts.tokens import token
from tests.factories.accounts import DistrictFactory, SchoolFactory

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
LONG_AGO = NOW - timedelta(days=154)  # in May, while the lapsed MOU was in force
ROUTE = "restorative"  # told apart: nothing else in this world takes this route or is of this behavior
BEHAVIOR = "gambling"
HANDED = "missing_student"  # nothing else in this world is of it
MARKED = "bomb_threat"  # no call of this world is about it
LAPSED_BEHAVIOR = "covert_recording"
AWAY_BEHAVIOR = "counterfeit"
# Only the school knows this kind of outcome was withheld when it reads nothing at all.
WITHHELD = "petition"


def log(by: User, school: Any, at: Any, prefix: str = "", **answers: Any) -> Referral:
    """A draft with a token in every text; `prefix` tells one record's tokens from another's."""
    given = {
        "crime": Crime.YES,
        "started_by": "staff",
        "what_for": "act",
        "tried": "talk,family",
        "behavior": "fight",
        "place": "gym",
        "occurred_at": at - HOUR,
        **answers,
    }
    texts = given.pop("texts")
    people = given.pop("people", None)
    danger = given.pop("danger", Danger.OVER)
    draft = referrals.start(by=by, at=at, school=school, danger=danger, form_key=uuid4())
    words = {TextKind.SHARED: "Seen.", TextKind.CRIME_REASON: "It looked like it."} | {
        kind: token(prefix + name) for kind, name in texts.items()
    }
    if given["crime"] == Crime.NO and danger == Danger.NONE:
        words.setdefault(TextKind.WHY_CALL, "The family asked.")
    return referrals.change(by=by, at=at, referral=draft, answers=given, texts=words, participants=people)


def send(referral: Referral, at: Any, **more: Any) -> Referral:
    """Sent by who wrote it."""
    return referrals.submit(by=referral.written_by, at=at, referral=referral, **more)


TEXTS = {
    TextKind.SHARED: "shared",
    TextKind.CRIME_REASON: "reason",
    TextKind.TRIED: "tried",
    TextKind.SPEAK_TO: "speakto",
    TextKind.SCHOOL_ONLY: "schoolonly",
}


def make_referrals(w: SimpleNamespace) -> None:
    """Calls at every stage at the cast's schools, and what was kept in school."""
    c, at = w.cast, NOW - 2 * DAY
    named = [ParticipantDraft("subject", "student", token("seen"), token("pupilname"), token("pupilnumber"))]
    w.decided = send(log(c.principal, c.school, at, texts=TEXTS, people=named, plan="yes"), at)
    asked = questions.ask(
        by=c.supervisor, at=at + HOUR, referral=w.decided, question=token("question"), form_key=uuid4()
    )
    questions.reply(by=c.designee, at=at + 2 * HOUR, question=asked, reply=token("reply"), form_key=uuid4())
    accept(c.sro, w.decided, at + 3 * HOUR, note=token("answernote"))
    what_for.change(
        by=c.sro,
        at=at + 3 * HOUR,
        referral=w.decided,
        before="act",
        after="stand_by",
        line=token("changeline"),
        form_key=uuid4(),
    )
    telling = Telling(told_by=token("teller"), told_at=at, how="phone")
    record_guardian(by=c.principal, at=at + 3 * HOUR, referral=w.decided, telling=telling, form_key=uuid4())
    add = {"referral": w.decided, "at": at + 4 * HOUR}
    addenda.add(by=c.designee, text=token("bothaddendum"), crosses=True, form_key=uuid4(), **add)
    addenda.add(by=c.designee, text=token("schooladdendum"), crosses=False, form_key=uuid4(), **add)
    addenda.add(by=c.sro, text=token("agencyaddendum"), crosses=False, form_key=uuid4(), **add)
    addenda.add(by=c.sro, text=token("agencyboth"), crosses=True, form_key=uuid4(), **add)
    decide(c.supervisor, w.decided, at + 5 * HOUR, "reviewreason", "feedback", "reviewnotes")
    finish(c.sro, w.decided, at + 6 * HOUR, "warning", "outcomenote")

    w.open = send(
        log(
            c.principal,
            c.school,
            at,
            crime=Crime.NO,
            danger=Danger.NONE,
            texts={TextKind.SHARED: "shared", TextKind.WHY_CALL: "whycall"},
        ),
        at,
    )
    crossing = [ParticipantDraft("subject", "student", "tall", token("crossname"), token("crossnumber"))]
    w.crossed = send(
        log(c.principal, c.school, at, texts={TextKind.SCHOOL_ONLY: "crossschool"}, people=crossing),
        at,
        identity=IdentityBasis(Basis.EMERGENCY, {"threat": token("threat"), "told": token("told")}),
        partnership=c.partnership,
    )
    accept(c.sro, w.crossed, at + HOUR)
    finish(c.sro, w.crossed, at + 2 * HOUR, WITHHELD, "withheldnote")
    w.declined = send(log(c.principal, c.school, at, texts={}), at)
    responses.decline(
        by=c.sro,
        at=at + HOUR,
        referral=w.declined,
        clause=c.discipline,
        reason=token("declinereason"),
        form_key=uuid4(),
    )
    w.withdrawn = send(log(c.principal, c.school, at, texts={}), at)
    referrals.withdraw(by=c.principal, at=at + HOUR, referral=w.withdrawn, reason=token("withdrawal"))
    asking = send(log(c.designee, c.school, at, texts={}), at)
    questions.ask(by=c.sro, at=at + HOUR, referral=asking, question="Who saw it first?", form_key=uuid4())
    w.asked = asking
    leads.set_lead(by=c.sro, at=at + HOUR, referral=asking, lead="joint", shown=None, form_key=uuid4())

    draft_words = {kind: f"draft{name}" for kind, name in (("shared", "shared"), ("school_only", "school"))}
    w.draft = log(
        c.principal,
        c.school,
        NOW - HOUR,
        texts={TextKind(kind): name for kind, name in draft_words.items()} | {TextKind.CRIME_REASON: "draftreason"},
        people=[ParticipantDraft("subject", "student", token("draftseen"), token("draftname"), token("draftnumber"))],
    )
    gate = referrals.start(by=c.principal, at=NOW - HOUR, school=c.school, danger=Danger.NONE, form_key=uuid4())
    gate = referrals.change(
        by=c.principal,
        at=NOW - HOUR,
        referral=gate,
        answers={"crime": Crime.NO, "behavior": BEHAVIOR},
        texts={TextKind.CRIME_REASON: "No."},
        participants=None,
    )
    w.kept = referrals.keep_in_school(
        by=c.principal, at=NOW - HOUR, referral=gate, route=ROUTE, occurred_on=NOW.date(), behavior=BEHAVIOR
    )
    w.handed = hand(c.principal, c.school, HANDED)
    for name, run, district in (
        ("marked", c.district_administrator, c.district),
        ("far_marked", c.stranger_district_administrator, c.other_district),
    ):
        setattr(w, name, must_reports.mark(by=run, at=NOW - HOUR, district=district, behavior=MARKED))
    w.activity = log_work(c.sro, c.agency, c.school)
    w.work_away = log_work(c.sro, c.agency, None, "court")
    w.far_activity = log_work(c.stranger_sro, c.other_agency, c.other_school)
    make_away(w, at)


def log_work(by: User, agency: Any, school: Any, kind: str = "drill") -> Activity:
    """An entry of an officer's log, of yesterday."""
    work = activities.Work((NOW - DAY).date(), kind, "law_enforcement", 45, ["for_staff"])
    return activities.log(by=by, at=NOW - HOUR, agency=agency, school=school, work=work, form_key=uuid4())


def make_away(w: SimpleNamespace, at: Any) -> None:
    """At the second school the officer was posted until yesterday; at a third nobody ever was."""
    c = w.cast
    brook = person("Brook Head", Role.PRINCIPAL, c.second_school)
    away = postings.post(
        by=c.agency_administrator,
        at=at,
        partnership=c.partnership,
        school=c.second_school,
        details=postings.PostingDetails(c.sro, at.date()),
        form_key=uuid4(),
    )
    texts = {TextKind.SHARED: "shared", TextKind.SCHOOL_ONLY: "school"}
    w.away = send(log(brook, c.second_school, at, "away", texts=texts, behavior=AWAY_BEHAVIOR), at)
    postings.end(by=c.agency_administrator, at=NOW - HOUR, posting=away)
    bare = SchoolFactory(name="Heath Primary", slug="heath", parent=c.district)
    head = person("Heath Head", Role.PRINCIPAL, bare)
    w.uncovered = send(log(head, bare, at, "uncovered", texts={TextKind.SHARED: "shared"}), at)
    kept = referrals.start(by=brook, at=NOW - HOUR, school=c.second_school, danger=Danger.NONE, form_key=uuid4())
    kept = referrals.change(
        by=brook,
        at=NOW - HOUR,
        referral=kept,
        answers={"crime": Crime.NO},
        texts={TextKind.CRIME_REASON: "No."},
        participants=None,
    )
    w.away_kept = referrals.keep_in_school(
        by=brook, at=NOW - HOUR, referral=kept, route="teacher", occurred_on=NOW.date(), behavior="phone"
    )
    w.away_handed = hand(brook, c.second_school, "abuse_disclosure")


def hand(by: User, school: Any, behavior: str) -> HandedOn:
    """A matter that the police were told of."""
    one = referrals.start(by=by, at=NOW - HOUR, school=school, danger=Danger.OVER, form_key=uuid4())
    one = referrals.change(by=by, at=NOW - HOUR, referral=one, answers={"crime": Crime.NO, "behavior": behavior})
    return referrals.hand_on(by=by, at=NOW, referral=one, told=["police"], told_at=NOW - HOUR)


def accept(by: User, referral: Referral, at: Any, note: str = "") -> None:
    """The officer takes it on."""
    responses.accept(
        by=by, at=at, referral=referral, note=note, elements=responses.Elements(Crime.YES, "13B"), form_key=uuid4()
    )
    referral.refresh_from_db()


def decide(by: User, referral: Referral, at: Any, reason: str, feedback: str, notes: str) -> None:
    """The supervisor decides."""
    reviews.decide(
        by=by,
        at=at,
        referral=referral,
        decision=reviews.Decision(
            determination=Determination.POLICE_MATTER,
            crime_involved=Crime.YES,
            reason=token(reason),
            feedback=token(feedback),
            notes=token(notes),
        ),
        form_key=uuid4(),
    )
    referral.refresh_from_db()


def finish(by: User, referral: Referral, at: Any, kind: str, note: str) -> None:
    """What came of it."""
    outcomes.record_outcome(by=by, at=at, referral=referral, kind=kind, note=token(note), form_key=uuid4())


def make_far(w: SimpleNamespace) -> None:
    """A reviewed call in the other county, and what was kept in school there."""
    c, at = w.cast, NOW - 2 * DAY
    named = [ParticipantDraft("subject", "student", "small", token("farname"), "")]
    texts = {TextKind.SHARED: "shared", TextKind.SCHOOL_ONLY: "school"}
    w.far = send(log(c.stranger_principal, c.other_school, at, "far", texts=texts, people=named), at)
    w.far_version = Version.objects.get(agreement__partnership=c.other_partnership)
    w.far_notice = Notice.objects.get(to=str(c.stranger_sro.pk), about_id=str(w.far.pk))
    keep_scan(w.far_version, "far")
    w.far_mou_draft = begin_draft(c.stranger_district_administrator, c.other_partnership, c.other_district)
    reviews.decide(
        by=c.stranger_supervisor,
        at=at + HOUR,
        referral=w.far,
        decision=reviews.Decision(
            determination=Determination.EMERGENCY,
            crime_involved=Crime.YES,
            reason="It was one.",
            notes=token("farnotes"),
        ),
        form_key=uuid4(),
    )
    kept = referrals.start(
        by=c.stranger_principal, at=NOW - HOUR, school=c.other_school, danger=Danger.NONE, form_key=uuid4()
    )
    kept = referrals.change(
        by=c.stranger_principal,
        at=NOW - HOUR,
        referral=kept,
        answers={"crime": Crime.NO},
        texts={TextKind.CRIME_REASON: "No."},
        participants=None,
    )
    w.far_kept = referrals.keep_in_school(
        by=c.stranger_principal, at=NOW - HOUR, referral=kept, route="family", occurred_on=NOW.date(), behavior="tardy"
    )
    w.far_handed = hand(c.stranger_principal, c.other_school, "firearm")


def make_lapsed(w: SimpleNamespace) -> None:
    """Another district of the same agency whose MOU ended, grace and all: a call was reviewed while it held."""
    c = w.cast
    district = DistrictFactory(name="Gorse Schools", slug="gorse")
    school = SchoolFactory(name="Gorse High", slug="gorse-high", parent=district)
    w.lapsed_partnership, version, _posting = bind(district, c.agency, [school], c.sro)
    version.expires_on = date(2026, 8, 1)
    version.save()
    head = person("Gorse Head", Role.PRINCIPAL, school)
    texts = {TextKind.SHARED: "shared", TextKind.SCHOOL_ONLY: "school"}
    w.lapsed = send(log(head, school, LONG_AGO, "lapsed", texts=texts, behavior=LAPSED_BEHAVIOR), LONG_AGO)
    decide(c.supervisor, w.lapsed, LONG_AGO + HOUR, "lapsedreviewreason", "lapsedfeedback", "lapsednotes")
    boss = person("Gorse Boss", Role.DISTRICT_ADMINISTRATOR, district)
    w.rejected = versions.enter(
        by=boss,
        at=NOW,
        partnership=w.lapsed_partnership,
        side=district,
        text=paper(token("rejectedtitle"), date(2026, 9, 1), date(2027, 7, 1)),
        form_key=uuid4(),
    )
    versions.reject(by=c.agency_signatory, at=NOW, version=w.rejected, reason=token("rejection"))
    w.waiting_for_agency = versions.enter(
        by=boss,
        at=NOW,
        partnership=w.lapsed_partnership,
        side=district,
        text=paper("Gorse MOU anew", date(2026, 12, 1), date(2027, 7, 1)),
        form_key=uuid4(),
    )
