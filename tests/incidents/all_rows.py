"""Every row that an act on a call could change, to see that it changed none."""

from django.apps import apps

from ledger.models import Event, Notice


def everything():
    """Every row of incidents and the ledger, as values."""
    models = [*apps.get_app_config("incidents").get_models(), Event, Notice]
    return {model.__name__: sorted(map(str, model.objects.values_list())) for model in models}
