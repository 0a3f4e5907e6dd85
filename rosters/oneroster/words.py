"""The fixed words of OneRoster 1.1 and 1.2, and what they mean here.

Sources: 1EdTech, OneRoster v1.1 Final (2017), CSV Tables; OneRoster v1.2 CSV Binding (2022), RoleEnum, OrgTypeEnum.
"""

from functools import lru_cache

ORG_TYPES = frozenset({"school", "district", "department", "local", "state", "national"})
# May be the principal: whoever has one of them is asked about, and is a staff member until then.
ADMINISTRATORS = frozenset({"administrator", "principal", "siteadministrator"})
STAFF_ROLES = ADMINISTRATORS | {
    "aide",
    "counselor",
    "districtadministrator",
    "proctor",
    "systemadministrator",
    "teacher",
}
STUDENT = "student"
OTHER_ROLES = frozenset({STUDENT, "guardian", "parent", "relative"})
VERSIONS = frozenset({"1.1", "1.2"})
STATUSES = frozenset({"", "active", "tobedeleted", "inactive"})  # the last by OneRoster 1.0
LEAVING = frozenset({"tobedeleted", "inactive"})
NO = frozenset({"false", "0", "no", "n"})
NCES_SCHOOL_ID = 12  # digits: state (2), district (5), school (5)


@lru_cache(maxsize=1_000)
def word(text: str) -> str:
    """A fixed word in its one spelling: no difference between "site administrator" and "siteAdministrator"."""
    return "".join(mark for mark in text.casefold() if mark.isalnum() or mark == ":")


def nces_id(text: str) -> str:
    """The NCES number of a school as it is written; a spreadsheet drops the zero that some states begin with."""
    digits = "".join(mark for mark in text if mark not in " -'")
    if not (digits.isascii() and digits.isdecimal()):
        return text
    return digits.zfill(NCES_SCHOOL_ID) if len(digits) == NCES_SCHOOL_ID - 1 else digits
