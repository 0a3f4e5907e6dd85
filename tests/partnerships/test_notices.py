import pytest
from django.core import mail

from accounts.notices import recipient
from common.mail import compose
from ledger.actions.relay import relay
from ledger.models import Notice
from partnerships.actions import partnerships, versions
from partnerships.actions.lapses import warn_of_lapses
from partnerships.events import NoticeKind
from partnerships.notices import holds
from tests.partnerships.stage import AT, DAY, county, entered, in_force, partners, posted
from tests.partnerships.test_partnerships import propose

# The relay sends outside any transaction.
pytestmark = pytest.mark.django_db(transaction=True)

KINDS = [kind.removeprefix("partnerships.") for kind in NoticeKind.values]


@pytest.fixture
def c(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    return county()


def sent(at=AT):
    mail.outbox.clear()
    relay(at=at, recipient=recipient, holds=holds)
    return [(message.to[0], message.subject) for message in mail.outbox]


@pytest.mark.parametrize("kind", KINDS)
def test_every_notice_has_its_three_templates_and_names_nobody(kind, c):
    with_names = {"link": "http://localhost/x", "recipient_name": "Dana Whitfield"}
    from_templates = compose_of(kind, with_names)
    assert "Dana" not in from_templates
    assert "http://localhost/x" in from_templates


def compose_of(kind, context):
    message = compose(
        kind=f"partnerships.{kind}", to="a@example.org", context=context, message_id="<1@localhost>", language="en"
    )
    return "\n".join([message.subject, message.body, message.alternatives[0].content])


def test_a_proposal_is_mailed_to_the_other_sides_administrator_with_a_link(c):
    partnership = propose(c)
    assert sent() == [("abel-okafor@example.org", "A partnership was proposed to you")]
    assert f"/partnerships/{partnership.pk}/" in mail.outbox[0].body
    assert "Marrow" not in mail.outbox[0].body


def test_a_proposal_answered_before_the_mail_went_out_is_not_mailed(c):
    partnerships.decline(by=c.abel, at=AT, partnership=propose(c))
    assert sent() == [("dana-whitfield@example.org", "Your proposal was declined")]


def test_the_mail_follows_an_mou_from_entering_to_confirming(c):
    partnership = partners(c)
    sent()
    version = entered(c, partnership)
    assert {to for to, _subject in sent()} == {"abel-okafor@example.org", "chet-moss@example.org"}
    versions.confirm(by=c.chief, at=AT, version=version)
    assert {subject for _to, subject in sent()} == {"The MOU was confirmed"}


def test_an_answered_mou_is_no_longer_asked_about(c):
    partnership = partners(c)
    sent()
    version = entered(c, partnership)
    versions.reject(by=c.abel, at=AT, version=version, reason="The last day is wrong.")
    mailed = sent()
    assert mailed == [("dana-whitfield@example.org", "The MOU was sent back")]
    assert "last day" not in mail.outbox[0].body


def test_who_has_left_is_told_nothing_more(c):
    partnership = partners(c)
    posted(c, partnership)
    c.principal.memberships.update(ends_on=c.high.today(AT) - 400 * DAY)
    sent()
    assert all("priya" not in message.to[0] for message in mail.outbox)
    assert Notice.objects.filter(to=str(c.principal.pk)).get().dropped_at


def test_a_lapse_is_mailed_in_the_morning(c):
    partnership = partners(c)
    in_force(c, partnership, expires_on=c.district.today(AT))
    sent()
    night = AT.replace(hour=5)
    warn_of_lapses(at=night)
    assert sent(night) == []
    assert len(sent(AT)) == 4
