"""Who is in the demo county. Every name, place and number is made up."""

from dataclasses import dataclass
from datetime import time

from accounts.roles import Role

DISTRICT = "Alder Creek School District"
POLICE = "Alder Creek Police Department"
SHERIFF = "Alder County Sheriff’s Office"

HIGH = "Alder Creek High School"
MILLRACE = "Millrace High School"
FERNWOOD = "Fernwood Middle School"
CEDAR = "Cedar Flats Middle School"
ORCHARD = "Orchard Street Elementary"
RIVERSIDE = "Riverside Elementary"
BELL = "Bell Hollow Elementary"
QUARRY = "Quarry Lane Elementary"

# School, level, whose agency covers it. Quarry Lane is covered by the police but no officer is posted there.
SCHOOLS = (
    (HIGH, "high", POLICE),
    (MILLRACE, "high", SHERIFF),
    (FERNWOOD, "middle", POLICE),
    (CEDAR, "middle", SHERIFF),
    (ORCHARD, "elementary", POLICE),
    (RIVERSIDE, "elementary", POLICE),
    (BELL, "elementary", SHERIFF),
    (QUARRY, "elementary", POLICE),
)


@dataclass(frozen=True)
class Character:
    """One person of the county. `persona` is what the demo's front door says of them; without it they are extras."""

    key: str
    name: str
    place: str
    role: str
    title: str = ""
    phone: str = ""
    persona: str = ""

    @property
    def email(self) -> str:
        """An address that can reach nobody."""
        return f"{self.key.replace('_', '.')}@demo.example"


CAST = (
    Character(
        "sam_ortega",
        "Sam Ortega",
        "",
        Role.PORTAL_ADMINISTRATOR,
        "IT",
        "555-0100",
        "Creates districts and agencies; sees no student data.",
    ),
    Character(
        "ruth_castellan",
        "Ruth Castellan",
        DISTRICT,
        Role.DISTRICT_ADMINISTRATOR,
        "Director of Student Services",
        "555-0111",
        "Runs the district’s side: people, calendar, MOU, referrals of all eight schools.",
    ),
    Character("ben_ashworth", "Ben Ashworth", DISTRICT, Role.DISTRICT_ADMINISTRATOR, "Assistant Director", "555-0112"),
    Character(
        "priya_raman",
        "Priya Raman",
        DISTRICT,
        Role.RECORDS_CUSTODIAN,
        "Records Custodian",
        "555-0113",
        "Keeps the district’s records and sees what was disclosed.",
    ),
    Character(
        "grace_ellison",
        "Grace Ellison",
        DISTRICT,
        Role.SIGNATORY,
        "Superintendent",
        "555-0110",
        "Signs the MOU for the district.",
    ),
    Character(
        "amara_okafor",
        "Dr. Amara Okafor",
        HIGH,
        Role.PRINCIPAL,
        "Principal",
        "555-0121",
        "Logs calls on the officer and sees what came of them.",
    ),
    Character(
        "luis_moreno",
        "Luis Moreno",
        HIGH,
        Role.STAFF,
        "Assistant Principal",
        "555-0122",
        "Stands in for the principal while designated.",
    ),
    Character(
        "dana_whitfield",
        "Dana Whitfield",
        HIGH,
        Role.STAFF,
        "Teacher",
        "",
        "Reads the MOU and knows who the officer is.",
    ),
    Character(
        "joel_barnes",
        "Joel Barnes",
        MILLRACE,
        Role.PRINCIPAL,
        "Principal",
        "555-0131",
        "Works with a deputy of the sheriff’s office.",
    ),
    Character("helen_strand", "Helen Strand", FERNWOOD, Role.PRINCIPAL, "Principal", "555-0141"),
    Character("omar_haddad", "Omar Haddad", CEDAR, Role.PRINCIPAL, "Principal", "555-0151"),
    Character("nina_keller", "Nina Keller", ORCHARD, Role.PRINCIPAL, "Principal", "555-0161"),
    Character("paul_dufour", "Paul Dufour", RIVERSIDE, Role.PRINCIPAL, "Principal", "555-0171"),
    Character("tess_lindgren", "Tess Lindgren", BELL, Role.PRINCIPAL, "Principal", "555-0181"),
    Character(
        "ivan_marek",
        "Ivan Marek",
        QUARRY,
        Role.PRINCIPAL,
        "Principal",
        "555-0191",
        "Has no officer posted at the school.",
    ),
    Character(
        "joan_petersen",
        "Joan Petersen",
        POLICE,
        Role.AGENCY_ADMINISTRATOR,
        "Administrative Manager",
        "555-0142",
        "Keeps the department’s people and postings; reads no referral.",
    ),
    Character("carl_winters", "Carl Winters", POLICE, Role.AGENCY_ADMINISTRATOR, "Deputy Chief", "555-0143"),
    Character(
        "warren_tate", "Warren Tate", POLICE, Role.SIGNATORY, "Chief", "555-0140", "Signs the MOU for the police."
    ),
    Character(
        "karin_lindqvist",
        "Karin Lindqvist",
        POLICE,
        Role.SRO_SUPERVISOR,
        "Sgt.",
        "555-0144",
        "Reviews the calls her officers were asked to take.",
    ),
    Character(
        "daniel_ruiz",
        "Daniel Ruiz",
        POLICE,
        Role.SRO,
        "Officer",
        "555-0145",
        "Answers calls at Alder Creek High and Riverside Elementary.",
    ),
    Character("mary_cho", "Mary Cho", POLICE, Role.SRO, "Officer", "555-0146"),
    Character("theo_marsh", "Theo Marsh", SHERIFF, Role.AGENCY_ADMINISTRATOR, "Undersheriff", "555-0150"),
    Character("ada_quinn", "Ada Quinn", SHERIFF, Role.SIGNATORY, "Sheriff", "555-0152"),
    Character(
        "marcus_bell",
        "Marcus Bell",
        SHERIFF,
        Role.SRO_SUPERVISOR,
        "Lt.",
        "555-0153",
        "Supervises the deputy on the other side of the county.",
    ),
    Character(
        "hannah_frost",
        "Hannah Frost",
        SHERIFF,
        Role.SRO,
        "Deputy",
        "555-0154",
        "Answers calls at Millrace High, Cedar Flats and Bell Hollow.",
    ),
)

BY_KEY = {one.key: one for one in CAST}

# Officer, school. Phone is the officer's own.
POSTINGS = (
    ("daniel_ruiz", HIGH),
    ("daniel_ruiz", RIVERSIDE),
    ("mary_cho", FERNWOOD),
    ("mary_cho", ORCHARD),
    ("hannah_frost", MILLRACE),
    ("hannah_frost", CEDAR),
    ("hannah_frost", BELL),
)
# Who serves several schools is at one after the other, on the clock of the county.
HOURS = {
    HIGH: (time(7, 45), time(12)),
    RIVERSIDE: (time(12, 30), time(15, 30)),
    FERNWOOD: (time(7, 45), time(12)),
    ORCHARD: (time(12, 30), time(15, 30)),
    MILLRACE: (time(7, 45), time(11, 30)),
    CEDAR: (time(11, 45), time(13, 45)),
    BELL: (time(14), time(15, 30)),
}
