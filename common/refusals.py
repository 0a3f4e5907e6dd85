"""The one family of refusals: each carries the words a person reads."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refused(Exception):
    """An action was asked for what cannot be done now. Raised before anything is written.

    `words` says what to do about it: the class's own, or those given when it is raised.
    """

    words: str | Promise = _("This cannot be done now.")

    def __init__(self, words: str | Promise = "") -> None:
        if words:
            self.words = words
        super().__init__(type(self).__name__)


class SaidOtherwise(Refused):
    """The same form was sent before, by the same person, with other answers."""

    words = _("This form was sent before with different answers. The first ones are kept.")
