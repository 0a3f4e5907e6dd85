"""Rosters as a student information system would export them, and what tests ask of the database around them."""

import io
import json
import zipfile

from django.apps import apps
from django.core.management import CommandError, call_command

from accounts.models import Membership, User
from accounts.models.memberships import Source
from rosters.actions import imports
from tests.cast import NOW

ORGS = "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId"
USERS = (
    "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,"
    "middleName,identifier,email,sms,phone,agentSourcedIds,grades,password"
)
# Words that stand in every line and must never stand in the database.
SECRETS = ("555-0177", "sms-0177", "hunter2pass", "uname.secret", "Zora-Pupil", "zora@pupils.example")


def org(key, name, kind="school", parent="d1", status="", identifier=""):
    return f"{key},{status},,{name},{kind},{identifier},{parent}"


def user(key, orgs="s1", role="teacher", name="", email=None, status=""):
    given, _space, family = (name or f"Given Family-{key}").partition(" ")
    email = f"{key}@aldmoor.example" if email is None else email
    places = f'"{orgs}"' if "," in orgs else orgs
    return (
        f"{key},{status},,true,{places},{role},uname.secret,,{given},{family},,,{email},sms-0177,555-0177,,,hunter2pass"
    )


PUPIL = "k1,,,true,s1,student,uname.secret,,Zora-Pupil,Small,,,zora@pupils.example,sms-0177,555-0177,,07,hunter2pass"
DISTRICT = org("d1", "Aldmoor Schools", "district", "")
SCHOOLS = (DISTRICT, org("s1", "Aldmoor High"), org("s2", "Heron Elementary"))
STAFF = tuple(user(f"t{n}", "s1" if n % 2 else "s2") for n in range(1, 11))


def manifest(orgs="bulk", users="bulk", version="1.1"):
    return (
        f"propertyName,value\nmanifest.version,1.0\noneroster.version,{version}\nfile.orgs,{orgs}\nfile.users,{users}\n"
    )


def zipped(files):
    """An archive of these files, as bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def bundle(staff=STAFF, schools=SCHOOLS, mode="bulk", orgs_mode=None, folder="", end="\n", bom=False, **more):
    """A whole roster; `more` replaces or adds files by their names with a dot for an underscore."""
    files = {
        "manifest.csv": manifest(orgs_mode or mode, mode),
        "orgs.csv": "\n".join([ORGS, *schools, ""]),
        "users.csv": "\n".join([USERS, *staff, PUPIL, ""]),
        "demographics.csv": "sourcedId,birthDate\nk1,2012-01-01\n",
        **{name.replace("_", "."): content for name, content in more.items()},
    }
    mark = "\ufeff" if bom else ""
    return zipped(
        {
            folder + name: (mark + text.replace("\n", end)).encode("utf-8", "surrogateescape")
            if isinstance(text, str)
            else text
            for name, text in files.items()
            if text is not None
        }
    )


def take(cast, content=None, *, keep=True, endings=0, set_aside=0, by=None, at=NOW, district=None):
    """Import in one go, as the console does."""
    return imports.import_now(
        by=by,
        at=at,
        district=district or cast.district,
        file=io.BytesIO(bundle() if content is None else content),
        endings=endings,
        set_aside=set_aside,
        keep=keep,
    )


def console(path, *more, district="aldmoor"):
    """What manage.py import_roster answers: exit code, stdout, stderr."""
    out = io.StringIO()
    try:
        call_command("import_roster", str(path), "--district", district, *more, stdout=out)
    except CommandError as error:
        return error.returncode, out.getvalue(), str(error)
    return 0, out.getvalue(), ""


def whole_database():
    """Every row of every table of ours."""
    rows = {}
    for app in ("accounts", "rosters", "ledger", "partnerships", "incidents", "account", "usersessions"):
        for model in apps.get_app_config(app).get_models():
            rows[model._meta.label] = sorted(map(str, model._base_manager.values_list()))
    return rows


def roster_roles(**given):
    """The roles that rosters made and that have no end, as (address, place)."""
    held = Membership.objects.filter(source=Source.ROSTER, ends_on=None, **given)
    return sorted(held.values_list("user__email", "organization__name"))


def counts(kind="staff", **given):
    """The numbers of a kind, those that are not named being zero."""
    return dict.fromkeys(("created", "updated", "ended", "unchanged", "rejected"), 0) | given


def one_line(text):
    """The single line of JSON."""
    assert text.count("\n") == 1
    return json.loads(text)


def came(key):
    """The account of a person of the roster, by the id's address."""
    return User.objects.get(email=f"{key}@aldmoor.example")
