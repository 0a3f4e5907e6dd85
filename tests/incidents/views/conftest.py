"""The screens are walked on a Wednesday morning in term, by people who are signed in with their second factor."""

import pytest
import time_machine

from tests.accounts.people import inside
from tests.cast import NOW


@pytest.fixture(autouse=True)
def _now():
    """Ten in the morning in New York."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def principal(cast):
    return inside(cast.principal)


@pytest.fixture
def sro(cast):
    return inside(cast.sro)


@pytest.fixture
def supervisor(cast):
    return inside(cast.supervisor)


@pytest.fixture
def district(cast):
    return inside(cast.district_administrator)
