"""The nouns of a partnership."""

from partnerships.models.agreements import Agreement, Clause, Scan, StoredPaper, Term, Version
from partnerships.models.drafts import DraftClause, DraftOrigin, DraftScan, DraftTerm, MouDraft, Place
from partnerships.models.partnerships import Partnership, PartnershipSchool
from partnerships.models.postings import Posting
from partnerships.models.reviews import AnnualReview, ReviewOutcome

__all__ = [
    "Agreement",
    "AnnualReview",
    "Clause",
    "DraftClause",
    "DraftOrigin",
    "DraftScan",
    "DraftTerm",
    "MouDraft",
    "Partnership",
    "PartnershipSchool",
    "Place",
    "Posting",
    "ReviewOutcome",
    "Scan",
    "StoredPaper",
    "Term",
    "Version",
]
