"""A word of its own in every field, and who may read it.

The roles are the columns of `access_matrix.csv`. A token that a role is not named for must not reach it by any page,
file, mail or message. `STUDENT` tokens must not stand in mail, log, event, cache, address, title or message at all.
"""

WRITERS = frozenset({"principal", "designee"})
SCHOOL = WRITERS | {"district_administrator", "records_custodian"}
OFFICERS = frozenset({"sro", "supervisor"})
BOTH = SCHOOL | OFFICERS
SUPERVISOR = frozenset({"supervisor"})
KEEPER = frozenset({"records_custodian"})
NOBODY: frozenset[str] = frozenset()
DISTRICT_PEOPLE = SCHOOL | {"staff", "district_signatory"}
AGENCY_PEOPLE = OFFICERS | {"agency_administrator", "agency_signatory"}
TWO_SIDES = DISTRICT_PEOPLE | AGENCY_PEOPLE
DECIDERS = frozenset({"district_administrator", "district_signatory"})
AGENCY_DECIDERS = frozenset({"agency_administrator", "agency_signatory"})
DISTRICT_RUN = frozenset({"district_administrator"})
AGENCY_RUN = frozenset({"agency_administrator"})
RUN = DISTRICT_RUN | AGENCY_RUN
# Who reads the training of the cast's staff member, and of its officer.
STAFF_READERS = frozenset({"staff", "principal", "district_administrator"})
OFFICER_READERS = OFFICERS | AGENCY_RUN
# Who reads an officer’s days: not a school’s staff, nor the district’s custodian.
PRESENCE = frozenset({"principal", "designee"}) | OFFICERS | DECIDERS | AGENCY_DECIDERS
PORTAL = frozenset({"portal_administrator"})

# What stands in a record about students.
STUDENT = {
    "draftreason": WRITERS,
    "draftshared": WRITERS,
    "draftschool": WRITERS,
    "draftname": WRITERS,
    "draftnumber": WRITERS,
    "draftseen": WRITERS,
    # Typed into a draft by the principal when the session was over.
    "keptwords": frozenset({"principal"}),
    "shared": BOTH,
    "reason": BOTH,
    "whycall": BOTH,
    "schoolonly": SCHOOL,
    "seen": BOTH,
    "pupilname": SCHOOL,
    "pupilnumber": SCHOOL,
    "crossname": BOTH,
    "crossnumber": BOTH,
    "crossschool": SCHOOL,
    "threat": SCHOOL,
    "told": SCHOOL,
    "tried": BOTH,
    "speakto": SCHOOL,
    "teller": SCHOOL,
    "changeline": BOTH,
    "answernote": BOTH,
    "declinereason": BOTH,
    "question": BOTH,
    "reply": BOTH,
    "reviewreason": BOTH,
    "feedback": BOTH,
    "reviewnotes": OFFICERS,
    "outcomenote": OFFICERS,
    "withheldnote": OFFICERS,
    "bothaddendum": BOTH,
    "schooladdendum": SCHOOL,
    "agencyaddendum": OFFICERS,
    "agencyboth": BOTH,
    "withdrawal": BOTH,
    # Asked before a call; the officer reads the examples alone.
    "consultquestion": SCHOOL | SUPERVISOR,
    "consultreason": SCHOOL | SUPERVISOR,
    "consultanswer": SCHOOL | SUPERVISOR,
    "situation": BOTH,
    "precedentadvice": BOTH,
    "removedsituation": NOBODY,
    "removedreason": SCHOOL,
    "lapsedquestion": NOBODY,
    # At a school of the district where the officer's posting has ended.
    "awayshared": (SCHOOL - WRITERS) | SUPERVISOR,
    "awayschool": SCHOOL - WRITERS,
    # Of a district whose MOU is past its grace: the agency keeps its own determination, with feedback and notes, alone.
    "lapsedshared": NOBODY,
    "lapsedschool": NOBODY,
    "lapsednotes": SUPERVISOR,
    "lapsedreviewreason": SUPERVISOR,
    "lapsedfeedback": SUPERVISOR,
    # Asked of the records custodian: for who asked and supervisors; once an emergency is answered, who looks again.
    "askwhat": KEEPER | OFFICERS,
    "askwhy": KEEPER | OFFICERS,
    "askthreat": (SCHOOL - WRITERS) | OFFICERS,
    "recordgiven": (SCHOOL - WRITERS) | OFFICERS,
    "recordkept": (SCHOOL - WRITERS) | OFFICERS,
    "lookwords": SCHOOL - WRITERS,
    "supervisorask": KEEPER | SUPERVISOR,
    "refusalwords": KEEPER | SUPERVISOR,
    "awayask": KEEPER | SUPERVISOR,
    # Of the district past its grace: what it gave is closed to the agency, whose own words stay its own.
    "lapsedask": SUPERVISOR,
    "lapsedgiven": NOBODY,
    "correctiontext": SCHOOL,
    # Never sent: nobody at the agency is told.
    "uncoveredshared": SCHOOL - WRITERS,
}

