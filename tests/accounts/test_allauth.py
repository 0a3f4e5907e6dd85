"""What the portal uses of allauth's internals, which may change in any release: named, and pinned to one version."""

import ast
from importlib.metadata import version
from pathlib import Path

from allauth.account.adapter import DefaultAccountAdapter

ROOT = Path(__file__).resolve().parents[2]
# Read against this version. Before another: read allauth's changes to each name below, then its tests of signing in.
READ_AGAINST = "65.21.1"
INTERNAL = {
    "accounts/adapters.py": {"is_reauthentication_required"},
    "accounts/entrance_forms.py": {"TOTP"},
    "accounts/limits.py": {"ratelimit"},
    "accounts/middleware.py": {"get_client_ip"},
    "accounts/views/sign_in.py": {"raise_if_reauthentication_required"},
}
# Methods of allauth's adapter that ours overrides or calls though their names begin with an underscore.
UNDERSCORED = {"_delete_login_attempts_cached_email"}


def test_the_version_is_the_one_that_was_read_and_no_other_can_be_installed():
    assert version("django-allauth") == READ_AGAINST
    assert f'"django-allauth[mfa,openid,socialaccount]=={READ_AGAINST}"' in (ROOT / "pyproject.toml").read_text()


def test_what_is_taken_from_inside_is_what_is_named_here():
    found = {}
    for path in (path for app in ("accounts", "config") for path in (ROOT / app).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and ".internal" in f"{node.module}":
                found.setdefault(str(path.relative_to(ROOT)), set()).update(alias.name for alias in node.names)
    assert found == INTERNAL


def test_the_underscored_methods_we_stand_on_are_still_there_and_no_other():
    tree = ast.parse((ROOT / "accounts/adapters.py").read_text(encoding="utf-8"))
    used = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    used |= {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    theirs = {name for name in used if hasattr(DefaultAccountAdapter, name)}
    assert {name for name in theirs if name[:1] == "_" != name[1:2]} == UNDERSCORED
