"""What the views of this app are handed."""

from django.http import HttpRequest

from accounts.models import User


class SignedInRequest(HttpRequest):
    """A request that came through `@requires`: its user is one of our people."""

    user: User
