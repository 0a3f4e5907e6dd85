"""The one reading of a referral, for page, row, print and PDF (docs/adr/0003-two-sides.md)."""

from incidents.record.build import Record, record_for
from incidents.record.rows import Row, rows_for
from incidents.record.sources import NothingDisclosed

__all__ = ["NothingDisclosed", "Record", "Row", "record_for", "rows_for"]
