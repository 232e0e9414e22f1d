"""Mistakes that somebody might make, as a table: the campaign has to notice them.

Each replaces a piece of the product in a copy of it. `first` is the fault tried first: it is
only a matter of time, for the others follow. Where a second guard stands behind the first, so
that nobody can see the first one gone, both go at once: `and_then` is what else is replaced.
"""

from typing import NamedTuple


class Change(NamedTuple):
    """What is replaced in a file, and by what."""

    file: str
    was: str
    becomes: str


class Defect(NamedTuple):
    """What is broken, in which file, and how."""

    name: str
    first: str
    file: str
    was: str
    becomes: str
    and_then: Change | None = None

    @property
    def changes(self) -> tuple[Change, ...]:
        """List all that is replaced."""
        first = Change(self.file, self.was, self.becomes)
        return (first, self.and_then) if self.and_then else (first,)


COMMIT = "activities/commit.py"
ENTRIES = "activities/entries.py"
BOOKS = "store/books.py"
SHELF = "store/shelf.py"
ATTEMPTS = "store/attempts.py"
CLIENT = "workflows/client.py"
WORKFLOW = "workflows/retrospective.py"
ADMISSION = "workflows/admission.py"
SQLITE = "store/sqlite.py"
POSTGRES = "store/postgres.py"
FIRST = "store/migrations/versions/m0001_entries_and_read_model.py"
GUARDS = "store/migrations/guards.py"

