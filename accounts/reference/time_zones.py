"""The time zones of the United States and its territories, in the words people use.

Source: IANA time zone database, zone1970.tab, rows for US and its territories; version 2025b.
"""

from django.utils.translation import gettext_lazy as _

TIME_ZONES = (
    ("America/New_York", _("Eastern (New York)")),
    ("America/Chicago", _("Central (Chicago)")),
    ("America/Denver", _("Mountain (Denver)")),
    ("America/Phoenix", _("Mountain without daylight saving (Phoenix)")),
    ("America/Los_Angeles", _("Pacific (Los Angeles)")),
    ("America/Anchorage", _("Alaska (Anchorage)")),
    ("America/Adak", _("Aleutian (Adak)")),
    ("Pacific/Honolulu", _("Hawaii (Honolulu)")),
    ("America/Puerto_Rico", _("Atlantic (Puerto Rico, U.S. Virgin Islands)")),
    ("Pacific/Guam", _("Chamorro (Guam, Northern Marianas)")),
    ("Pacific/Pago_Pago", _("Samoa (Pago Pago)")),
)
