"""A form that writes over what may change while it is open: it carries the version of what its page showed.

A page that only asks for a yes has `common.forms.ConfirmForm`. Here the person has typed something, and decides between
that and what another window saved meanwhile; the action compares once more with the rows held.
"""

from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common.forms import FencelineForm

NEEDED = _("needed before it is sent")


class ShownForm(FencelineForm):
    """Carries `version`; where something was changed meanwhile the person sees both and decides."""

    again: ClassVar[str | Promise] = _(
        "Nothing was saved: since you opened this page, it changed in another window or by somebody else. "
        "Changed: %(changed)s. First comes what is saved now, then what you wrote. Save again to put yours in its "
        "place."
    )
    version = forms.CharField(required=False, widget=forms.HiddenInput)

    def ask_again(self, version: str, changed: list[str]) -> None:
        """Say what was changed since the page was opened; the form now stands for what is there now."""
        sent: Any = self.data
        self.data = sent.copy()
        self.data["version"] = version  # type: ignore[index]  # a copy may be changed
        self.add_error(None, str(self.again) % {"changed": ", ".join(changed)})
