"""Everything that leaves the house: mail, letters and calls (R13, R14).

`queue` puts a message in; `send_due` is the worker's; the rest is for staff.
"""

from scheduler.outbox.calls import Call, call_list, called
from scheduler.outbox.dead_letters import DeadLetter, NoSuchMessage, dead_letters, send_again
from scheduler.outbox.hours import next_moment, within_hours
from scheduler.outbox.journal import Journal
from scheduler.outbox.mailer import Mailer, MailSettings, Security
from scheduler.outbox.paper import PrintJob, letters_to_print, printed
from scheduler.outbox.queueing import queue
from scheduler.outbox.recipients import Unreachable
from scheduler.outbox.sending import Sent, send_due

__all__ = [
    "Call",
    "DeadLetter",
    "Journal",
    "MailSettings",
    "Mailer",
    "NoSuchMessage",
    "PrintJob",
    "Security",
    "Sent",
    "Unreachable",
    "call_list",
    "called",
    "dead_letters",
    "letters_to_print",
    "next_moment",
    "printed",
    "queue",
    "send_again",
    "send_due",
    "within_hours",
]
