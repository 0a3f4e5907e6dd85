#!/usr/bin/env python
"""Run one of Fenceline's commands: python manage.py help."""

import importlib
import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        importlib.import_module(os.environ["DJANGO_SETTINGS_MODULE"])
    except ValueError as fault:
        # A setting that cannot be read is said in its sentence, without the path through our code.
        sys.stderr.write(f"The portal refuses to start.\n{fault}\n")
        sys.exit(2)
    execute_from_command_line(sys.argv)
