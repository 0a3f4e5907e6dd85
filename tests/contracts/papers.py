"""Partnerships, offers and MOUs for the world of the contracts."""

from datetime import date
from types import SimpleNamespace
from uuid import uuid4

from django.core.files.base import ContentFile

from accounts.roles import Role
from partnerships.actions import versions
from partnerships.actions.versions import VersionText
from partnerships.models import AnnualReview, ReviewOutcome, Scan, Term, Version
from partnerships.reference import MODEL_CLAUSES
from partnerships.terms import IdentitySharing, TermKey
from tests.cast import NOW, person
from tests.contracts.tokens import token
from tests.factories.accounts import DistrictFactory, OrganizationFactory
from tests.factories.partnerships import AgreementFactory, PartnershipFactory, PartnershipSchoolFactory


def paper(title: str, first: date, until: date) -> VersionText:
    """An MOU as it stands on paper."""
    return VersionText(
        title=title,
        signed_on=min(first, NOW.date()),
        signed_by_school="The superintendent",
        signed_by_agency="The chief",
        effective_on=first,
        expires_on=until,
        clauses=MODEL_CLAUSES,
    )


def keep_scan(version: Version, name: str) -> None:
    """A scan of the paper."""
    scan = Scan(version=version, name=f"{name}.pdf", media_type="application/pdf", size=9, added_at=NOW)
    scan.file.save("scan.pdf", ContentFile(f"%PDF- {token('scanbody')}".encode() if name != "far" else b"%PDF- far"))


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
