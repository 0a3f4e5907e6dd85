"""docker-compose.yml as a test reads it: the services, with every variable of .env.example filled in."""

import re
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
VARIABLE = re.compile(r"\$\{(\w+)(?::([-?])([^}]*))?\}")
PORTAL = ("web", "worker", "mailer", "beat")


def example():
    """The names of .env.example with their values."""
    lines = (ROOT / ".env.example").read_text().splitlines()
    pairs = (line.split("=", 1) for line in lines if line and not line.startswith("#"))
    return dict(pairs)


def compose(env=None):
    """The whole file, filled in as Compose does. A variable that must be given and is not raises KeyError."""
    values = example() | (env or {})

    def one(found):
        name, kind, rest = found.groups()
        if values.get(name):
            return values[name]
        if kind == "-":
            return rest
        raise KeyError(rest or name)

    def filled(node):
        if isinstance(node, dict):
            return {name: filled(value) for name, value in node.items()}
        if isinstance(node, list):
            return [filled(value) for value in node]
        return VARIABLE.sub(one, node) if isinstance(node, str) else node

    return filled(yaml.safe_load((ROOT / "docker-compose.yml").read_text()))


def needed():
    """What .env.example leaves to whoever fills it in."""
    return {"SECRET_KEY": "q8mX2vLr0pZ7sWkD4yTb6nHc1uJf9gAeR5xKoViNwQzMtYlPdS", "POSTGRES_PASSWORD": "6f2a9c"}
