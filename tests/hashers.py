"""Password hashes for the suite."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickArgon2(Argon2PasswordHasher):
    """Argon2id with the least work it accepts."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1
