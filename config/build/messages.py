"""Takes every string a person reads out of code and templates, as for a translator, and fails on a warning.

Needs GNU gettext. Nothing is kept: whoever translates runs makemessages for their language.
"""

import io
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import django
from django.conf import settings
from django.core.management import CommandError, call_command

ROOT = Path(__file__).resolve().parents[2]
NOT_SHOWN = [".venv", ".uv", "node_modules", "var", "tests", "bench", "static"]


def main() -> None:
    """Print how many strings there are. Raises SystemExit with the warnings."""
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    said = io.StringIO()
    with TemporaryDirectory() as folder:
        settings.LOCALE_PATHS = [folder]
        try:
            call_command("makemessages", locale=["en"], ignore_patterns=NOT_SHOWN, stdout=said, stderr=said)
        except (CommandError, SyntaxError) as error:  # the latter: a block that no translator could be given
            sys.exit(str(error))
        found = (Path(folder) / "en" / "LC_MESSAGES" / "django.po").read_text(encoding="utf-8")
    warnings = [line for line in said.getvalue().splitlines() if line and not line.startswith("processing ")]
    if warnings:
        sys.exit("\n".join(warnings))
    print(f"{found.count('msgid ') - 1} strings, each of which a translator is given.")


if __name__ == "__main__":
    main()
