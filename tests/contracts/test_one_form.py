"""Names are searched, sorted and compared in their folded form, and every way of writing one writes it."""

import ast
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from accounts.actions import organizations, profile
from accounts.errors import NameTaken
from accounts.forms.places import PlaceField
from accounts.migrations import _folding_1
from accounts.models import Invitation, Organization, SignOnProvider, User
from accounts.roles import Kind
from common.chunks import write_back
from common.folding import fold, folded_fields, having_words
from common.paging import page
from tests.cast import NOW
from training.models import Course

APPS = ("accounts", "rosters", "partnerships", "training", "incidents", "config", "demo")
FOLDED = {model: next(iter(folded_fields(model))) for model in (User, Organization, Invitation, SignOnProvider, Course)}
NOT_NAMES = {"closed_days__name"}
SPELLINGS = ("ibáñez", "IBÁÑEZ", "Ibanez", "Iba\u0301n\u0303ez", "ibañez o’dowd", "O'DOWD")


def sources():
    for app in APPS:
        for path in sorted((Path(settings.BASE_DIR) / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path, ast.parse(path.read_text())


def is_typed(column):
    return column.lstrip("-").rpartition("__")[2] in {"name", "title"} and column not in NOT_NAMES


def ways_round(tree):
    """Lookups that compare a name as it was typed, and orders by it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            for word in node.keywords:
                lookup = (word.arg or "").rpartition("__")[2]
                if lookup in {"icontains", "iexact", "istartswith", "iregex"} and not (word.arg or "").endswith(
                    "email__iexact"
                ):
                    yield f"{word.arg} in line {node.lineno}"
                if called in {"sorted", "sort", "min", "max"} and word.arg == "key":
                    for one in ast.walk(word.value):
                        folded = any(isinstance(up, ast.Call) and one in up.args for up in ast.walk(word.value))
                        if isinstance(one, ast.Attribute) and one.attr in {"name", "title"} and not folded:
                            yield f"{ast.unparse(word.value)} in line {node.lineno}"
            if called == "order_by":
                for one in node.args:
                    if isinstance(one, ast.Constant) and isinstance(one.value, str) and is_typed(one.value):
                        yield f"{one.value} in line {node.lineno}"
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Tuple):
            names = [one.value for one in node.value.elts if isinstance(one, ast.Constant)]
            if any(getattr(to, "id", "").startswith(("BY_", "ORDER")) for to in node.targets):
                yield from (f"{one} in line {node.lineno}" for one in names if isinstance(one, str) and is_typed(one))


def test_no_list_searches_or_sorts_names_as_they_were_typed():
    found = {f"{path.relative_to(settings.BASE_DIR)}: {way}" for path, tree in sources() for way in ways_round(tree)}
    assert found == set()


@pytest.mark.parametrize(
    "line",
    [
        'rows.filter(name__icontains="x")',
        'rows.filter(user__name__iexact="x")',
        'rows.order_by("kind", "-school__name")',
        "sorted(rows, key=lambda one: (one.name, one.pk))",
        'BY_NAME = ("name", "id")',
    ],
)
def test_a_way_round_is_seen(line):
    assert list(ways_round(ast.parse(line)))


def test_who_names_the_fields_they_save_names_the_folded_one_with_them():
    strays = []
    for path, tree in sources():
        for node in ast.walk(tree):
            if not isinstance(node, ast.keyword) or node.arg != "update_fields":
                continue
            if isinstance(node.value, ast.List) and {"name", "title"} & {
                getattr(one, "value", 0) for one in node.value.elts
            }:
                strays.append(f"{path}:{node.value.lineno}")
    assert strays == []


@pytest.mark.django_db
def test_every_row_of_the_portals_world_has_its_folded_form(world):
    for model, field in FOLDED.items():
        rows = list(model.objects.all())
        assert rows
        assert [getattr(one, f"{field}_folded") for one in rows] == [fold(getattr(one, field)) for one in rows], model


@pytest.mark.django_db
def test_the_folded_form_follows_every_way_of_writing(cast):
    def folded():
        return User.objects.values_list("name", "name_folded").get(pk=cast.staff.pk)

    profile.describe(by=cast.staff, at=NOW, name="Zoë O’Dowd", phone="")
    assert folded() == ("Zoë O’Dowd", "zoe o'dowd")
    cast.staff.name = "Ýmir"
    write_back(User, [cast.staff], ["name"])
    assert folded() == ("Ýmir", "ymir")
    cast.staff.name = "Ærø"
    cast.staff.save()
    assert folded() == ("Ærø", "aero")
    with pytest.raises(TypeError):
        User.objects.filter(pk=cast.staff.pk).update(name=None)


@pytest.mark.django_db
@pytest.mark.parametrize("typed", SPELLINGS)
def test_a_search_finds_the_name_however_it_is_written(cast, typed):
    User.objects.filter(pk=cast.staff.pk).update(name="Ibáñez O’Dowd")
    assert list(User.objects.named_like(typed)) == [cast.staff]
    Organization.objects.filter(pk=cast.school.pk).update(name="Escuela Ibáñez O’Dowd")
    field = PlaceField()
    field.among = Organization.objects.all()
    assert field.clean(typed) == cast.school
    assert list(Organization.objects.filter(having_words(typed))) == [cast.school]


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["王伟", "김민준", "محمد", "कमला देवी", "አበበ በቀለ", "สมชาย"])
def test_names_of_other_scripts_are_found(cast, name):
    User.objects.filter(pk=cast.staff.pk).update(name=name)
    assert list(User.objects.named_like(name)) == [cast.staff]
    assert list(User.objects.named_like(name[:2])) == [cast.staff]
    assert not User.objects.named_like("nobody of this name").exists()


@pytest.mark.django_db
def test_the_order_is_one_on_both_databases_and_pages_follow_it(cast):
    names = [
        "Zoe",
        "Álvarez",
        "alvarez b",
        "Anna Zed",
        "Annabel",
        "O’Dowd",
        "O'Dowd B",
        "Øster",
        "Östlund",
        "王伟",
        "Émile",
    ]
    Organization.objects.bulk_create(
        Organization(name=name, kind=Kind.SCHOOL, parent=cast.other_district, slug=f"s{n}", created_at=NOW)
        for n, name in enumerate(names)
    )
    rows = Organization.objects.filter(slug__regex=r"^s\d+$")
    wanted = [
        "Álvarez",
        "alvarez b",
        "Anna Zed",
        "Annabel",
        "Émile",
        "O’Dowd",
        "O'Dowd B",
        "Øster",
        "Östlund",
        "Zoe",
        "王伟",
    ]
    assert [one.name for one in rows.order_by("name_folded")] == wanted
    seen, after = [], None
    while True:
        sheet = page(rows, key=("name_folded", "id"), after=after, size=2)
        seen += [one.name for one in sheet.items]
        after = sheet.older
        if not after:
            break
    assert seen == wanted


@pytest.mark.django_db
def test_pages_go_on_behind_the_longest_name_there_can_be(cast):
    User.objects.filter(pk=cast.staff.pk).update(name="𠀀" * 150)
    first = page(User.objects.order_by(), key=("-name_folded", "id"), size=1)
    assert first.items == [cast.staff]
    second = page(User.objects.order_by(), key=("-name_folded", "id"), after=first.older, size=1)
    assert second.items != [cast.staff]


@pytest.mark.django_db
def test_a_district_has_no_two_schools_of_one_name(cast):
    Organization.objects.filter(pk=cast.school.pk).update(name="Peña O’Dowd")
    for taken in ("PENA O'DOWD", "Pen\u0303a O’Dowd"):
        with pytest.raises(NameTaken):
            organizations.require_free_name(name=taken, kind=Kind.SCHOOL, parent=cast.district)
    organizations.require_free_name(name="Peña O’Dowd North", kind=Kind.SCHOOL, parent=cast.district)


@pytest.mark.django_db
def test_fifty_thousand_people_are_sorted_by_an_index(cast):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
        plan = User.objects.order_by("name_folded", "id")[:26].explain()
    assert "user_by_name" in plan
    assert "SORT" not in plan.upper().replace("SORT KEY", "SORT")


@pytest.mark.django_db
def test_rows_from_before_get_their_form(cast):
    User.objects.filter(pk=cast.staff.pk).update(name="Ibáñez O’Dowd", email="ana@xn--pea-8ma.example.org")
    taken, same = "lee@xn--pea-8ma.example.org", "lee@peña.example.org"
    User.objects.filter(pk=cast.sro.pk).update(email=taken)
    User.objects.filter(pk=cast.supervisor.pk).update(email=same)
    for model, field in FOLDED.items():
        model.objects.update(**{f"{field}_folded": ""})
        _folding_1.write(model, field, 300)
        for one in model.objects.all():
            assert getattr(one, f"{field}_folded") == fold(getattr(one, field))
    _folding_1.write_addresses(User, once=True)
    found = dict(User.objects.values_list("pk", "email"))
    assert found[cast.staff.pk] == "ana@peña.example.org"
    assert (found[cast.sro.pk], found[cast.supervisor.pk]) == (taken, same)
