"""Why a roster cannot be sent or applied, in words an administrator can act on."""

from django.utils.translation import gettext_lazy as _

from common.refusals import Refused


class RosterUnderWay(Refused):
    words = _("A roster of this district is being applied right now. Wait until it is done, then send the next one.")


class RosterMoved(Refused):
    words = _("This roster is no longer waiting for a decision. See how it stands now.")


class SchoolNotLetGo(Refused):
    words = _("This school is closed already, or the roster names it again. See how it stands now.")


class RosterHasProblems(Refused):
    words = _(
        "Some lines of this roster cannot be used. Type how many are left out, or correct them and send the roster "
        "again."
    )


class RosterEndsMany(Refused):
    words = _(
        "The roles of more than one in five staff members would end. Type how many, to confirm that this is right."
    )
