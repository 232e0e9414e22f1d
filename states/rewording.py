"""What a notice says that is told later than it was written.

Its words were right when its rung was reached. Somebody may hear of it days after that.
"""

import re
from dataclasses import replace
from datetime import datetime

from states.due import ago, moment_told
from states.events.notices import NoticePutOff
from states.messages import IS_DUE, ahead, was_due
from states.record.deadlines import Notice

COMES_LATE = "This comes late: it was to reach you"
CLIMB_STOPPED = "its climb was stopped meanwhile"

HOW_LONG = re.compile(r"(It was (?:due|asked) [^,]+, )(?:today|[^:,]+ ago)")
"""The words that grow old, behind those that do not."""


def put_off(notice: Notice, event: NoticePutOff) -> Notice:
    """Hold a notice until another moment; the first time, say that it comes late."""
    if not event.why or COMES_LATE in notice.why:
        return replace(notice, after=event.after)
    late = f"{COMES_LATE} {moment_told(notice.after or notice.at)}, and {event.why}."
    return replace(notice, after=event.after, why=f"{notice.why} {late}".strip())


def overtaken(notice: Notice, now: datetime) -> Notice:
    """Reword a notice that says by when something is due, where that has come meanwhile."""
    if now < notice.due:
        return notice
    was_ahead, since = notice.since.startswith(IS_DUE), ago(now, notice.due)
    due = notice.since.removeprefix(IS_DUE) if was_ahead else moment_told(notice.due)
    again = HOW_LONG.sub(rf"\g<1>{since}", notice.since, count=1)
    told = was_due(due, since) if was_ahead else again
    return replace(notice, subject=notice.subject.removesuffix(ahead(due)), since=told)
