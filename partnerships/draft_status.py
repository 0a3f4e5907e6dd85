"""What of a draft is still missing before it can be sent to the other side, derived each time and said in sentences."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partnerships.blanks import DAY_BLANKS, blank_in
from partnerships.cutting import MOST_IN_A_CLAUSE
from partnerships.models import DraftClause, DraftScan, DraftTerm, MouDraft, Place
from partnerships.terms import TermKey, term_words

FACTS = {
    "title": gettext_lazy("Title"),
    "signed_by_school": gettext_lazy("For the district"),
    "signed_by_agency": gettext_lazy("For the agency"),
    "signed_on": gettext_lazy("Signed on"),
    "effective_on": gettext_lazy("First day in force"),
    "last_day": gettext_lazy("Last day in force"),
}
CLAUSE_WORDS = {
    "number": gettext_lazy("Number"),
    "subject": gettext_lazy("About"),
    "heading": gettext_lazy("Heading"),
    "text": gettext_lazy("Text"),
    "key_words": gettext_lazy("Deciding words"),
    "plain": gettext_lazy("In plain words"),
}
PASTE = (Place.CUT, Place.LOOSE)  # what waits for a person to look at it
FEW = 8  # clauses that a sentence names
WRITTEN, NOT_YET, WAITING, LEFT_OUT = "written", "not_yet", "waiting", "left_out"


@dataclass(frozen=True)
class Row:
    """A clause of a draft with its state and what it lacks, a sentence each."""

    clause: DraftClause
    state: str
    lacks: tuple[str, ...]

    @property
    def words(self) -> str:
        """The state as the contents name it."""
        return {
            WRITTEN: _("Written"),
            NOT_YET: _("Not yet"),
            WAITING: _("Not looked at yet"),
            LEFT_OUT: _("Left out"),
        }[self.state]


@dataclass(frozen=True)
class DraftStatus:
    """A draft with everything in it. `facts`, `clauses`, `terms` and `scan` say what each still lacks."""

    draft: MouDraft
    rows: Sequence[Row]
    terms: Sequence[DraftTerm]
    scan: DraftScan | None

    @property
    def within(self) -> list[Row]:
        """What is or may become part of the MOU, in its order."""
        return [row for row in self.rows if row.clause.place in (Place.WITHIN, Place.CUT)]

    @property
    def loose(self) -> list[Row]:
        return [row for row in self.rows if row.clause.place == Place.LOOSE]

    @property
    def out(self) -> list[Row]:
        return [row for row in self.rows if row.clause.place == Place.OUT]

    @property
    def facts_lack(self) -> list[str]:
        """The general facts that are not there, by their names on the page."""
        names = {
            "title": _("the title"),
            "signed_on": _("the day it was signed"),
            "signed_by_school": _("who signed for the district"),
            "signed_by_agency": _("who signed for the agency"),
            "effective_on": _("the first day in force"),
            "last_day": _("the last day in force"),
        }
        return [names[name] for name in FACTS if not getattr(self.draft, name)]

    @property
    def missing(self) -> list[tuple[str, str]]:
        """What keeps it from being sent: facts, clauses, terms or scan, and a sentence."""
        found: list[tuple[str, str]] = []
        if self.facts_lack:
            facts = get_text_list(self.facts_lack, _("and"))
            found.append(("facts", _("General facts: %(facts)s.") % {"facts": facts}))
        found += [("clauses", words) for words in self._clauses_lack()]
        if not self.draft.terms_seen:
            found.append(("terms", _("The terms: look through them and save them, also where the usual ones hold.")))
        if self.scan is None:
            found.append(("scan", _("The scan of the signed paper.")))
        return found

    def _clauses_lack(self) -> Iterable[str]:
        if not self.within:
            yield _("At least one clause.")
        unfinished = [row.clause for row in self.within if row.state == NOT_YET]
        if unfinished:
            yield _("Clauses not written yet: %(clauses)s.") % {"clauses": _named(unfinished)}
        cut = [row.clause for row in self.within if row.state == WAITING]
        if cut:
            yield _("Clauses cut from your text that nobody has looked at: %(clauses)s.") % {"clauses": _named(cut)}
        if self.loose:
            yield _("Parts of your text that were placed nowhere: make a clause of each, or leave it out.")


def status_of(draft: MouDraft) -> DraftStatus:
    """The draft as it stands; three statements."""
    clauses = list(draft.clauses.all())
    numbers = Counter(one.number for one in clauses if one.place in (Place.WITHIN, Place.CUT))
    rows = [_row(clause, numbers) for clause in clauses]
    terms = {term.key: term for term in draft.terms.select_related("clause")}
    scan = DraftScan.objects.filter(draft=draft).first()
    return DraftStatus(draft, rows, [terms[key] for key in TermKey if key in terms], scan)


def _row(clause: DraftClause, numbers: Counter[str]) -> Row:
    if clause.place == Place.OUT:
        return Row(clause, LEFT_OUT, ())
    lacks = () if clause.place == Place.LOOSE else tuple(lacking(clause, numbers))
    return Row(clause, WAITING if clause.place in PASTE else NOT_YET if lacks else WRITTEN, lacks)


def lacking(clause: DraftClause, numbers: Counter[str]) -> Iterable[str]:
    """What a clause lacks; `numbers` says how many clauses have each number."""
    if not clause.number:
        yield _("It has no number.")
    elif numbers[clause.number] > 1:
        yield _("Another clause has the number %(number)s.") % {"number": clause.number}
    if not clause.heading:
        yield _("It has no heading.")
    if not clause.text.strip():
        yield _("Its text is not written.")
    if len(clause.text) > MOST_IN_A_CLAUSE:
        words = _("It has %(many)s characters; a clause may have 5,000. Cut it in two.")
        yield words % {"many": f"{len(clause.text):,}"}
    blank = blank_of(clause)
    if blank:
        yield _("“%(blank)s” is still a blank.") % {"blank": blank}
    if clause.key_words and clause.key_words not in clause.text:
        yield _("The deciding words do not stand in its text.")


def blank_of(clause: DraftClause) -> str:
    """The first blank a person has to fill in; those for the days are filled in when it is sent."""
    said = [clause.number, clause.heading, clause.text, clause.key_words, clause.plain]
    for days in DAY_BLANKS:
        said = [text.replace(days, "") for text in said]
    return blank_in(*said)


def _named(clauses: Sequence[DraftClause]) -> str:
    """A few of them by number or heading, and how many more there are."""
    said = [one.number or f"“{one.heading or _('without number')}”" for one in clauses[:FEW]]
    more = len(clauses) - len(said)
    if more > 0:
        said.append(ngettext("%(n)d more", "%(n)d more", more) % {"n": more})
    return get_text_list(said, _("and"))


# What each page shows, by its label: its version is made from this (`common.versions`).


def facts_shown(draft: MouDraft) -> dict[str, object]:
    """The general facts."""
    return {str(label): getattr(draft, name) for name, label in FACTS.items()}


def clause_shown(clause: DraftClause) -> dict[str, object]:
    """A clause, and where it stands among the others."""
    words = {str(label): getattr(clause, name) for name, label in CLAUSE_WORDS.items()}
    return {**words, _("whether it is left out"): clause.place == Place.OUT, _("its place"): clause.place}


def terms_shown(terms: Iterable[DraftTerm]) -> dict[str, object]:
    """The terms with the clauses behind them."""
    return {str(TermKey(term.key).label): (term.value, term.clause_id) for term in terms}


def draft_shown(status: DraftStatus) -> dict[str, object]:
    """Everything that is sent."""
    clauses = {
        _("clause %(name)s") % {"name": row.clause}: (row.clause.key, *clause_shown(row.clause).values())
        for row in status.within
    }
    order = [row.clause.pk for row in status.within]
    scan = status.scan.sha256 if status.scan else ""
    return {
        **facts_shown(status.draft),
        **clauses,
        _("the order of the clauses"): order,
        **terms_shown(status.terms),
        _("the scan"): scan,
    }


def fact_words(draft: MouDraft) -> list[dict[str, Any]]:
    """The general facts as a page reads them."""

    def said(value: Any) -> str:
        return date_format(value, "F j, Y") if hasattr(value, "year") else str(value or "")

    return [{"term": label, "value": said(getattr(draft, name))} for name, label in FACTS.items()]


def term_rows(terms: Iterable[DraftTerm]) -> list[dict[str, Any]]:
    """The terms as a page reads them, each with the clause behind it where that is part of the MOU."""
    return [
        {
            "label": TermKey(term.key).label,
            "value": term_words(term.key, term.value),
            "clause": term.clause if term.clause and term.clause.place == Place.WITHIN else None,
        }
        for term in terms
    ]
