"""What was disclosed is written once and never changed."""

import pytest
from django.db import DatabaseError, connection, transaction

from incidents.models import Disclosure, DisclosureText
from ledger.triggers import missing_triggers
from tests.cast import NOW
from tests.factories.incidents import submitted


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE incidents_disclosure SET basis = 'consent'",
        "DELETE FROM incidents_disclosuretext",
        "UPDATE incidents_disclosuretext SET projection = '{}'",
    ],
)
def test_the_database_refuses_to_change_what_crossed(cast, statement):
    submitted(cast.principal, cast.school, NOW)
    before = DisclosureText.objects.get().projection
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Disclosure.objects.get().basis == "personal_observation"
    assert DisclosureText.objects.get().projection == before


def test_both_tables_stand_guarded(db):
    assert missing_triggers(connection, ["incidents_disclosure", "incidents_disclosuretext"]) == []
