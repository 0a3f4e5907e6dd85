"""What the ledger's actions are called on the activity page. An action without words here is shown by its own name.

Version 1. Each line: the action as recorded, and what the person did.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIONS: dict[str, str | Promise] = {
    "accounts.access.denied": _("Was refused a page or an act"),
    "accounts.session.began": _("Signed in"),
    "accounts.session.ended": _("Signed out, or was signed out"),
    "accounts.session.ended_everywhere": _("Ended sessions on other devices"),
    "accounts.session.ended_by_administrator": _("Signed a person out everywhere"),
    "accounts.session.refused": _("A sign-in was refused"),
    "accounts.password.set": _("Set a new password"),
    "accounts.factor.added": _("Added a second factor"),
    "accounts.factor.removed": _("Removed a second factor"),
    "accounts.factor_reset.asked": _("Asked to reset a lost second factor"),
    "accounts.factor_reset.agreed": _("Agreed to reset a lost second factor"),
    "accounts.factor_reset.stopped": _("Stopped the reset of a second factor"),
    "accounts.factor_reset.done": _("A lost second factor was reset"),
    "accounts.person.described": _("Changed their name or phone"),
    "accounts.sign_on.bound": _("Connected single sign-on to their account"),
    "accounts.sign_on.unbound": _("Disconnected single sign-on from their account"),
    "accounts.sign_on_provider.added": _("Set up single sign-on"),
    "accounts.sign_on_provider.changed": _("Changed single sign-on"),
    "accounts.invitation.sent": _("Sent an invitation"),
    "accounts.invitation.sent_again": _("Sent an invitation again"),
    "accounts.invitation.withdrawn": _("Withdrew an invitation"),
    "accounts.invitation.accepted": _("Accepted an invitation"),
    "accounts.membership.designated": _("Named a designee"),
    "accounts.membership.changed": _("Changed a role"),
    "accounts.membership.retitled": _("Changed a title"),
    "accounts.membership.dated": _("Set until when a role is held"),
    "accounts.membership.ended": _("Ended a role"),
    "accounts.people.exported": _("Exported a list of people"),
    "accounts.organization.created": _("Created an organization"),
    "accounts.organization.changed": _("Changed an organization"),
    "accounts.calendar.closed": _("Entered days without school"),
    "accounts.calendar.opened_again": _("Removed days without school"),
    "accounts.activity.read": _("Read the activity of their side"),
    "accounts.setup.link_made": _("Made the first link"),
    "incidents.referral.started": _("Started a referral"),
    "incidents.referral.changed": _("Changed a draft"),
    "incidents.referral.discarded": _("Discarded a draft"),
    "incidents.referral.kept_in_school": _("Kept a matter in school"),
    "incidents.referral.submitted": _("Submitted a referral"),
    "incidents.referral.disclosed": _("Disclosed a referral"),
    "incidents.referral.opened": _("Opened a referral"),
    "incidents.referral.exported": _("Exported referrals"),
    "incidents.referral.withdrawn": _("Withdrew a referral"),
    "incidents.response.accepted": _("Accepted a referral"),
    "incidents.response.declined": _("Declined a referral"),
    "incidents.question.asked": _("Asked a question back"),
    "incidents.question.replied": _("Answered a question"),
    "incidents.review.decided": _("Decided a referral"),
    "incidents.outcome.recorded": _("Recorded an outcome"),
    "incidents.addendum.added": _("Added an addendum"),
    "incidents.clocks.reset": _("Due days were counted anew"),
    "partnerships.partnership.proposed": _("Proposed a partnership"),
    "partnerships.partnership.accepted": _("Accepted a partnership"),
    "partnerships.partnership.declined": _("Declined a partnership"),
    "partnerships.partnership.contact_changed": _("Changed whom to phone"),
    "partnerships.partnership.schools_changed": _("Changed which schools a partnership covers"),
    "partnerships.posting.posted": _("Posted an officer"),
    "partnerships.posting.stood_in": _("Named a stand-in"),
    "partnerships.posting.ended": _("Ended a posting"),
    "partnerships.version.entered": _("Entered an MOU"),
    "partnerships.version.confirmed": _("Confirmed an MOU"),
    "partnerships.version.rejected": _("Rejected an MOU"),
    "partnerships.lapses.warned": _("Both sides were warned of a lapsed MOU"),
    "partnerships.review.recorded": _("Recorded the yearly review of an MOU"),
    "partnerships.reviews.noticed": _("People were told of a yearly review that falls due"),
}


def action_words(action: str) -> str:
    """What the person did, in words; the last two parts of the name for an action without any."""
    if action in ACTIONS:
        return str(ACTIONS[action])
    noun, _dot, verb = action.rpartition(".")
    return f"{noun.rpartition('.')[2]} {verb}".replace("_", " ").capitalize()