# fmt: off
DEFECTS = (
    Defect("one id may stand twice", "copies", FIRST,
           '        sa.UniqueConstraint("command", name="entries_command"),\n', ""),
    Defect("entries may be changed", "hands", GUARDS,
           "BEFORE UPDATE ON {table}", "BEFORE UPDATE ON {table} WHEN 0"),
    Defect("entries may be deleted", "hands", GUARDS,
           "BEFORE DELETE ON {table}", "BEFORE DELETE ON {table} WHEN 0"),
    Defect("entries may be changed on a server", "hands", GUARDS,
           "BEFORE UPDATE OR DELETE OR TRUNCATE", "BEFORE TRUNCATE"),
    Defect("entries may be truncated", "hands", GUARDS,
           "BEFORE UPDATE OR DELETE OR TRUNCATE", "BEFORE UPDATE OR DELETE"),
    Defect("gaps are taken", "hands", BOOKS,
           "        self._follows(entry)\n", ""),
    Defect("the hash before is not asked", "hands", BOOKS,
           "if (entry.incident, entry.seq, entry.prev) != place:",
           "if (entry.incident, entry.seq) != place[:2]:"),
    Defect("the hash before is left out", "days", ENTRIES,
           "prev=turn.head", 'prev=""'),
    Defect("no entry is too large", "hands", "ledger/entry.py",
           "        if len(text) > LIMIT:", "        if len(text) > LIMIT * 100:"),
    Defect("no command is too large", "poison", CLIENT,
           "    if size > BODY_LIMIT:", "    if size > BODY_LIMIT * 1000:"),
    Defect("what was answered is decided again", "days", COMMIT,
           "        if known is not None:", "        if known is not None and False:"),
    Defect("an id is not bound to what it asked", "poison", ENTRIES,
           'entry.command["digest"] != envelope.digest or ', ""),
    Defect("an id is not bound to its incident", "copies", ENTRIES,
           " or entry.incident != envelope.incident", ""),
    Defect("a digest is believed", "poison", "states/addressing.py",
           "if envelope.digest != seal(envelope.name, envelope.actor, envelope.body):",
           "if not envelope.digest:"),
    Defect("anybody may use the engine's ids", "poison", "states/addressing.py",
           "envelope.id.startswith(RESERVED)", "not envelope.id"),
    Defect("a ledger that is away is taken for a yes", "wire", COMMIT,
           "        except (UnreachableError, BrokenHistoryError) as error:\n",
           "        except UnreachableError:\n"
           "            return Outcome(request.envelope.incident, command=request.envelope.id,"
           " entry=1)\n"
           "        except BrokenHistoryError as error:\n"),
    Defect("what is half done is kept", "hands", "store/engine.py",
           "        turn(engine.url),\n        engine.connect() as connection,\n"
           "        connection.execution_options(writes=True).begin(),\n    ):\n"
           "        yield connection",
           "        turn(engine.url),\n        engine.connect() as connection,\n"
           "        connection.execution_options(writes=True).begin() as begun,\n    ):\n"
           "        try:\n            yield connection\n"
           "        finally:\n            begun.commit()"),
    Defect("entries are kept before their lists", "wire", BOOKS,
           "        after = self.history.with_record(entry, kept.hash, record)\n",
           "        self._connection.commit()\n"
           "        after = self.history.with_record(entry, kept.hash, record)\n"),
    Defect("lists are written for the first entry only", "days", BOOKS,
           "        write_difference(self._connection, self.history, after)\n",
           "        if entry.seq == 1:\n"
           "            write_difference(self._connection, self.history, after)\n"),
    Defect("what is remembered is not held against the ledger", "copies", BOOKS,
           "    return _followed(connection, Folded(known.incident))",
           "    return known"),
    Defect("newer entries are not read", "copies", BOOKS,
           "    return known.with_all(found)", "        return known"),
    # By itself it only costs time: the next turn finds no such entry, and folds all of them.
    Defect("what was undone is remembered", "wire", BOOKS,
           "            yield turn\n        self._recent.keep(turn.history)",
           "            yield turn\n            self._recent.keep(turn.history)",
           Change(BOOKS, "    return _followed(connection, Folded(known.incident))",
                  "    return known")),
    Defect("SQLite does not wait for the disk", "disk", SQLITE,
           '"FULL")', '"OFF")'),
    Defect("SQLite waits for the disk now and then", "disk", SQLITE,
           '"FULL")', '"NORMAL")'),
    Defect("SQLite keeps no journal", "disk", SQLITE,
           '("journal_mode",        "WAL")', '("journal_mode",        "OFF")'),
    Defect("a silent server is waited for", "wire", POSTGRES,
           "timeout or self.patience)", "timeout)"),
    Defect("a server that does not come is waited for", "wire", POSTGRES,
           "CONNECT_SECONDS = 3", "CONNECT_SECONDS = 30"),
    Defect("an id is Temporal's as well", "backends", CLIENT,
           "id=str(uuid4())", "id=envelope.id"),
    Defect("nothing is looked at as if it were something", "poison", ADMISSION,
           "    if len(given) != 1:\n", "    if len(given) > 1:\n"),
    Defect("an update goes to whom it reaches", "poison", ADMISSION,
           "if envelope.incident != incident:", "if not envelope.incident:"),
    Defect("turns are not taken one by one", "retold", WORKFLOW,
           "request = Request(envelope, workflow.now(), workflow.info().run_id)",
           "request = Request(envelope, datetime.now(workflow.now().tzinfo), '')"),
    Defect("nobody looks at the clock", "servers", WORKFLOW,
           "return self._stands.due is not None and self._stands.due <= workflow.now()",
           "return False"),
    Defect("nobody is taken up again", "wiped", "workflows/adoption.py",
           "    missing = [one for one in incidents if ours.workflow_id(one) not in running]",
           "    missing: list[str] = []"),
    # By itself it is seen by two who begin at the same moment: who comes later rests all the same,
    # from the end of the lease on.
    Defect("a letter under way is nobody's", "workers", "activities/delivery/attempts.py",
           "    return is_open and not is_ahead(attempt.begun, now)", "    return False",
           Change("activities/delivery/routing.py", "    ended = last.ended or last.lease\n",
                  "    ended = last.ended or last.begun\n")),
    Defect("a letter that was taken is sent again", "workers", "activities/delivery/attempts.py",
           "Answer.TAKEN:      False", "Answer.TAKEN:      True"),
    Defect("a letter is not sent", "workers", "activities/delivery/sending.py",
           "        channel.send(letter, person)\n", "        pass\n"),
    Defect("a refusal is taken for a yes", "workers", "activities/delivery/sending.py",
           "(UnreachableError,   Answer.REFUSED)", "(UnreachableError,   Answer.TAKEN)"),
    Defect("an answer is not written down", "workers", "activities/delivery/delivering.py",
           "self._deliveries.end(heard.attempt, heard.answer, heard.reason, heard.at)", "pass"),
    Defect("a notice is tried once", "workers", "activities/options.py",
           "        initial_interval=timedelta(seconds=1),\n        backoff_coefficient=3.0,",
           "        initial_interval=timedelta(seconds=1),\n        maximum_attempts=1,"),
)
# fmt: on
