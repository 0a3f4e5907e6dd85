"""docker-compose.yml as a test reads it: the services, with every variable of .env.example filled in."""

import os
import re
import socket
import sys
from pathlib import Path
from urllib.parse import urlsplit

import yaml

ROOT = Path(__file__).resolve().parents[2]
VARIABLE = re.compile(r"\$\{(\w+)(?::([-?])([^}]*))?\}")
PORTAL = ("web", "worker", "mailer", "beat")
PROGRAMS = {"python": sys.executable, "celery": os.path.join(os.path.dirname(sys.executable), "celery")}


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
    return {
        "SECRET_KEY": "q8mX2vLr0pZ7sWkD4yTb6nHc1uJf9gAeR5xKoViNwQzMtYlPdS",
        "POSTGRES_PASSWORD": "6f2a9c",
        "RUNNING_PASSWORD": "81d07b",
    }


def free_port():
    """A port of this machine that nobody listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


def on_this_machine(services, *, owner, running, role, redis, folder, port):
    """The services, each with its own command and names; only hosts, ports and folders are this machine's.

    `owner` and `running` are the addresses of the database for who migrates and for who runs. The server here trusts
    this machine and asks for no password.
    """
    passphrase = folder.parent / "passphrase"
    passphrase.write_text("copper lantern under the third stair")
    passphrase.chmod(0o400)
    for service in services.values():
        environment = service.get("environment", {})
        here = {
            "DATABASE_URL": owner if "RUNNING_ROLE" in environment else running,
            "BROKER_URL": redis,
            "CACHE_URL": redis,
            "RUNNING_ROLE": role,
        }
        service["environment"] = {
            **environment,
            **{name: value for name, value in here.items() if name in environment},
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "DJANGO_SETTINGS_MODULE": "config.settings",
            # What the image sets.
            "VAR_DIR": str(folder),
            "BIND": "127.0.0.1",
            "PORT": str(port),
            "BACKUP_DIR": str(folder.parent / "backups"),
            "BACKUP_PASSPHRASE_FILE": str(passphrase),
        }
    return services


def runs_as(address):
    """The address of the same database on this machine for the role that runs the portal, and that role."""
    path = urlsplit(address).path
    role = f"{path.lstrip('/')}_run"
    return f"postgres://{role}@localhost{path}", role


def command_here(command, folder="var"):
    """A command of the file on this machine."""
    words = [word.replace("/srv/fenceline/var", str(folder)) for word in command[1:]]
    return [PROGRAMS.get(command[0], command[0]), *words]
