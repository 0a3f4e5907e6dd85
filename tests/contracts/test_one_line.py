"""No one-line field of the portal takes a line break or a hidden character, whoever writes it."""

import copy
from importlib import import_module
from pathlib import Path

import pytest
from django import forms
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.module_loading import import_string

from accounts.models import Membership, Organization, User
from common.forms import FencelineForm, FormLayout, is_one_line
from common.lines import LineField
from common.mail import compose
from tests.cast import NOW

ROOT = Path(__file__).parents[2]
APPS = ("accounts", "rosters", "partnerships", "training", "incidents", "config")
BAD = ("Ana\nYour role has ended.", "Ana\u2028Lee", "Ana \u202eeeL", "An\u200ba Lee", "Ana\x1bLee")
# What no person types: codes, hashes, words of ours, and addresses, which have a form of their own.
OF_THE_PORTAL = {
    "accounts.AddressChange": {"old_email", "new_email", "nonce", "token_hash"},
    "accounts.FactorReset": set(),
    "accounts.Invitation": {"email", "nonce", "token_hash"},
    "accounts.Organization": {"state", "time_zone", "nces_leaid", "nces_schid", "ori"},
    "accounts.SignOnProvider": {"server_url", "secret"},
    "accounts.User": {"email", "password"},
    "rosters.RosterImport": {"orgs_mode", "users_mode", "oneroster_version", "fingerprint"},
    "rosters.RosterProblem": {"file", "code", "detail"},
    "rosters.WaitingSchool": {"note"},
    "rosters.WaitingStaff": {"email", "note"},
    "partnerships.DraftScan": {"name", "media_type", "sha256", "original_sha256"},
    "partnerships.Scan": {"name", "media_type", "sha256", "original_sha256"},
    "training.Evidence": {"file_name", "media_type", "sha256", "original_sha256"},
    # Written in a box of several lines.
    "partnerships.Version": {"rejection_reason"},
    "partnerships.AnnualReview": {"note"},
    "training.Completion": {"withdrawal_reason"},
    "training.Requirement": {"reason"},
}


def form_classes():
    """Every form of the portal's own, and those of allauth that the portal has made its own."""
    for path in sorted(path for app in APPS for path in (ROOT / app).rglob("*.py")):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        if "forms" in module:
            import_module(module)
    seen, todo = set(), [FormLayout]
    while todo:
        for form in todo.pop().__subclasses__():
            if form not in seen and form.__module__.partition(".")[0] != "tests":
                seen.add(form)
                todo.append(form)
    return sorted(seen, key=lambda form: f"{form.__module__}.{form.__qualname__}")


def lines_of(form):
    return {name: field for name, field in getattr(form, "base_fields", {}).items() if is_one_line(field)}


FIELDS = [(form, name) for form in form_classes() for name in lines_of(form)]


def test_there_are_forms_to_walk():
    assert len(FIELDS) > 50
    names = {f"{form.__qualname__}.{name}" for form, name in FIELDS}
    assert {"InvitationForm.name", "ClauseForm.heading", "CourseForm.title", "AccountForm.phone"} <= names


@pytest.mark.parametrize(
    ("form", "name"), FIELDS, ids=[f"{form.__module__}.{form.__qualname__}.{name}" for form, name in FIELDS]
)
def test_a_one_line_field_refuses_what_is_not_one_line(form, name):
    field = copy.deepcopy(form.base_fields[name])
    for bad in BAD:
        probe = type("Probe", (FencelineForm,), {name: copy.deepcopy(field)})({name: bad})
        probe.full_clean()
        assert name in probe.errors, (form, name, bad)


def test_a_field_that_a_form_makes_itself_is_held_to_it_too():
    class Grows(FencelineForm):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            self.fields["later"] = forms.CharField()

    assert "later" in Grows({"later": BAD[0]}).errors
    assert not Grows({"later": "Ana Lee"}).errors


def test_no_form_of_the_portal_goes_round_the_layout():
    ours = (*forms.Form.__subclasses__(), *forms.ModelForm.__subclasses__())
    strays = [form for form in ours if form.__module__.partition(".")[0] in APPS and not issubclass(form, FormLayout)]
    assert strays == []


@pytest.mark.parametrize("key", ["add_webauthn", "edit_webauthn"])
def test_a_passkeys_name_stands_on_one_line(key):
    form = object.__new__(import_string(settings.MFA_FORMS[key]))
    form.cleaned_data = {"name": BAD[0]}
    if key == "edit_webauthn":
        with pytest.raises(ValidationError):
            form.clean_name()
    else:
        assert form.clean_name() == "Ana Your role has ended."


@pytest.mark.parametrize("app", ["accounts", "rosters", "partnerships", "training"])
def test_what_people_type_on_one_line_is_kept_in_a_field_that_holds_it_to_that(app):
    for model in apps.get_app_config(app).get_models():
        plain = {
            field.name
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField) and not isinstance(field, LineField | models.SlugField)
            if not field.choices
        }
        assert plain <= OF_THE_PORTAL.get(model._meta.label, set()), model._meta.label


def test_a_row_written_past_every_form_still_holds_one_line(cast):
    user = User.objects.create(name=BAD[0], email="line@example.org", created_at=NOW)
    assert user.name == "Ana Your role has ended."
    User.objects.filter(pk=user.pk).update(name=BAD[1])
    Membership.objects.filter(user=cast.staff).update(title=BAD[2])
    Organization.objects.filter(pk=cast.school.pk).update(name=BAD[3])
    assert User.objects.get(pk=user.pk).name == "Ana Lee"
    assert Membership.objects.get(user=cast.staff).title == "Ana eeL"
    assert Organization.objects.get(pk=cast.school.pk).name == "Ana Lee"


def test_a_mail_adds_no_sentence_of_a_name_kept_before_there_was_this_rule():
    context = {"inviter": BAD[0], "organization": "Aldmoor\u2028Schools", "invited_name": BAD[2], "role": "staff"}
    mail = compose(
        kind="accounts.invitation",
        to="a@example.org",
        context={**context, "link": "https://fenceline.example/x", "expires_at": NOW},
        message_id="<1@x>",
        language="en",
    )
    assert "\nYour role has ended." not in mail.body
    assert not {"\u2028", "\u202e"} & set(mail.body + mail.subject + mail.alternatives[0][0])
