"""What runs imports only what pyproject.toml names for running: an installation has nothing of development's."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions, requires

from tests.config.compose import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
OURS = set(PROJECT["tool"]["importlinter"]["root_packages"])
# Beside the portal: needs what development has, and is in no image.
APART = {"tests", "bench"}


def same(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def named(line):
    """The package of a requirement and, in an installation, those that its extras bring: psycopg[pool] is two."""
    name, _bracket, extras = re.match(r"([\w.-]+)(\[([\w,-]+)\])?", line).groups()
    found = {same(name)}
    for extra in (extras or "").split(","):
        for brought in requires(name) or []:
            if extra and re.search(rf"extra == ['\"]{extra}['\"]", brought):
                found.add(same(re.match(r"[\w.-]+", brought)[0]))
    return found


def imported(source):
    """The packages a module imports when it runs; what only a type checker reads is not imported."""
    found = set()

    def walk(nodes):
        for node in nodes:
            if isinstance(node, ast.Import):
                found.update(alias.name.split(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and not node.level:
                found.add(node.module.split(".")[0])
            elif isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
                walk(node.orelse)
            else:
                walk(ast.iter_child_nodes(node))

    walk(ast.parse(source).body)
    return found - set(sys.stdlib_module_names) - OURS


def code():
    """Every file of Python that an installation runs."""
    for path in [ROOT / "manage.py", *(one for floor in sorted(OURS - APART) for one in (ROOT / floor).rglob("*.py"))]:
        yield path.relative_to(ROOT), path.read_text(encoding="utf-8")


def test_only_what_is_named_for_running_is_imported():
    allowed = set().union(*map(named, PROJECT["project"]["dependencies"]))
    brought = packages_distributions()
    strange = {
        f"{path}: {name}"
        for path, source in code()
        for name in imported(source)
        if not {same(one) for one in brought.get(name, [])} & allowed
    }
    assert sorted(strange) == []


def test_what_only_a_type_checker_reads_is_told_from_what_runs():
    source = (
        "import a.b\nfrom c import d\nif TYPE_CHECKING:\n    import e\nelse:\n    import f\ndef g():\n    import h\n"
    )
    assert imported(source) == {"a", "c", "f", "h"}
    assert named("psycopg[binary,pool]>=3.2") == {"psycopg", "psycopg-binary", "psycopg-pool"}


def test_nothing_is_named_for_running_and_for_development():
    running = set().union(*map(named, PROJECT["project"]["dependencies"]))
    developing = set().union(*map(named, PROJECT["dependency-groups"]["dev"]))
    assert sorted(running & developing) == []
