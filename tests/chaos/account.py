"""What people were told, beside what the database and the mail server hold."""

import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from tests.chaos.surroundings import as_moment

ACTIONS = {
    "submitted": "incidents.referral.submitted",
    "answered": "incidents.response.accepted",
    "reviewed": "incidents.review.decided",
}
KINDS = {
    "submitted": "incidents.referral_submitted",
    "answered": "incidents.referral_answered",
    "reviewed": "incidents.referral_decided",
}
CALLS = "SELECT id FROM incidents_referral WHERE form_key = %s AND submitted_at IS NOT NULL"
ANSWERS = "SELECT referral_id FROM incidents_response WHERE form_key = %s"
REVIEWS = "SELECT referral_id FROM incidents_review WHERE form_key = %s"
EVENTS = "SELECT COUNT(*) FROM ledger_event WHERE object_id = %s AND action = %s"
MAILS = """
SELECT n.kind, n.about_id, n.to_, n.at, d.message_id, d.sent_at, d.failed_at, d.trouble, n.dropped_at
FROM (SELECT id, kind, about_id, "to" AS to_, at, delivery_id, dropped_at FROM ledger_notice) n
LEFT JOIN ledger_delivery d ON d.id = n.delivery_id
"""
OPEN = """
SELECT d.id, d.try_after, d.leased_until FROM ledger_delivery d
WHERE d.sent_at IS NULL AND d.failed_at IS NULL
  AND EXISTS (SELECT 1 FROM ledger_notice n WHERE n.delivery_id = d.id AND n.dropped_at IS NULL)
"""
UNPLANNED = "SELECT COUNT(*) FROM ledger_notice WHERE delivery_id IS NULL AND dropped_at IS NULL AND due <= %s"


@dataclass
class Finding:
    """What one experiment found; each list holds a sentence for each thing that is wrong."""

    lost: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    recovered: float = 0.0
    slowest: float = 0.0
    acts: int = 0
    mails: int = 0
    most_repeated: int = 0  # so many repeats are what was promised: one for each process killed over a mail

    @property
    def passed(self):
        return not (self.lost or self.false or self.wrong) and len(self.repeated) <= self.most_repeated

    @property
    def faults(self):
        more = self.repeated if len(self.repeated) > self.most_repeated else []
        return [*self.lost, *self.false, *more, *self.wrong]


class Settling:
    """Waits until no mail is due; pauses before a next try, and leases of killed processes, are cut short.

    `skipped` counts the seconds that were cut: they belong to how long it takes to recover.
    """

    def __init__(self, database, *, killed=False):
        self.database, self.killed, self.skipped = database, killed, 0.0

    def wait(self, seconds):
        until, quiet, before = time.monotonic() + seconds, time.monotonic(), None
        while time.monotonic() < until:
            waiting = self.database.ask(OPEN)
            now = datetime.now(UTC)
            due = self.database.ask(UNPLANNED, self.database.moment(now))[0][0]
            if not waiting and not due:
                return True
            if (len(waiting), due) != before:
                before, quiet = (len(waiting), due), time.monotonic()
            if time.monotonic() - quiet > 1.5:
                self._cut(waiting, now)
                before = None
            time.sleep(0.2)
        return False

    def _cut(self, waiting, now):
        longest = timedelta()
        for pk, try_after, leased_until in waiting:
            leased, ahead = as_moment(leased_until), as_moment(try_after)
            if leased and leased > now:
                if self.killed:
                    longest = max(longest, leased - now)
                    self._set("leased_until", pk, now - timedelta(seconds=1))
            elif ahead > now + timedelta(seconds=1):
                longest = max(longest, ahead - now)
                self._set("try_after", pk, now)
        self.skipped += longest.total_seconds()

    def _set(self, column, pk, moment):
        self.database.ask(f"UPDATE ledger_delivery SET {column} = %s WHERE id = %s", self.database.moment(moment), pk)


def take_account(portal, stream, fault, settling, settled):
    """Compare. `fault` is when it began and when nothing was broken any more, on time.monotonic."""
    began, healed = fault
    found = Finding()
    database, catcher = portal.database, portal.mail
    calls = [call for call in stream.calls if call.told]
    for call in calls:
        _compare_rows(database, call, found)
    messages = _compare_mail(database, catcher, calls, found)
    if not settled:
        found.lost.append("mail was still waiting when the time was over")
    for answer in stream.people.answers:
        if answer.how == "false":
            found.false.append(answer.words)
    unfinished = [call for call in stream.calls if call.begun > 0 and "reviewed" not in call.told]
    if unfinished:
        found.wrong.append(f"{len(unfinished)} calls could not be finished although nothing was broken any more")
    meanwhile = [answer for answer in stream.people.answers if began - answer.seconds <= answer.at <= healed]
    found.slowest = max((answer.seconds for answer in meanwhile), default=0.0)
    found.acts = sum(len(call.told) for call in calls)
    found.recovered = _recovered(stream, messages, dict(map(reversed, catcher.came)), healed) + settling.skipped
    return found


def _id(database, key):
    return key.replace("-", "") if database.vendor == "sqlite" else key


def _compare_rows(database, call, found):
    keys = {
        "submitted": (CALLS, call.key),
        "answered": (ANSWERS, call.answer_key),
        "reviewed": (REVIEWS, call.review_key),
    }
    for step in call.told:
        statement, key = keys[step]
        rows = len(database.ask(statement, _id(database, key)))
        events = database.ask(EVENTS, call.pk, ACTIONS[step])[0][0]
        if not rows or not events:
            found.lost.append(f"told {step}, and {'no row' if not rows else 'no event'} is there")
        if rows > 1 or events > 1:
            found.repeated.append(f"{step} once, and there are {rows} rows, {events} events")
            found.wrong.append("an act was done twice")


def _compare_mail(database, catcher, calls, found):
    ours = {call.pk for call in calls}
    rows = [row for row in database.ask(MAILS) if str(row[1]) in ours]
    came = Counter(message["Message-ID"] for _to, message in catcher.taken)
    there = Counter((kind, about) for kind, about, *_rest in rows)
    for call in calls:
        for step in call.told:
            if not there[KINDS[step], call.pk]:
                found.lost.append(f"{step}, and nobody is told")
    told_twice = [key for key, count in Counter((row[0], row[1], row[2]) for row in rows).items() if count > 1]
    found.wrong += [f"{kind} was queued twice for one person" for kind, _about, _to in told_twice]
    messages = {}
    for _kind, _about, _to, _at, message, sent, failed, trouble, dropped in rows:
        if dropped is None:
            messages[message] = (sent, failed, trouble)
    for message, (sent, failed, trouble) in messages.items():
        if sent is not None and not came[message]:
            found.false.append("a mail is marked as sent that never came")
        if sent is None and failed is None:
            found.lost.append("a mail was not sent")
        if failed is not None and trouble != "unanswered":
            found.false.append(f"a mail was given up ({trouble})")
        found.repeated += ["a mail came again"] * (came[message] - 1)
    found.mails = len(messages)
    return {(row[0], str(row[1])): row[4] for row in rows}


def _recovered(stream, messages, came, healed):
    """Seconds until what was begun before the end of the fault was done and mailed, and the next act was saved."""
    moments = [healed]
    for call in stream.calls:
        if call.told and call.begun <= healed:
            moments.append(max(call.told.values()))
        queued = [messages.get((KINDS[step], call.pk)) for step, told in call.told.items() if told <= healed]
        moments += [came[message] for message in queued if message in came]
    moments += [moment for call in stream.calls for moment in call.told.values() if moment > healed][:1]
    return max(moments) - healed
