"""Partnerships, offers and MOUs for the world of the contracts."""

from datetime import date
from types import SimpleNamespace
from uuid import uuid4

from accounts.models import Organization, User
from accounts.roles import Role
from common.scans import Paper, write_files
from partnerships.actions import mou_drafts, versions
from partnerships.actions.versions import VersionText
from partnerships.models import (
    AnnualReview,
    DraftOrigin,
    DraftScan,
    MouDraft,
    Partnership,
    ReviewOutcome,
    Scan,
    Term,
    Version,
)
from partnerships.terms import IdentitySharing, TermKey
from tests.cast import NOW, person
from tests.contracts.tokens import token
from tests.factories.accounts import DistrictFactory, OrganizationFactory
from tests.factories.partnerships import AgreementFactory, PartnershipFactory, PartnershipSchoolFactory
from tests.partnerships.stage import SIGNED_CLAUSES


def paper(title: str, first: date, until: date) -> VersionText:
    """An MOU as it stands on paper."""
    return VersionText(
        title=title,
        signed_on=min(first, NOW.date()),
        signed_by_school="The superintendent",
        signed_by_agency="The chief",
        effective_on=first,
        expires_on=until,
        clauses=SIGNED_CLAUSES,
    )


def keep_scan(version: Version, name: str) -> None:
    """A scan of the paper."""
    words = (token("scanbody"), token("scanassent")) if name != "far" else ("far", "far")
    body, as_sent = (f"%PDF- {word}".encode() for word in words)
    paper = Paper(content=body, name=f"{name}.pdf", media_type="application/pdf", original=as_sent)
    scan = Scan(version=version, name=paper.name, added_at=NOW, **paper.facts)
    write_files(paper, scan.file, scan.original)
    scan.save()


def begin_draft(by: User, partnership: Partnership, side: Organization) -> MouDraft:
    """An MOU that one side is entering, from our model text."""
    origin = DraftOrigin.MODEL
    return mou_drafts.begin(by=by, at=NOW, partnership=partnership, side=side, origin=origin, form_key=uuid4())


def whole_draft(by: User, partnership: Partnership, side: Organization) -> MouDraft:
    """One in which nothing is missing."""
    draft = begin_draft(by, partnership, side)
    facts = {"title": "Whole", "signed_by_school": "The superintendent", "signed_by_agency": "The chief"}
    days = {"signed_on": NOW.date(), "effective_on": date(2026, 12, 1), "last_day": date(2027, 6, 30)}
    MouDraft.objects.filter(pk=draft.pk).update(**facts, **days, terms_seen=True)
    signed = {one.number: one.text for one in SIGNED_CLAUSES}
    for clause in draft.clauses.all():
        clause.text = signed[clause.number]
        clause.save()
    DraftScan.objects.create(draft=draft, file="whole.pdf", name="w.pdf", media_type="pdf", size=9, added_at=NOW)
    return MouDraft.objects.get(pk=draft.pk)


def fill_draft(draft: MouDraft) -> None:
    """A token in each of its words."""
    draft.title, draft.signed_by_school = token("drafttitle"), token("draftsigner")
    draft.signed_by_agency = token("draftagencysigner")
    draft.save()
    clause = draft.clauses.all()[0]
    clause.heading, clause.key_words, clause.plain = token("drafthead"), token("draftkey"), token("draftplain")
    clause.text = f"{token('drafttext')}. {token('draftkey')} decides."
    clause.save()
    paper = Paper(content=b"%PDF- draft", name=f"{token('draftscan')}.pdf", media_type="application/pdf")
    scan = DraftScan(draft=draft, name=paper.name, added_at=NOW, **paper.facts)
    write_files(paper, scan.file, scan.original)
    scan.save()


def make_papers(w: SimpleNamespace) -> None:
    """The MOU in force with its scan and terms; one that waits for the district; offers to either side."""
    c = w.cast
    partnership, version = c.partnership, c.version
    partnership.school_contact, partnership.agency_contact = token("schoolcontact"), token("agencycontact")
    partnership.save()
    version.title = token("versiontitle")
    version.signed_by_school, version.signed_by_agency = token("signedschool"), token("signedagency")
    version.save()
    clause = c.discipline
    clause.heading, clause.text = token("clausehead"), f"{token('clausetext')}. {token('clausekey')} decides."
    clause.key_words, clause.plain = token("clausekey"), token("clauseplain")
    clause.save()
    Term.objects.create(version=version, key=TermKey.IDENTITY_SHARING, value=IdentitySharing.ALWAYS)
    keep_scan(version, token("scanname"))
    AnnualReview.objects.create(
        version=version,
        cycle=date(2026, 7, 1),
        side=c.agency,
        held_on=date(2026, 6, 20),
        outcome=ReviewOutcome.KEEP,
        note=token("reviewnote"),
        by=c.agency_signatory,
        at=NOW,
        form_key=uuid4(),
    )
    c.posting.phone = token("postingphone")
    c.posting.save()

    w.mou_draft = begin_draft(c.district_administrator, partnership, c.district)
    w.agency_mou_draft = begin_draft(c.agency_administrator, partnership, c.agency)
    fill_draft(w.mou_draft)

    agency = OrganizationFactory(name="Millbrook Police", slug="millbrook-police")
    w.millbrook = person("Thea Mill", Role.AGENCY_ADMINISTRATOR, agency)
    second = PartnershipFactory(district=c.district, agency=agency)
    PartnershipSchoolFactory(partnership=second, school=c.school)
    AgreementFactory(partnership=second)
    w.waiting = versions.enter(
        by=w.millbrook,
        at=NOW,
        partnership=second,
        side=agency,
        text=paper(token("waitingtitle"), date(2026, 7, 1), date(2027, 7, 1)),
        form_key=uuid4(),
    )
    third = OrganizationFactory(name="Quarry Police", slug="quarry-police")
    w.offered_to_district = PartnershipFactory(
        district=c.district,
        agency=third,
        proposed_by=person("Vero Quarry", Role.AGENCY_ADMINISTRATOR, third),
        proposed_for=third,
        accepted_by=None,
        accepted_at=None,
    )
    fourth = DistrictFactory(name="Plain Schools", slug="plain")
    w.offered_to_agency = PartnershipFactory(
        district=fourth,
        agency=c.agency,
        proposed_by=person("Pia Plain", Role.DISTRICT_ADMINISTRATOR, fourth),
        proposed_for=fourth,
        accepted_by=None,
        accepted_at=None,
    )
