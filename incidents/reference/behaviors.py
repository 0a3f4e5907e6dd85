"""What a call is about, in groups; rows keep the keys."""

from django.utils.translation import gettext_lazy as _

from incidents.reference.lists import Item, ReferenceList

SCHOOL_RULES = _("School rules")
CONFLICT_AND_HARM = _("Conflict and harm")
THREATS = _("Threats")
WEAPONS = _("Weapons")
SUBSTANCES = _("Substances")
PROPERTY = _("Property")
ONLINE_AND_IMAGES = _("Online and images")
PEOPLE_WHO_SHOULD_NOT_BE_HERE = _("People who should not be here")
SAFETY_AND_WELFARE = _("Safety and welfare")
SUPPORT_FROM_THE_OFFICER = _("Support from the officer")
ASKED_OF_THE_OFFICER = _("Asked of the officer")
SOMETHING_ELSE = _("Something else")

BEHAVIORS = ReferenceList(
    source="Written for Fenceline from the kinds of calls that school resource officers describe; "
    "no statute prescribes this list.",
    version="2026.1",
    items=(
        Item("phone", _("Phone or device"), group=SCHOOL_RULES),
        Item("skipping", _("Skipping class"), group=SCHOOL_RULES),
        Item("tardy", _("Late to school or class"), group=SCHOOL_RULES),
        Item("defiance", _("Refusing a direction"), group=SCHOOL_RULES),
        Item("profanity", _("Profanity or disrespect"), group=SCHOOL_RULES),
        Item("disruption", _("Disrupting class"), group=SCHOOL_RULES),
        Item("horseplay", _("Horseplay"), group=SCHOOL_RULES),
        Item("play_gesture", _("Play gesture, such as a finger gun"), group=SCHOOL_RULES),
        Item("dress", _("Dress code or hat"), group=SCHOOL_RULES),
        Item("cheating", _("Cheating"), group=SCHOOL_RULES),
        Item("prank", _("Prank"), group=SCHOOL_RULES),
        Item("minor_taking", _("Taking something small"), group=SCHOOL_RULES),
        Item("selling", _("Selling without permission"), group=SCHOOL_RULES),
        Item("mess", _("Mess or thrown food"), group=SCHOOL_RULES),
        Item("recording_staff", _("Recording staff"), group=SCHOOL_RULES),
        Item("offensive_words", _("Offensive words or symbol"), group=SCHOOL_RULES),
        Item("pushing", _("Pushing or shoving"), group=CONFLICT_AND_HARM),
        Item("fight", _("Fight"), group=CONFLICT_AND_HARM),
        Item("large_fight", _("Large fight"), group=CONFLICT_AND_HARM),
        Item("assault", _("Attack on a person"), group=CONFLICT_AND_HARM),
        Item("attack_with_object", _("Attack with an object"), group=CONFLICT_AND_HARM),
        Item("adult_assault", _("Attack by an adult"), group=CONFLICT_AND_HARM),
        Item("staff_contact", _("Staff member struck or pushed"), group=CONFLICT_AND_HARM),
        Item("bullying", _("Bullying or harassment"), group=CONFLICT_AND_HARM),
        Item("sexual_touching", _("Unwanted sexual touching"), group=CONFLICT_AND_HARM),
        Item("threat", _("Threat against a person"), group=THREATS),
        Item("threat_for_money", _("Threat for money or things"), group=THREATS),
        Item("mass_threat", _("Threat of mass violence"), group=THREATS),
        Item("bomb_threat", _("Bomb threat"), group=THREATS),
        Item("false_alarm", _("False alarm or hoax call"), group=THREATS),
        Item("knife", _("Knife or blade"), group=WEAPONS),
        Item("firearm", _("Firearm"), group=WEAPONS),
        Item("other_weapon", _("Another weapon, or a look-alike"), group=WEAPONS),
        Item("vaping", _("Tobacco or vaping"), group=SUBSTANCES),
        Item("alcohol", _("Alcohol"), group=SUBSTANCES),
        Item("drugs", _("Drugs"), group=SUBSTANCES),
        Item("drug_sale", _("Suspected drug sale"), group=SUBSTANCES),
        Item("impaired_person", _("Someone impaired"), group=SUBSTANCES),
        Item("theft", _("Theft"), group=PROPERTY),
        Item("break_in", _("Break-in"), group=PROPERTY),
        Item("vehicle_break_in", _("Car break-in"), group=PROPERTY),
        Item("vandalism", _("Damage or graffiti"), group=PROPERTY),
        Item("bias_graffiti", _("Bias graffiti"), group=PROPERTY),
        Item("fire", _("Fire set"), group=PROPERTY),
        Item("counterfeit", _("Counterfeit money"), group=PROPERTY),
        Item("missing_funds", _("Missing funds"), group=PROPERTY),
        Item("hit_and_run", _("Hit and run"), group=PROPERTY),
        Item("gambling", _("Betting or gambling"), group=PROPERTY),
        Item("image_sharing", _("Sharing of sexual images"), group=ONLINE_AND_IMAGES),
        Item("covert_recording", _("Covert recording"), group=ONLINE_AND_IMAGES),
        Item("system_intrusion", _("Break-in to a school system"), group=ONLINE_AND_IMAGES),
        Item("trespass", _("Trespass"), group=PEOPLE_WHO_SHOULD_NOT_BE_HERE),
        Item("intruder", _("Intruder"), group=PEOPLE_WHO_SHOULD_NOT_BE_HERE),
        Item("custody_dispute", _("Custody dispute"), group=PEOPLE_WHO_SHOULD_NOT_BE_HERE),
        Item("disruptive_adult", _("Disruptive adult"), group=PEOPLE_WHO_SHOULD_NOT_BE_HERE),
        Item("missing_student", _("Missing student"), group=SAFETY_AND_WELFARE),
        Item("suicide_crisis", _("Risk of suicide or self-harm"), group=SAFETY_AND_WELFARE),
        Item("abuse_disclosure", _("Suspected abuse or neglect"), group=SAFETY_AND_WELFARE),
        Item("distress", _("A student in distress"), group=SAFETY_AND_WELFARE),
        Item("medical", _("Medical emergency"), group=SAFETY_AND_WELFARE),
        Item("traffic", _("Traffic or crosswalk safety"), group=SAFETY_AND_WELFARE),
        Item("advice", _("A student seeks advice"), group=SUPPORT_FROM_THE_OFFICER),
        Item("early_warning", _("Early warning about a conflict"), group=SUPPORT_FROM_THE_OFFICER),
        Item("mediation", _("Mediation the officer was invited to"), group=SUPPORT_FROM_THE_OFFICER),
        Item("mentoring", _("Mentoring or a check-in"), group=SUPPORT_FROM_THE_OFFICER),
        Item("lesson", _("Lesson or class talk"), group=SUPPORT_FROM_THE_OFFICER),
        Item("confidential_help", _("Confidential help"), group=SUPPORT_FROM_THE_OFFICER),
        Item("duty_coverage", _("Covering a duty"), group=ASKED_OF_THE_OFFICER),
        Item("standing_presence", _("Standing presence in a room"), group=ASKED_OF_THE_OFFICER),
        Item("discipline_meeting", _("Sitting in on a discipline meeting"), group=ASKED_OF_THE_OFFICER),
        Item("other", _("Something else"), group=SOMETHING_ELSE),
    ),
)


def is_school_rule(behavior: str) -> bool:
    """Whether it breaks a rule of the school and, by itself, no law."""
    item = BEHAVIORS.by_key.get(behavior)
    return item is not None and item.group is SCHOOL_RULES


def is_support(behavior: str) -> bool:
    """Whether the officer is asked for help as mentor or educator."""
    item = BEHAVIORS.by_key.get(behavior)
    return item is not None and item.group is SUPPORT_FROM_THE_OFFICER


def can_be_marked(item: Item) -> bool:
    """Whether a district may mark it as must-report: something that happened, not a request, and named by itself."""
    return item.group not in (SUPPORT_FROM_THE_OFFICER, ASKED_OF_THE_OFFICER, SOMETHING_ELSE)


def support_choices() -> list[tuple[str, str]]:
    """What an officer can be asked for as mentor or educator."""
    return [(item.key, str(item.label)) for item in BEHAVIORS if item.group is SUPPORT_FROM_THE_OFFICER]
