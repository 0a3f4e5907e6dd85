"""Who is signed in, read with what they are in one statement."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from accounts.models import Membership, User


class PortalBackend(AuthenticationBackend):
    """allauth's, but that the person of a session comes with their memberships, which every page needs."""

    def get_user(self, user_id: Any) -> User | None:
        """The person, once they may sign in at all."""
        held = list(Membership.objects.filter(user=user_id).select_related("user", "organization__parent"))
        if not held:
            found: User | None = super().get_user(user_id)
            return found
        user = held[0].user
        user.remember_memberships(held)
        return user if self.user_can_authenticate(user) else None
