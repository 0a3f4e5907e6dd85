"""System checks of the installation; config.apps imports this module so that Django knows them."""

from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register

from config.production import start_faults


@register(Tags.security)
def check_production(**_kwargs: Any) -> list[CheckMessage]:
    """An error for each setting this mode refuses."""
    return [Error(fault, id="fenceline.E001") for fault in start_faults()]
