"""Arrows point down, from config to common, in imports and in foreign keys; nothing is excepted."""

import ast
import re
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from importlinter.application import use_cases
from importlinter.configuration import configure

ROOT = Path(__file__).resolve().parents[2]
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
FLOORS = ["config", "incidents", "training", "partnerships", "rosters", "accounts", "ledger", "common"]
PRESENT = [name for name in FLOORS if (ROOT / name).is_dir()]


def test_the_contract_names_every_floor_in_order_and_excepts_nothing():
    floors = next(one for one in CONTRACTS["contracts"] if one["id"] == "floors")
    assert floors["layers"] == ["bench : demo", *PRESENT], "beside the portal, and nothing of it knows them"
    assert sorted(CONTRACTS["root_packages"]) == sorted([*PRESENT, "bench", "demo"])
    for contract in CONTRACTS["contracts"]:
        assert not contract.get("ignore_imports")


def test_no_import_points_up(monkeypatch, tmp_path):
    monkeypatch.chdir(ROOT)
    configure()
    options = use_cases.read_user_options(config_filename=str(ROOT / "pyproject.toml"))
    use_cases._register_contract_types(options)
    report = use_cases.create_report(options, cache_dir=str(tmp_path), verbose=False)
    assert not report.contains_failures, [
        (contract.name, check.metadata) for contract, check in report.get_contracts_and_checks() if not check.kept
    ]


@pytest.mark.parametrize("floor", [name for name in PRESENT if name in apps.app_configs])
def test_no_foreign_key_points_up(floor):
    below = set(PRESENT[PRESENT.index(floor) :])
    for model in apps.get_app_config(floor).get_models():
        for field in model._meta.get_fields():
            if field.concrete and field.is_relation and field.related_model._meta.app_label in PRESENT:
                assert field.related_model._meta.app_label in below, f"{model.__name__}.{field.name}"


def test_the_ground_floors_know_no_one():
    assert list(apps.get_app_config("common").get_models()) == []
    for model in apps.get_app_config("ledger").get_models():
        others = {
            field.related_model._meta.app_label
            for field in model._meta.get_fields()
            if field.concrete and field.is_relation
        }
        assert others <= {"ledger"}, model.__name__


def test_migrations_import_nothing_of_the_house_but_what_is_frozen_beside_them():
    ours = re.compile(rf"({'|'.join(PRESENT)})\b(?!\.migrations\.)")
    for path in ROOT.glob("*/migrations/*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert [name for name in names if ours.match(name)] == [], path.name