# What is known of grown-ups, places and papers.
OTHER = {
    "newaddress": frozenset({"staff"}),
    "addressreason": frozenset({"staff"}),
    "districtname": TWO_SIDES | PORTAL,
    "districtphone": TWO_SIDES | PORTAL,
    "schoolphone": DISTRICT_PEOPLE | {"sro"},
    "agencyphone": TWO_SIDES | PORTAL,
    "closedday": TWO_SIDES,
    "staffphone": TWO_SIDES,
    "stafftitle": TWO_SIDES,
    # The page that the link of an invitation opens, for whoever holds the link.
    "invitedname": frozenset({"district_administrator", "anonymous"}),
    "invitedmail": frozenset({"district_administrator", "anonymous"}),
    "invitedtitle": frozenset({"district_administrator"}),
    "agencyinvited": AGENCY_RUN,
    # A roster that waits for the district's administrator.
    "rosterdistrict": DISTRICT_RUN,
    "rosterschool": DISTRICT_RUN,
    "rosternumber": NOBODY,
    "rosterstaff": DISTRICT_RUN,
    "rostermail": DISTRICT_RUN,
    "rosterplace": DISTRICT_RUN,
    "identitynote": DISTRICT_RUN | {"staff"},
    # Why the officer went on: for who keeps records or runs people on the two sides, and for the officer.
    "takeoutreason": frozenset({"records_custodian", "district_administrator", "agency_administrator", "sro"}),
    # On the button of the sign-in page.
    "signonname": DISTRICT_PEOPLE | {"anonymous"},
    "signonclient": DISTRICT_RUN,
    "signonsecret": NOBODY,
    "reviewnote": TWO_SIDES,
    "schoolcontact": TWO_SIDES,
    "agencycontact": TWO_SIDES,
    "postingphone": TWO_SIDES,
    "recalledby": PRESENCE,
    "presencereason": PRESENCE,
    "versiontitle": TWO_SIDES,
    "signedschool": TWO_SIDES,
    "signedagency": TWO_SIDES,
    "clausehead": TWO_SIDES,
    "clausetext": TWO_SIDES,
    "clausekey": TWO_SIDES,
    "clauseplain": TWO_SIDES,
    # A draft is its own side's, for who may enter an MOU.
    "drafttitle": DISTRICT_RUN,
    "draftsigner": DISTRICT_RUN,
    "draftagencysigner": DISTRICT_RUN,
    "drafthead": DISTRICT_RUN,
    "drafttext": DISTRICT_RUN,
    "draftkey": DISTRICT_RUN,
    "draftplain": DISTRICT_RUN,
    "draftscan": DISTRICT_RUN,
    "scanname": TWO_SIDES,
    "scanbody": TWO_SIDES,
    "scanassent": TWO_SIDES,
    # Entered by another agency; the district's own people decide on it.
    "waitingtitle": DECIDERS,
    "rejectedtitle": AGENCY_DECIDERS,
    "rejection": AGENCY_DECIDERS,
    # A side's program is for everybody of that side; what somebody has taken, for who reads their training.
    "coursetitle": DISTRICT_PEOPLE,
    "coursesummary": DISTRICT_PEOPLE,
    "courseprovider": DISTRICT_PEOPLE,
    "courseplace": DISTRICT_PEOPLE,
    "askedreason": DISTRICT_PEOPLE,
    "evidencename": STAFF_READERS,
    "evidencefile": STAFF_READERS,
    "wordname": STAFF_READERS,
    "attester": STAFF_READERS,
    "withdrawnwhy": STAFF_READERS,
    "agencycoursetitle": AGENCY_PEOPLE,
    "agencycoursesummary": AGENCY_PEOPLE,
    "agencycourseprovider": AGENCY_PEOPLE,
    "agencycourseplace": AGENCY_PEOPLE,
    "agencyaskedreason": AGENCY_PEOPLE,
    "agencyevidence": OFFICER_READERS,
    "agencyfile": OFFICER_READERS,
}

# The same fields of the other county.
STRANGERS = frozenset({"stranger_principal", "stranger_district_administrator", "stranger_sro", "stranger_supervisor"})
FAR = {
    "farshared": STRANGERS,
    "farquestion": STRANGERS - {"stranger_sro"},
    "farschool": frozenset({"stranger_principal", "stranger_district_administrator"}),
    "farname": frozenset({"stranger_principal", "stranger_district_administrator"}),
    "farask": STRANGERS - {"stranger_principal", "stranger_district_administrator"},
    "fargiven": STRANGERS - {"stranger_principal", "stranger_district_administrator"},
    "farnotes": frozenset({"stranger_sro", "stranger_supervisor"}),
}

STUDENT_WORDS = frozenset(STUDENT) | frozenset(FAR)
AUDIENCE = {**STUDENT, **OTHER, **FAR}


def token(name: str) -> str:
    """The word that stands for a field. Raises KeyError for one without an audience."""
    AUDIENCE[name]
    return f"zq{name}qz"


def found_in(text: str) -> set[str]:
    """The tokens in a text, however they are written."""
    small = text.lower()
    if "zq" not in small:
        return set()
    return {name for name in AUDIENCE if f"zq{name}qz" in small}
