"""Home desks: what needs this person now, the state of things, what happened. One composition a role."""

from config.desks.compose import desk_for, desks_of
from config.desks.parts import Desk

__all__ = ["Desk", "desk_for", "desks_of"]
