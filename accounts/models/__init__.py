"""The nouns of people."""

from accounts.models.invitations import Invitation
from accounts.models.memberships import Membership
from accounts.models.organizations import ClosedDay, Organization
from accounts.models.recovery import FactorReset
from accounts.models.sign_on import SignOnProvider
from accounts.models.users import Origin, User

__all__ = [
    "ClosedDay",
    "FactorReset",
    "Invitation",
    "Membership",
    "Organization",
    "Origin",
    "SignOnProvider",
    "User",
]
