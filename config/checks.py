"""System checks of the installation; config.apps imports this module so that Django knows them."""

from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register

from config.production import production_faults


@register(Tags.security)
def check_production(**_kwargs: Any) -> list[CheckMessage]:
    """An error for each setting production refuses; silent on one machine and in the suite."""
    return [Error(fault, id="fenceline.E001") for fault in production_faults()]
