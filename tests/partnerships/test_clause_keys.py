"""Clauses from before they had an identifier get one: the same for the same number of an MOU, in every version."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

pytestmark = pytest.mark.django_db  # older migrations look into the first database
AT = datetime(2026, 3, 9, 14, 30, tzinfo=UTC)


def old_rows(apps, alias):
    """Two MOUs, one of them with two versions, as the release before this column wrote them."""

    def make(app, model, **given):
        return apps.get_model(app, model).objects.using(alias).create(**given)

    who = make("accounts", "User", email="a@example.org", name="A", created_at=AT)
    places = [
        make("accounts", "Organization", kind=kind, name=name, slug=name, time_zone="America/New_York", created_at=AT)
        for kind, name in (("district", "d"), ("agency", "a"), ("agency", "b"))
    ]
    made = []
    for agency in places[1:]:
        partnership = make(
            "partnerships",
            "Partnership",
            district=places[0],
            agency=agency,
            proposed_by=who,
            proposed_for=places[0],
            proposed_at=AT,
            form_key=uuid4(),
        )
        agreement = make("partnerships", "Agreement", partnership=partnership, created_at=AT)
        for number in (1, 2):
            version = make(
                "partnerships",
                "Version",
                agreement=agreement,
                number=number,
                state="rejected",
                title="MOU",
                signed_on=date(2026, 1, 1),
                effective_on=date(2026, 1, 1),
                expires_on=date(2027, 1, 1),
                entered_by=who,
                entered_for=places[0],
                entered_at=AT,
                rejected_by=who,
                rejected_at=AT,
                form_key=uuid4(),
            )
            for place, said in enumerate(("1.1", "1.2"), start=1):
                make("partnerships", "Clause", version=version, number=said, position=place, heading="H", text="T")
            made.append(version.pk)
    return made


def test_clauses_from_before_have_one_identifier_for_each_number_of_an_mou(empty_database):
    other = connections[empty_database]
    executor = MigrationExecutor(other)
    executor.migrate([("partnerships", "0006_taken_back")])
    old = executor.loader.project_state([("partnerships", "0006_taken_back")]).apps
    made = old_rows(old, empty_database)
    executor = MigrationExecutor(other)
    executor.migrate([("partnerships", "0007_clause_keys")])
    new = executor.loader.project_state([("partnerships", "0007_clause_keys")]).apps
    rows = new.get_model("partnerships", "Clause").objects.using(empty_database)
    keys = [dict(rows.filter(version=pk).values_list("number", "key")) for pk in made]
    assert all(len(set(one.values())) == 2 for one in keys)
    assert keys[0] == keys[1]
    assert keys[2] == keys[3]
    assert not set(keys[0].values()) & set(keys[2].values())
