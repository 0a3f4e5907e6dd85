"""Reads start from the person: every model knows `visible_to`, and to a stranger nothing of the others exists."""

from urllib.parse import quote, quote_plus
from uuid import UUID

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from accounts.models import Organization, User
from incidents.models import Referral
from tests.cast import NOW
from tests.contracts.crawl import BY_NAME, STAGES, STEPS, open_one, paths, searches, walked
from tests.contracts.tokens import FAR, found_in, token
from tests.contracts.world import user_of

pytestmark = pytest.mark.django_db

SCOPED = ("accounts", "rosters", "partnerships", "incidents", "training")
# Models without `visible_to`, each with its reason.
UNSCOPED: dict[str, str] = {}
STRANGERS = ("stranger_principal", "stranger_district_administrator", "stranger_sro", "stranger_supervisor")
# Every day one of them; the others in CI.
SOME = [pytest.param(role, marks=[] if role == "stranger_supervisor" else pytest.mark.slow) for role in STRANGERS]
EXPORTS = (
    "/referrals/export.csv",
    "/people/export.csv",
    "/training/board/export.csv",
    "/training/board/people/export.csv",
)
BOXES = ("q", "name", "school", "after", "place", "course", "side")


def domain_models():
    """Every model about people, places, papers and calls; the ledger keeps ids and belongs to nobody."""
    for app in SCOPED:
        if apps.is_installed(app):
            yield from apps.get_app_config(app).get_models()


def test_every_model_is_reached_through_the_person():
    bare = [
        model._meta.label
        for model in domain_models()
        if not hasattr(model._default_manager.all(), "visible_to") and model._meta.label not in UNSCOPED
    ]
    assert bare == []
    assert set(UNSCOPED) <= {model._meta.label for model in domain_models()}


@pytest.mark.parametrize("model", list(domain_models()), ids=lambda model: model._meta.label)
def test_a_stranger_sees_no_row_of_the_others(world, model):
    assert model.objects.exists(), "the world holds none"
    ours = ours_of(world, model)
    for role in STRANGERS:
        user = user_of(world, role)
        assert not set(model.objects.visible_to(user).values_list("pk", flat=True)) & ours, role


@pytest.mark.parametrize("model", list(domain_models()), ids=lambda model: model._meta.label)
def test_who_is_nobody_sees_no_row_at_all(world, model):
    gone = User.objects.create(email="gone@example.org", name="Gone", is_active=False, created_at=NOW)
    assert not model.objects.visible_to(AnonymousUser()).exists()
    assert not model.objects.visible_to(gone).exclude(pk=gone.pk).exists()


def ours_of(world, model):
    """The rows that do not belong to the other county: those of Farside are found by their own people."""
    theirs = set()
    for role in STRANGERS:
        theirs |= set(model.objects.visible_to(user_of(world, role)).values_list("pk", flat=True))
    far = far_rows(world, model)
    assert theirs <= far, f"{model._meta.label}: {theirs - far}"
    return set(model.objects.values_list("pk", flat=True)) - far


def far_rows(world, model):
    """Rows of the other county, found without asking the code under test."""
    c = world.cast
    places = [c.other_district.pk, c.other_school.pk, c.other_agency.pk]
    people = [user_of(world, role).pk for role in STRANGERS] + [world.far_staff.pk, world.far_keeper.pk]
    found = set()
    for row in model.objects.all():
        if belongs(row, {*places, *people}, {c.other_partnership.pk}, depth=0):
            found.add(row.pk)
    return found


PATHS = (
    "organization",
    "school",
    "district",
    "partnership",
    "referral",
    "record_request",
    "consult",
    "agreement",
    "version",
    "draft",
    "course",
    "requirement",
    "disclosure",
    "participant",
    "presence",
    "side",
    "user",
    "roster_import",
    "person",
    "agency",
)


