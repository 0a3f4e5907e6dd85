"""Why a roster cannot be sent or applied, in words an administrator can act on."""

from django.utils.translation import gettext_lazy as _

from common.refusals import Refused


class RosterUnderWay(Refused):
    words = _("A roster of this district is being applied right now. Wait until it is done, then send the next one.")


class RosterMoved(Refused):
    words = _("This roster is no longer waiting for a decision. Look at where it stands now.")


class RosterHasProblems(Refused):
    words = _("Lines of this roster cannot be taken. Correct them in your system, and send the roster again.")


class RosterEndsMany(Refused):
    words = _("More than one in five staff members would end. Say how many, so that it is no oversight.")
