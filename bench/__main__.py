"""python -m bench: settles the settings before anything of the portal is imported, then runs `bench.run`."""

import os
import runpy

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()
runpy.run_module("bench.run", run_name="__main__")
