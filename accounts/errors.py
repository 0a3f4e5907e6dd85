"""Why something about people cannot be done, in words a manager can act on."""

from django.utils.translation import gettext_lazy as _

from common.refusals import Refused


class RoleNotAllowedHere(Refused):
    words = _("This role cannot be given at this organization, or not by you.")


class OwnMembership(Refused):
    words = _("You cannot give, change or end your own role. Ask another administrator of your organization.")


class OwnAccount(Refused):
    words = _("You cannot close your own account. Another administrator can.")


class AccountClosed(Refused):
    words = _("This account is closed already.")


class AccountOpen(Refused):
    words = _("This account is open already.")


class HeldElsewhere(Refused):
    words = _(
        "This account has a role elsewhere too, so no one side can do this. "
        "End the role on your side instead; the account stays theirs."
    )


class OwnSessions(Refused):
    words = _("End your own sessions on the page “Where you are signed in”.")


class LastAdministrator(Refused):
    words = _(
        "This is the last administrator of the organization. Invite another administrator first; "
        "when they have accepted, this role can be changed or ended."
    )


class AlreadyMember(Refused):
    words = _("This person already has this role here.")


class AlreadyInvited(Refused):
    words = _("There is an open invitation for this address and role. Send it again, or withdraw it first.")


class HasAdministrator(Refused):
    words = _("This organization has an administrator, who invites everyone else of their side.")


class InvitationClosed(Refused):
    """Unknown, used, withdrawn or expired: one answer for all."""

    words = _("This invitation no longer works.")


class NotTheInvited(Refused):
    words = _("This invitation is for another address. Sign out, then open the link again.")


class AccountExists(Refused):
    words = _("There is an account for this address. Sign in with it, then accept.")


class MembershipOver(Refused):
    words = _("This role has already ended.")


class DaysOutOfOrder(Refused):
    words = _("The last day cannot be before the first day.")


class DayGone(Refused):
    words = _("This day has passed. Choose today or a later day.")


class DesignationTooLong(Refused):
    words = _("A designation lasts at most to the end of the next school year.")


class NameTaken(Refused):
    words = _("There is already an organization with this name. Choose another name.")


class ClosedTooLong(Refused):
    words = _("School cannot be closed for longer than 120 days in one entry.")


class AlreadyClosed(Refused):
    words = _("These days are already on the list, under this name or another.")


class SameAddress(Refused):
    words = _("This is the address they sign in with already.")


class OwnAddress(Refused):
    words = _("Change your own address on the page “Your account”.")


class AddressTaken(Refused):
    words = _("This address belongs to another account now. Ask for another one.")


class AddressLinkGone(Refused):
    """Unknown, used, replaced, expired, or somebody else's: one answer for all."""

    words = _("This link no longer works. Ask for the address again.")


class NobodyToInvite(Refused):
    words = _("Nobody here waits for an invitation.")


class ReasonTooShort(Refused):
    words = _("Say it in a few words that somebody else understands, at least fifteen letters.")
