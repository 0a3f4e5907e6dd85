"""Many writers at once still make one chain."""

from django.db import connections

from ledger.triggers import missing_triggers
from ledger.verify import verify


def test_four_processes_writing_at_once_make_one_chain_without_a_fork(start_together, other_database):
    writers = start_together(4, "record", "100")
    assert [writer.wait() for writer in writers] == [0, 0, 0, 0]
    result = verify(using=other_database)
    assert (result.intact, result.checked) == (True, 400)
    with connections[other_database].cursor() as cursor:
        cursor.execute("SELECT object_id, COUNT(*) FROM ledger_event GROUP BY object_id")
        assert sorted(count for _process, count in cursor.fetchall()) == [100, 100, 100, 100]
        cursor.execute(
            "SELECT seq FROM ledger_event WHERE object_id = (SELECT object_id FROM ledger_event WHERE seq = 1)"
        )
        assert max(seq for (seq,) in cursor.fetchall()) > 100, "they did not write at the same time"
    assert missing_triggers(connections[other_database]) == []
