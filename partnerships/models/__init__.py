"""The nouns of a partnership."""

from partnerships.models.agreements import Agreement, Clause, Scan, Term, Version
from partnerships.models.partnerships import Partnership, PartnershipSchool
from partnerships.models.postings import Posting

__all__ = [
    "Agreement",
    "Clause",
    "Partnership",
    "PartnershipSchool",
    "Posting",
    "Scan",
    "Term",
    "Version",
]
