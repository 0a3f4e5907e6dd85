"""The mail server: gone, frozen, slow, turning the portal away, hanging up."""

from tests.chaos.experiment import experiment


def answering(stage, mode, delay=0.0):
    """Has the mail server answer so from now on."""

    def begin():
        stage.mail.mode, stage.mail.delay = mode, delay

    return begin


@experiment("the mail server is not there")
def mail_away(stage):
    return stage.during(stage.mail.proxy.away, stage.mail.proxy.back)


@experiment("the mail server takes the connection and never answers")
def mail_frozen(stage):
    def freeze():
        stage.mail.proxy.mode = "frozen"

    def thaw():
        # As a server that is started again: what hung in it is gone.
        stage.mail.proxy.away()
        stage.mail.proxy.back()

    return stage.during(freeze, thaw, most_repeated=1)


@experiment("the mail server takes two seconds over each mail")
def mail_slow(stage):
    return stage.during(answering(stage, "slow", 2.0), answering(stage, "take"))


@experiment("the mail server refuses the portal as sender (5.7.1)")
def mail_refuses_sender(stage):
    def told():
        waiting = "SELECT COUNT(*) FROM ledger_delivery WHERE trouble = 'ours' AND failed_at IS NULL"
        alarms = "SELECT COUNT(*) FROM ledger_notice WHERE kind = 'accounts.mail_turned_away'"
        ended = "SELECT COUNT(*) FROM ledger_delivery WHERE failed_at IS NOT NULL AND trouble <> 'unanswered'"
        said = stage.within(10, lambda: stage.count(waiting), "no mail is marked as turned away")
        said += stage.within(
            10, lambda: stage.count(alarms), "no portal administrator is told that mail is turned away"
        )
        return said + (["a mail was ended for what the server has against the portal"] if stage.count(ended) else [])

    begin, mend = answering(stage, "refuse"), answering(stage, "take")
    return stage.during(begin, mend, meanwhile=told)


@experiment("the mail server says later (4.7.1)")
def mail_says_later(stage):
    return stage.during(answering(stage, "later"), answering(stage, "take"))


@experiment("the mail server takes each mail and hangs up without an answer")
def mail_hangs_up(stage):
    # Once more at most, each of them.
    begin, mend = answering(stage, "drop"), answering(stage, "take")
    found = stage.during(begin, mend)
    copies = stage.mail.most_copies()
    if copies > 2:
        found.wrong.append(f"a mail came {copies} times")
    found.most_repeated = len(found.repeated)
    return found
