"""The nouns of a partnership."""

from partnerships.models.agreements import Agreement, Clause, Scan, Term, Version
from partnerships.models.partnerships import Partnership, PartnershipSchool
from partnerships.models.postings import Posting
from partnerships.models.reviews import AnnualReview, ReviewOutcome

__all__ = [
    "Agreement",
    "AnnualReview",
    "Clause",
    "Partnership",
    "PartnershipSchool",
    "Posting",
    "ReviewOutcome",
    "Scan",
    "Term",
    "Version",
]
