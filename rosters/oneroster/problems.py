"""What is wrong with a roster, in words a district's administrator can act on."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common.refusals import Refused


class Unreadable(Refused):
    """The bundle as a whole cannot be read; nothing of it was kept."""


WORDS: dict[str, str | Promise] = {
    "columns": _(
        "The line does not have as many fields as the header. A comma or a quotation mark is missing or too many."
    ),
    "quotes": _("A quotation mark on the line is not closed, or is in the wrong place. Export it again."),
    "not_utf8": _("The line is not written as UTF-8, so its letters cannot be read. Save the file as “CSV UTF-8”."),
    "unprintable": _("The line holds characters that cannot be shown. Export it again, or take them out."),
    "id_missing": _("sourcedId is empty. Every line needs one."),
    "id_long": _("sourcedId is longer than 255 characters. Ask your system’s vendor."),
    "id_twice": _("The same sourcedId is on another line too. Each must be there once; ask your system’s vendor."),
    "status": _("The status “%(detail)s” is not known. It is active or tobedeleted."),
    "status_missing": _("The status is empty. In a delta file every line says active or tobedeleted."),
    "type": _(
        "“%(detail)s” is not a type that OneRoster knows, such as school, district or department. Correct it in your "
        "system."
    ),
    "name_missing": _("The name is empty. Enter it in your system."),
    "name_long": _("The name is longer than 150 characters. Shorten it in your system."),
    "school_twice": _(
        "Another school of this district has this name. Give one of them another name, in your system or here."
    ),
    "role": _(
        "“%(detail)s” is not a role that OneRoster knows, such as teacher, aide, principal or student, so it is not "
        "known whether the person is staff. Correct it in your system."
    ),
    "email_missing": _(
        "A staff member has no e-mail address. Enter one in your system; it is how a person is invited."
    ),
    "email_wrong": _("This is not a valid e-mail address. Correct it in your system."),
    "email_twice": _("Another staff member has the same e-mail address. Each person needs their own."),
    "email_known": _(
        "The e-mail address belongs to a staff member who came with an earlier roster under another sourcedId. "
        "Send a bulk file, or mark the earlier one tobedeleted."
    ),
    "school_aside": _("The school the staff member works at cannot be used, so neither can this line."),
    "moved": _("Something here changed while the roster was being applied, so this line was left as it was."),
    "org_missing": _(
        "The staff member belongs to no organization. orgSourcedIds needs the id of a school or the district."
    ),
    "org_unknown": _("The organization “%(detail)s” is neither in orgs.csv nor known from an earlier roster."),
    "org_place": _("The organization “%(detail)s” is neither a school nor the district, nor part of one."),
}


def words_of(code: str, detail: str = "") -> str:
    """The sentence for a code."""
    return str(WORDS[code]) % {"detail": detail}


FATAL: dict[str, str | Promise] = {
    "no_zip": _(
        "This is not a zip archive. Send the bundle as your system exports it, one .zip with manifest.csv in it."
    ),
    "too_big": _(
        "The file is larger than %(limit)s MB. Leave out enrollments and results; only schools and staff are read."
    ),
    "too_many": _("The archive holds more than %(limit)s files. A roster has fewer than twenty."),
    "bomb": _("Unpacked, “%(name)s” would be far larger than a roster. It was not opened. Export it again."),
    "escape": _(
        "The archive holds a file with a path outside the archive (“%(name)s”). It was not opened. Export it again."
    ),
    "twice": _("The archive holds “%(name)s” more than once. It must be there once."),
    "locked": _("“%(name)s” is locked with a password. Export it again without one."),
    "packing": _("“%(name)s” is packed in a way that is not read here. Use an ordinary zip."),
    "damaged": _("“%(name)s” is damaged: it cannot be unpacked. Export it again."),
    "missing": _("%(name)s is missing.%(hint)s The files must keep the names OneRoster gives them."),
    "several": _("The archive holds several rosters: manifest.csv is in more than one folder. Send one of them."),
    "utf16": _("%(name)s is written as UTF-16 and cannot be read to its end. Save it as “CSV UTF-8” and zip it again."),
    "endless": _("%(name)s has a line without an end (line %(line)s). Export it again."),
    "header": _("The first line of %(name)s is not the header of OneRoster. Missing: %(missing)s."),
    "header_twice": _("The header of %(name)s names %(missing)s more than once."),
    "version": _(
        "This is OneRoster “%(version)s”. Versions 1.1 and 1.2 are read here; choose one of them "
        "in your system’s export."
    ),
    "mode_missing": _("manifest.csv does not say whether %(name)s is bulk, delta or absent."),
    "mode": _("manifest.csv says “%(mode)s” of %(name)s. It must be bulk, delta or absent."),
    "said_twice": _("manifest.csv gives two different modes for %(name)s. Export it again."),
    "said_absent": _("manifest.csv says that %(name)s is absent, but the archive holds one. Export it again."),
    "nothing": _("manifest.csv says that both orgs.csv and users.csv are absent, so there is nothing to read."),
    "districts": _("orgs.csv holds %(count)s districts. Export one district, and import it into that one."),
    "delta_roles": _(
        "A delta of OneRoster 1.2 says which roles changed, and not which a person has. Export it as bulk."
    ),
    "heavy": _("Unpacked, this archive would be far larger than a roster, so it was not opened. Export it again."),
    "broken": _("This archive cannot be read. Export it again."),
    "busy": _("Several files are being opened at this moment. Wait half a minute and send it again."),
    "too_long": _("%(name)s has more than %(limit)s lines."),
}


def unreadable(code: str, given: Mapping[str, Any] | None = None) -> Unreadable:
    """The refusal for a code, with its sentence; for a code we do not know, that it cannot be read."""
    try:
        return Unreadable(str(FATAL[code]) % (given or {}))
    except (KeyError, TypeError, ValueError):
        return Unreadable(str(FATAL["broken"]))
