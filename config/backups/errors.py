"""Why a backup was not made, or nothing was restored: each a sentence for who runs the machine."""


class BackupError(Exception):
    """The sentence says what is wrong and what to do."""


class BackupFailed(BackupError):
    """No backup was made, and nothing of it was left behind."""


class RestoreRefused(BackupError):
    """Nothing was restored, and nothing was changed."""
