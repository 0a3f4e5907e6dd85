"""Whether what was restored is what was backed up: rows, files, the ledger, and what only SECRET_KEY opens."""

from allauth.mfa.models import Authenticator
from django.db import connection

from accounts.actions.lost_key import SEALED_IN, unreadable
from accounts.models import SignOnProvider
from config.backups.databases import facts_here
from config.backups.manifest import Manifest
from config.backups.places import files_in, files_root
from config.backups.restoring import Restored, Say, counted
from ledger.heads import remembered_heads
from ledger.keys import keys_fit
from ledger.triggers import missing_triggers
from ledger.verify import verify


def rows_as_archived(manifest: Manifest, say: Say) -> bool:
    """Compare the ledger's head and every table's rows; before anything else is written to the database."""
    here, well = facts_here(), True
    for name in sorted({*manifest.counts, *here.counts}):
        archived, restored = manifest.counts.get(name, 0), here.counts.get(name, 0)
        if archived != restored:
            say(f"NOT WELL: table {name} has {counted(restored, 'row')}, in the archive {archived:,}.")
            well = False
    if here.head != manifest.head:
        say(
            f"NOT WELL: the ledger ends with {here.head or 'nothing'}, the archive’s with {manifest.head or 'nothing'}."
        )
        well = False
    if well:
        say(f"Rows: {sum(here.counts.values()):,} in {counted(len(here.counts), 'table')}, each as it was archived.")
    return well


def files_as_archived(restored: Restored, say: Say) -> bool:
    """Compare the names and sizes of the files."""
    if files_in(files_root()) != dict(sorted(restored.files.items())):
        say("NOT WELL: the files are not those of the archive.")
        return False
    say(f"Files: {len(restored.files):,}, {sum(restored.files.values()):,} bytes, as they were archived.")
    return True


def ledger_whole(manifest: Manifest, say: Say, *, key_lost: bool = False) -> bool:
    """Verify the chain, the seals and the triggers; the head of the archive must be in the chain."""
    heads, unsigned = remembered_heads()
    seq, _colon, digest = manifest.head.partition(":")
    result = verify(heads={**heads, **({int(seq): digest} if seq else {})})
    faults = [f"Trigger {fault}." for fault in missing_triggers(connection)]
    if not key_lost:
        faults += [f"The remembered head {number} was not signed with this SECRET_KEY." for number in unsigned]
    say(f"Ledger: {result.words}" if result.intact else f"NOT WELL: {result.words}")
    for fault in faults:
        say(f"NOT WELL: {fault}")
    return result.intact and not faults


def secrets_open(say: Say) -> bool:
    """Open each secret of a second factor or a sign-on provider, and the check of every key the portal ever had."""
    factors, providers = unreadable()
    shut = len(factors) + len(providers)
    kept = Authenticator.objects.filter(type__in=SEALED_IN).count() + SignOnProvider.objects.count()
    if shut:
        say(f"NOT WELL: {shut:,} of {kept:,} sealed secrets do not open with SECRET_KEY.")
    elif not keys_fit():
        say("NOT WELL: a key that this portal once had is missing. Put it into SECRET_KEY_FALLBACKS.")
        return False
    else:
        say(f"Secrets: all {kept:,} open with SECRET_KEY." if kept else "Secrets: none is kept.")
    return not shut
