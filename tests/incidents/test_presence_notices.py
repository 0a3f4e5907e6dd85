"""An absence is told inside the portal; mail says neither which school it is nor whether anybody is there."""

from datetime import timedelta

import pytest
from django.core import mail

from accounts.notices import recipient
from accounts.roles import Role
from incidents.notices import holds
from ledger.actions.relay import relay
from ledger.models import Notice
from tests.cast import person
from tests.incidents.presence_days import DAY, absent, here, hours, moment_of, recalled, with_hours

# The relay sends outside any transaction.
pytestmark = pytest.mark.django_db(transaction=True)


def told():
    found = Notice.objects.filter(kind="incidents.officer_presence")
    return set(found.values_list("to", flat=True))


def ids(*people):
    return {str(one.pk) for one in people}


def mails(settings, at):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox.clear()
    relay(at=at, recipient=recipient, holds=holds)
    return [
        (one.to[0], "\n".join([one.subject, one.body, *(part.content for part in one.alternatives)]))
        for one in mail.outbox
    ]


def test_the_school_and_the_supervisors_are_told_of_an_absence_nobody_covers(cast):
    absent(cast.sro, with_hours(cast.posting), DAY)
    assert told() == ids(cast.principal, cast.designee, cast.supervisor, cast.second_supervisor)


def test_the_stand_in_is_told_where_to_be(cast):
    stand_in = person("Otto Reed", Role.SRO, cast.agency)
    absent(cast.supervisor, with_hours(cast.posting), DAY, cover=stand_in, accepts=["not_trained"])
    assert told() == ids(cast.principal, cast.designee, cast.sro, stand_in)


def test_who_is_where_they_are_posted_is_news_to_nobody(cast):
    here(cast.sro, with_hours(cast.posting), DAY)
    assert told() == set()


def test_no_mail_names_the_school_the_officer_or_what_happened(cast, settings):
    posting = with_hours(cast.posting)
    row = here(cast.sro, posting, DAY)
    recalled(cast.sro, row, hours("9:00", "10:00"))
    sent = mails(settings, moment_of(posting, DAY, "9:10"))
    assert {to for to, _words in sent} == {
        one.email for one in (cast.principal, cast.designee, cast.supervisor, cast.second_supervisor)
    }
    for _to, words in sent:
        for secret in (
            cast.school.name,
            cast.district.name,
            cast.sro.name,
            "Aldmoor High",
            "absent",
            "uncovered",
            "recall",
        ):
            assert secret.lower() not in words.replace(cast.principal.email, "").lower(), secret
        assert "/presence/" in words or "/inbox/" in words


def test_what_was_corrected_before_the_mail_went_out_is_not_mailed(cast, settings):
    posting = with_hours(cast.posting)
    row = here(cast.sro, posting, DAY)
    recalled(cast.sro, row, hours("9:00", "10:00"))
    late = moment_of(posting, DAY + timedelta(days=1), "8:00")
    assert mails(settings, late) == []