def belongs(row, own, partnerships, depth):
    """Whether a row is of those places, people or partnerships, or hangs on a row that is."""
    key = row if isinstance(row, UUID) else row.pk  # a column of its own holds the key of its side
    if key in own or key in partnerships:
        return True
    if isinstance(row, User | Organization | UUID):
        return False
    return any(
        belongs(value, own, partnerships, depth + 1)
        for name in PATHS
        if (value := getattr(row, name, None)) is not None and depth < 4
    )


def words_of_ours(world):
    """Names and titles of our county that no page of theirs may hold."""
    c = world.cast
    names = [getattr(c, role).name for role in ("principal", "designee", "staff", "sro", "supervisor")]
    places = [c.school.name, c.second_school.name, c.agency.name, c.district.name, "Gorse High", "Heath Primary"]
    return [*names, *places]


@pytest.mark.parametrize("role", [*SOME, pytest.param("portal_administrator", marks=pytest.mark.slow)])
def test_a_stranger_finds_not_a_byte(world, role):
    names = words_of_ours(world) if role in STRANGERS else [world.cast.principal.name, world.cast.sro.name]
    for path in paths(world, role):
        seen = walked(world, role, path)
        strange = seen.tokens - set(FAR)
        if role == "portal_administrator":
            strange -= {"districtname", "districtphone", "agencyphone"}
        assert strange == set(), path
        allowed = named_on_purpose(world, role, path)
        assert not [name for name in names if name in seen.body and name not in allowed], path


def named_on_purpose(world, role, path):
    """The names of ours that a page of theirs holds for a reason."""
    c = world.cast
    if path == "/partnerships/propose/":
        # Districts and agencies are named where one offers a partnership to another; nothing else is.
        return (c.agency.name, c.district.name)
    if role == "portal_administrator" and path.startswith("/factor-resets/"):
        # The agency has one administrator, who asked; the portal's must know whose reset they agree to.
        return (c.sro.name,)
    return ()


@pytest.mark.parametrize("role", STRANGERS)
def test_an_object_of_the_others_does_not_exist_for_a_stranger(world, role):
    records = [reverse(f"referral-{step}", args=[getattr(world, stage).pk]) for stage in STAGES for step in STEPS]
    records += [reverse("referral-pdf", args=[getattr(world, stage).pk]) for stage in STAGES]
    nothing = reverse("referral-detail", args=[world.cast.district.pk])
    absent = walked(world, role, nothing).body
    for path in records:
        seen = walked(world, role, path)
        assert seen.status == 404, path
        assert seen.body == absent, "a 404 that differs tells that something is there"


@pytest.mark.parametrize("role", SOME)
def test_no_search_and_no_filter_of_a_stranger_finds_ours(world, role):
    c = world.cast
    words = [token("schoolonly"), c.principal.name, str(c.school.pk), str(world.decided.pk)]
    plain = [f"{path}?{box}={quote(word)}" for path in EXPORTS for box in BOXES for word in words]
    named = [(reverse(name), "post", {"name": word}) for name in BY_NAME for word in words]
    for path, *asked in [*((path,) for path in (*searches(world, words), *plain)), *named]:
        seen = open_one(world, role, path, *asked, follow=bool(asked))
        # What was typed may stand in its own box, and in the links that keep the filter.
        body = seen.body.replace(path.partition("=")[2], "")
        for word in words:
            body = body.replace(word, "").replace(quote(word), "").replace(quote_plus(word), "")
        assert not found_in(body) - set(FAR), path
        for ours in (c.principal.email, str(world.decided.pk), c.principal.name, c.school.name):
            assert ours not in body, path


@pytest.mark.parametrize("role", STRANGERS)
def test_a_list_of_a_stranger_counts_only_their_own(world, role):
    user = user_of(world, role)
    own = Referral.objects.visible_to(user).submitted().count()
    assert own == 1
    assert Referral.objects.submitted().count() > own
    export = open_one(world, role, "/referrals/export.csv")
    assert export.status in (200, 403)
    assert len([line for line in export.body.splitlines() if line]) == 3 or export.status == 403
