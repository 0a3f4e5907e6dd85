"""What a person must know to run the portal is written down: settings, commands, roles, decisions."""

import ast
import re
from pathlib import Path

import pytest
from django.core.management import get_commands

from accounts.roles import RULES, Role
from tests.contracts.test_house import FLOORS

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
READERS = {"text", "flag", "choice", "number", "words"}


def readme():
    return (ROOT / "README.md").read_text(encoding="utf-8")


def everything_written():
    return readme() + "".join(path.read_text(encoding="utf-8") for path in (ROOT / "docs").rglob("*.md"))


def variables():
    """Every variable of the environment that is read through config.environment."""
    found = set()
    for path in (ROOT / "config").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in READERS:
                owner = ast.unparse(node.func.value)
                if owner in ("env", "environment") and node.args and isinstance(node.args[0], ast.Constant):
                    found.add(node.args[0].value)
    return found


def test_every_variable_that_is_read_is_described():
    read = variables()
    assert {"DATABASE_URL", "DEMO", "PORT", "SECRET_KEY"} <= read
    assert sorted(name for name in read if f"`{name}`" not in SETTINGS) == []


def test_every_variable_that_is_described_is_read():
    described = set(re.findall(r"^\|([^|]*)\|", SETTINGS, re.M))
    names = {name for cell in described for name in re.findall(r"`([A-Z_]+)`", cell)}
    assert sorted(names - variables()) == []


# Other programs' own, which those who set them up know.
OTHERS = re.compile(
    r"PATH|HOME|DEBIAN_FRONTEND|VIRTUAL_ENV|PYTEST_XDIST_WORKER|DJANGO_ALLOW_ASYNC_UNSAFE|UV_\w+|PYTHON\w+"
)
SET_OR_READ = re.compile(
    r"\$\{([A-Z][A-Z0-9_]+)"  # of a shell
    r"|(?:^|[\s=])([A-Z][A-Z0-9_]+) ?\??=(?!=)"  # of make, an image, a unit, an example
    r"|os\.environ(?:\.get\(|\[|\.setdefault\(|\.update\()\"?([A-Z][A-Z0-9_]+)",  # of Python
    re.M,
)
SCRIPTS = (
    "Makefile",
    "Dockerfile",
    "docker-compose.yml",
    ".env.example",
    ".ci/run",
    "config/build/*.sh",
    "config/systemd/*",
)
PYTHON = ("bench/**/*.py", "config/**/*.py", "tests/contracts/*.py", "tests/journeys/*.py", "tests/*.py")


def test_every_variable_of_scripts_and_suite_is_described():
    """The image leaves out .ci and the suite; here they are."""
    found = set()
    for pattern in SCRIPTS + PYTHON:
        paths = list(ROOT.glob(pattern))
        assert paths, pattern
        for path in paths:
            text = path.read_text(encoding="utf-8")
            names = [next(filter(None, groups)) for groups in SET_OR_READ.findall(text)]
            # In Python a line that begins with capitals is a constant.
            found |= {name for name in names if path.suffix != ".py" or f'"{name}"' in text or f"({name}=" in text}
    assert {"ACCESS_MATRIX", "WEB_MEMORY", "PROMETHEUS_MULTIPROC_DIR", "NATION", "XDG_CACHE_HOME", "PYTHON"} <= found
    missing = {name for name in found if not re.search(rf"`{name}[`=]|[`\" ]{name}=", SETTINGS)}
    assert sorted(name for name in missing if not OTHERS.fullmatch(name)) == []


def test_nothing_but_the_environment_module_reads_the_environment():
    for floor in FLOORS:
        for path in (ROOT / floor).rglob("*.py"):
            if path.name == "environment.py" or "__pycache__" in path.parts:
                continue
            source = path.read_text(encoding="utf-8")
            # A command may hand its own environment on to a child.
            assert not re.search(r"os\.environ(\.get|\[)|os\.getenv", source), path


@pytest.mark.parametrize("command", sorted(name for name, app in get_commands().items() if app == "config"))
def test_every_command_of_ours_is_described(command):
    assert f"manage.py {command}" in everything_written()


@pytest.mark.parametrize("role", Role.values)
def test_every_role_is_named_in_the_readme(role):
    assert str(Role(role).label).lower() in readme().lower()
    assert str(RULES[role].words).endswith(".")


def test_every_target_of_make_is_named_in_the_readme():
    targets = re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    assert {"run", "test"} <= set(targets)
    for target in ("run", "test", "test-services", "check", "bench"):
        assert f"make {target}" in readme()


def test_every_link_between_documents_leads_somewhere():
    broken = []
    for page in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            if "://" not in target and not (page.parent / target).exists():
                broken.append(f"{page.name}: {target}")
    assert broken == []


def test_decision_records_are_numbered_without_a_gap():
    numbers = [int(path.name[:4]) for path in sorted((ROOT / "docs" / "adr").glob("*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))
