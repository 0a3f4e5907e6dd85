"""How often one may try to come in, and ask for mail that lets one in.

Counted by known device and by account first: a browser its person has signed in with before has tries of its own, all
others share an account's. By network address only far above what the people of one school behind one address need.
Who is out of tries on a new device comes in by a mailed code or a passkey, so that nobody is kept out by a stranger.
allauth's own limits, by account and by ten failures of an address, are off (config.settings.sign_in).
"""

from dataclasses import dataclass

from allauth.core.internal import ratelimit
from django.http import HttpRequest

from accounts import devices
from accounts.middleware import client_ip
from common.addresses import address_of

TRIES = "5/15m/key"
TRIES_OF_AN_ADDRESS = "300/15m/ip"
MAILS = "3/m/key,20/h/key"
MAILS_OF_AN_ADDRESS = "60/m/ip,300/h/ip"


@dataclass
class Try:
    """One that was counted; forgiven when it turns out right."""

    usages: list[ratelimit.RateLimitUsage]

    def forgive(self) -> None:
        """Count it no more."""
        for usage in self.usages:
            usage.rollback()


def begin_try(request: HttpRequest, *, step: str, email: str) -> Try | None:
    """Count a password or a second factor about to be looked at; None when there have been too many."""
    address = address_of(email)
    device = devices.known(request, address)
    if device:
        return _count(request, step, key=f"{address} {device}", rates=[TRIES])
    return _count(request, step, key=address, rates=[TRIES, TRIES_OF_AN_ADDRESS])


def begin_mail(request: HttpRequest, *, what: str, email: str) -> Try | None:
    """Count a mail that lets one in: by who asks and whom it is for, so that asking for another keeps nobody waiting.

    None when there have been too many.
    """
    address = address_of(email)
    device = devices.known(request, address)
    if device:
        return _count(request, what, key=f"{address} {device}", rates=[MAILS])
    return _count(request, what, key=f"{address} {client_ip(request)}", rates=[MAILS, MAILS_OF_AN_ADDRESS])


def forget(request: HttpRequest, *, step: str, email: str) -> None:
    """Give the account all its tries again on devices that are not known: its person has set a new password."""
    ratelimit.clear(request, app="accounts", action=step, config={step: TRIES}, key=address_of(email))


def _count(request: HttpRequest, action: str, *, key: str, rates: list[str]) -> Try | None:
    counted = Try([])
    for rate in rates:
        usage = ratelimit.consume(request, app="accounts", action=action, config={action: rate}, key=key)
        if usage is None:
            counted.forgive()
            return None
        counted.usages.append(usage)
    return counted
