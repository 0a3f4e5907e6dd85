"""The moment at which the ledger's tests take place."""

from datetime import UTC, datetime

AT = datetime(2026, 3, 9, 14, 30, 0, 123456, tzinfo=UTC)
