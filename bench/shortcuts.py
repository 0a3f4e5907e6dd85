"""What the two ways of drawing that go past the template engine save, on the principal's list of 25 calls."""

import time
from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from bench.seed import World
from common.templatetags import fenceline


def measure(world: World, sign_in: Callable[[Client, object], None], rounds: int) -> str:
    """The least processor time of the page as it is, and with each of them left out, in turn."""
    client = Client(headers={"host": "localhost"})
    sign_in(client, world.people[Role.PRINCIPAL])
    ways: dict[str, dict[str, Any]] = {
        "as it is": {},
        "components drawn anew": {"drawn": fenceline.drawn.__wrapped__},
        "controls by the widgets' templates": {"wants_more": lambda _field: True},
    }
    spent: dict[str, list[float]] = {name: [] for name in ways}
    for _round in range(rounds + 2):  # the first two warm it
        for name, swapped in ways.items():
            spent[name].append(_once(client, swapped))
    least = {name: min(found[2:]) * 1000 for name, found in spent.items()}
    lines = [f"{'the list of calls':<36}{'ms of processor':>16}{'x as it is':>12}"]
    lines += [f"{name:<36}{took:>16.1f}{took / least['as it is']:>12.2f}" for name, took in least.items()]
    return "\n".join(lines)


def _once(client: Client, swapped: dict[str, Any]) -> float:
    kept = {name: getattr(fenceline, name) for name in swapped}
    try:
        for name, other in swapped.items():
            setattr(fenceline, name, other)
        begun = time.process_time()
        client.get(reverse("referral-list"))
        return time.process_time() - begun
    finally:
        for name, own in kept.items():
            setattr(fenceline, name, own)
