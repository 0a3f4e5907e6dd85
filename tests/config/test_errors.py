"""Pages that say no: in words, and with a line in the ledger of who was told so."""

import time_machine

from ledger.models import Event
from tests.accounts.people import inside
from tests.cast import NOW
from tests.factories.incidents import submitted


def test_a_refused_act_is_answered_403_and_kept_in_the_ledger(cast):
    with time_machine.travel(NOW, tick=False):
        sent = submitted(cast.principal, cast.school, NOW)
        response = inside(cast.district_administrator).post(f"/referrals/{sent.pk}/withdraw/", {"reason": "x"})
    assert response.status_code == 403
    refused = Event.objects.filter(action="accounts.access.denied", actor_id=str(cast.district_administrator.pk))
    assert refused.get().details == {"page": "referral-withdraw"}
