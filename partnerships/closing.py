"""What ends in partnerships with a school that closes: said before, and done with it (see rosters.dependents)."""

from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import Organization, User
from partnerships.actions import coverage
from partnerships.dependents import waiting_for
from partnerships.models import PartnershipSchool, Posting


def ending(school: Organization, at: datetime) -> list[str]:
    """A sentence for each partnership that covers the school, and for each posting there."""
    day = school.today(at)
    covered = PartnershipSchool.objects.filter(school=school).not_over(day)
    covered = covered.select_related("partnership__agency").order_by("partnership__agency__name_folded", "pk")
    words = _("The partnership with %(agency)s no longer covers it.")
    said = [words % {"agency": one.partnership.agency} for one in covered]
    postings = Posting.objects.filter(school=school).not_over(day).select_related("officer", "partnership__agency")
    for one in postings.order_by("officer__name_folded", "pk"):
        words = _("The posting of %(officer)s ends.")
        if waiting_for(one):
            words = _("The posting of %(officer)s ends. Calls there that wait for the officer become the supervisor’s.")
        said.append(words % {"officer": one.officer})
    return said


def closed(school: Organization, *, by: User, at: datetime) -> None:
    """End what `ending` names."""
    coverage.leave_school(by=by, at=at, school=school)
