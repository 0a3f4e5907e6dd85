"""One of one's places: chosen from a list while they are few, found by name where they are many."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Organization
from common.folding import fold, having_words

MOST_OFFERED = 25  # a longer list is slow to draw and slow to read
MOST_NAMED = 3
EVERYWHERE = gettext_lazy("Everywhere")


class PlaceField(forms.Field):
    """Cleans to an Organization of those offered, or None.

    An address may name the place by its id, as links of other pages do; a person types a part of its name.
    """

    widget: Any = forms.Select

    def __init__(self, *, everywhere: Any = EVERYWHERE, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.everywhere = everywhere
        self.offered: list[Organization] = []  # the first of them, or all where they are few
        self.among: QuerySet[Organization] | None = None  # all of them, where they are many

    def offer(self, places: QuerySet[Organization] | Iterable[Organization]) -> None:
        """Say which places this reader may choose. At most one statement."""
        self.offered = list(places[: MOST_OFFERED + 1] if isinstance(places, QuerySet) else places)
        if len(self.offered) <= MOST_OFFERED or not isinstance(places, QuerySet):
            named = [(str(place.pk), place.name) for place in self.offered]
            self.widget = forms.Select(choices=[*([("", self.everywhere)] if self.everywhere else []), *named])
        else:
            self.among = places
            self.widget = forms.TextInput(attrs={"autocomplete": "off"})
            self.label = _("%(field)s: part of the name") % {"field": self.label}

    def to_python(self, value: Any) -> Organization | None:
        """The place. Raises ValidationError where none, or more than one, is meant."""
        words = str(value or "").replace("\x00", "").strip()
        if not words:
            return None
        if self.among is None:
            return self._one([place for place in self.offered if str(place.pk) == words], words)
        if pk := _as_id(words):
            return self._one(list(self.among.filter(pk=pk)), "")
        named = list(self.among.filter(having_words(words))[: MOST_OFFERED + 1])
        same = [place for place in named if place.name_folded == fold(words)]
        return self._one(same if len(same) == 1 else named, words)

    def _one(self, found: list[Organization], words: str) -> Organization:
        if not found:
            said = _("Nothing here has “%(words)s” in its name.") if words else _("This place is not among yours.")
            raise forms.ValidationError(said % {"words": words})
        if len(found) > 1:
            names = [place.name for place in found[:MOST_NAMED]]
            listed = get_text_list([*names, _("others")] if len(found) > MOST_NAMED else names, _("and"))
            raise forms.ValidationError(_("Type more of the name: it matches %(names)s.") % {"names": listed})
        return found[0]

    def prepare_value(self, value: Any) -> Any:
        """What stands in the field: the name of a place that an address named by its id."""
        if self.among is not None and (pk := _as_id(str(value or ""))):
            known = next((one for one in self.offered if one.pk == pk), None) or self.among.filter(pk=pk).first()
            return known.name if known else ""
        return value


def _as_id(words: str) -> UUID | None:
    """The id that stands there, if it is one."""
    try:
        return UUID(words)
    except ValueError:
        return None
