"""What a name must be, wherever one is typed."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common.characters import is_invisible


def require_visible(text: str) -> None:
    """Raise ValidationError for a name that shows nothing, such as spaces of zero width."""
    if all(is_invisible(character) for character in text):
        raise ValidationError(_("This name shows nothing. Type at least one letter."))
