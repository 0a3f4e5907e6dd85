"""The nouns of people."""

from accounts.models.address_changes import AddressChange
from accounts.models.invitations import Invitation
from accounts.models.kept_forms import KeptForm
from accounts.models.memberships import Membership
from accounts.models.organizations import ClosedDay, Organization
from accounts.models.recovery import FactorReset
from accounts.models.sign_on import SignOnProvider
from accounts.models.take_outs import TakeOut
from accounts.models.users import Origin, User

__all__ = [
    "AddressChange",
    "ClosedDay",
    "FactorReset",
    "Invitation",
    "KeptForm",
    "Membership",
    "Organization",
    "Origin",
    "SignOnProvider",
    "TakeOut",
    "User",
]
