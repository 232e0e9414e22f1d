"""`retro rehearse` shows everyone's calendar for an incident, and records nothing."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from cli.showing.rehearsal_calendar import rehearsal_calendar
from cli.showing.rehearsal_json import rehearsal_json
from cli.showing.rehearsal_page import Told, rehearsal_lines
from documents.record_file import read, write
from policies.language.measurable import criterion_from
from policies.rehearsing.cue import Cue, CueKind
from policies.rehearsing.rehearsal import Rehearsal
from states.people import Directory
from tests.builders import HOUR, KEY, NOON, PEOPLE, changed
from tests.cli.offline import Ended, Terminal, terminal
from tests.cli.policies import policy_file, publish
from tests.cli.written import WHOLE, file_of, written

POSTMORTEM = """\
# The mail queue filled up

## Timeline

All times in UTC.

| Time | Event |
| --- | --- |
| 2026-02-10 09:00 | The queue begins to grow. |
| 2026-02-10 10:00 | The queue is empty again, and everything is back to normal. |
"""
PEOPLE_FILE = """\
people:
  - {id: fay, name: Fay Holm, manager: rob, zone: Asia/Tokyo}
  - {id: rob, name: Rob Lund, roles: [director, operator]}
"""
CUE = Cue(
    at=NOON + 20 * HOUR,
    moment=NOON,
    kind=CueKind.DUE,
    deadline="gate:facts",
    due=NOON,
    what="INC-42 has not passed the gate into facts",
    to="ana",
    zone="Europe/Lisbon",
    why="It waits for you.",
    ladder="gate",
    rung=2,
    rungs=5,
)
TOLD = Told("payments@3.2.0")
PAGE = """\
payments@3.2.0 on INC-42, opened Tue 2026-03-10 12:00 UTC
  nobody acts: nothing is done, moved or acknowledged
  each gate is entered at the moment at which the one before it was due

told                      who     kind        what                                       rung         why                note
Wed 2026-03-11 08:00 WET  ana     due         INC-42 has not passed the gate into facts  gate 2 of 5  It waits for you.  reached Tue 2026-03-10 12:00 WET; in the one message of the day
Wed 2026-03-11 08:00 WET  nobody  escalation  INC-42 has not passed the gate into facts  gate 3 of 5  It waits for you.  reached Tue 2026-03-10 12:00 WET; rung 3 tells the manager, and ana has none; and every 7 days, until somebody acts

1 message in all
who  messages  rungs
ana  1         1
"""  # noqa: E501  # a line of the page is as long as it is


def showing(*cues: Cue) -> Rehearsal:
    return Rehearsal(KEY, NOON, None, cues)


def rehearse(here: Terminal, *words: str, policy: str = "default") -> Ended:
    return here("rehearse", policy, "--incident", file_of(here), *words)


def parsed(ended: Ended) -> Any:
    assert ended.code == 0, ended
    return json.loads(ended.out)


def cues(here: Terminal, *words: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = parsed(rehearse(here, *words, "--json"))["cues"]
    return found


def events_in(path: Path) -> list[Any]:
    read_back = Calendar.from_ical(path.read_bytes())
    return list(read_back.walk("VEVENT"))


def test_the_page_says_when_by_whose_clock_why_and_what_comes_after() -> None:
    climbed = changed(
        CUE,
        to="",
        kind=CueKind.ESCALATION,
        rung=3,
        instead="rung 3 tells the manager, and ana has none",
        goes_on="and every 7 days, until somebody acts",
    )

    lines = rehearsal_lines(showing(changed(CUE, bundled=True), climbed), TOLD, None)

    assert "".join(f"{one}\n" for one in lines) == PAGE


def test_where_nobody_is_there_no_messages_are_counted() -> None:
    lines = [*rehearsal_lines(showing(changed(CUE, to="")), TOLD, None)]

    assert lines[-1] == "0 messages in all"


def test_the_key_of_an_incident_is_no_file_and_the_command_that_writes_one_is_told(
    here: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(here.home)
    written(here)

    ended = here("rehearse", "default", "--incident", KEY)

    assert (ended.code, ended.err) == (
        2,
        (
            "--incident: INC-42 is no file, but an incident\n"
            "  → write it into one: retro show INC-42 -o yaml > INC-42.yaml · "
            "and name that: --incident INC-42.yaml\n"
        ),
    )
    (here.home / "INC-42.yaml").write_text(here("show", KEY, "-o", "yaml").out, encoding="utf-8")
    assert here("rehearse", "default", "--incident", "INC-42.yaml").code == 0


def test_a_file_is_read_though_it_is_called_like_an_incident(
    here: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(here.home)
    written(here)
    (here.home / KEY).write_text(POSTMORTEM, encoding="utf-8")

    assert here("rehearse", "default", "--incident", KEY).code == 0


@pytest.mark.parametrize("name", ["INC-77", "nothing.md"])
def test_what_is_neither_file_nor_incident_is_a_file_that_is_missing(
    here: Terminal, name: str
) -> None:
    ended = here("rehearse", "default", "--incident", name)

    assert ended.code == 2
    assert ended.err.startswith(f"{name}: no such file or directory\n")


def test_where_nothing_is_told_the_page_says_so(here: Terminal) -> None:
    ended = rehearse(here, "--until", "1h", "-o", "table")

    assert ended.code == 0
    assert ended.out.splitlines()[-1] == "✓ nothing would be told in that time"


def test_json_has_every_moment_in_utc() -> None:
    body = rehearsal_json(showing(CUE, changed(CUE, to="")), TOLD)

    assert (body["opened"], body["until"]) == (NOON, None)
    assert body["people"] == [{"person": "ana", "messages": 1, "rungs": 1}]
    (told, nobody) = body["cues"]
    assert (told["told"], told["reached"]) == (NOON + 20 * HOUR, NOON)
    assert (told["to"], nobody["to"]) == ("ana", None)
    assert (told["ladder"], told["rung"], told["rungs"]) == ("gate", 2, 5)


def test_every_gate_and_every_action_is_rehearsed(here: Terminal) -> None:
    about = {one["about"] for one in cues(here)}

    assert {"gate:stabilized", "gate:closed", "action:A1", "stalled_gate:verified"} <= about


def test_nothing_is_recorded(here: Terminal) -> None:
    rehearse(here)

    assert here.sent == []
    assert here("history", KEY).code == 5


def test_it_begins_when_it_is_said_to_begin(here: Terminal) -> None:
    body = parsed(rehearse(here, "--at", "2026-06-01T10:00Z", "--until", "2d", "--json"))

    assert body["opened"] == "2026-06-01T10:00:00Z"
    assert body["until"] == "2026-06-03T10:00:00Z"
    assert {one["reached"][:7] for one in body["cues"]} == {"2026-06"}


def test_an_end_that_is_none_says_how_to_write_one(here: Terminal) -> None:
    ended = rehearse(here, "--until", "soon")

    assert ended.code == 2
    assert "--until: “soon”" in ended.err
    assert "write 90d" in ended.err


def test_one_person_sees_their_own_rows(here: Terminal) -> None:
    assert {one["to"] for one in cues(here, "--person", "mia")} == {"mia"}


def test_a_person_who_is_not_there_is_not_guessed(here: Terminal) -> None:
    ended = rehearse(here, "--person", "mai")

    assert ended.code == 5
    assert "there is no “mai” among those who are rehearsed (did you mean “mia”?)" in ended.err


def test_people_may_come_from_a_file(here: Terminal) -> None:
    path = here.home / "people.yaml"
    path.write_text(PEOPLE_FILE, encoding="utf-8")

    told = cues(here, "--people", str(path))

    assert {one["to"] for one in told} == {"fay", "rob"}
    assert {one["zone"] for one in told if one["to"] == "fay"} == {"Asia/Tokyo"}


def test_without_a_database_stand_ins_hear_of_it(tmp_path: Path) -> None:
    here = Terminal(tmp_path)

    body = parsed(rehearse(here, "--json"))

    assert body["notes"] == [
        "no people directory: stand-ins hear of it, in UTC; name yours: --people FILE"
    ]
    assert {"fay", "ana", "manager", "manager_of_manager", "director"} <= {
        one["to"] for one in body["cues"]
    }


def test_an_empty_directory_is_none(tmp_path: Path) -> None:
    here = terminal(tmp_path, Directory())

    assert "manager" in {one["to"] for one in cues(here)}


def test_whoever_looks_answers_for_an_incident_that_names_nobody(here: Terminal) -> None:
    draft = read(WHOLE, "record.yaml", criterion_from).draft
    nobodys = changed(draft.context, facilitator="", commander="")
    path = here.home / "bare.yaml"
    path.write_text(write(changed(draft, context=nobodys)), encoding="utf-8")

    ended = here("rehearse", "default", "--incident", str(path), "--json", acting="sol")

    first = parsed(ended)["cues"][0]
    assert (first["about"], first["to"]) == ("gate:stabilized", "sol")


def test_a_postmortem_can_be_rehearsed(here: Terminal) -> None:
    path = here.home / "INC-7.md"
    path.write_text(POSTMORTEM, encoding="utf-8")

    body = parsed(here("rehearse", "default", "--incident", str(path), "--json"))

    assert body["incident"] == "INC-7"
    assert body["cues"]


def test_an_incident_without_a_key_is_called_as_its_file(here: Terminal) -> None:
    path = here.home / "nameless.yaml"
    path.write_text(WHOLE.replace(f"incident: {KEY}\n", ""), encoding="utf-8")

    body = parsed(here("rehearse", "default", "--incident", str(path), "--json"))

    assert body["incident"] == "nameless"


def test_a_published_policy_is_named(here: Terminal) -> None:
    publish(here, policy_file(here))

    ended = rehearse(here, "-o", "table", policy="default@1.0.0")

    assert ended.code == 0
    assert ended.out.startswith("default@1.0.0 on INC-42, opened Tue 2026-03-10 12:00 UTC\n")


def test_a_policy_that_is_for_others_says_so(here: Terminal) -> None:
    path = policy_file(here, when="services: [mail]", name="mail")

    body = parsed(rehearse(here, "--json", policy=path))

    assert body["notes"] == [
        "mail@1.0.0 is for other incidents: this one would be judged by another policy"
    ]


def test_the_calendar_has_an_event_for_each_row_by_the_minute_they_are_told(
    here: Terminal,
) -> None:
    path = here.home / "all.ics"

    told = cues(here, "--ics", str(path))

    events = events_in(path)
    assert [f"{one.DTSTART:%Y-%m-%dT%H:%M:%SZ}" for one in events] == [one["told"] for one in told]
    assert [str(one["summary"]) for one in events] == [
        f"{one['to'] or 'nobody'}: {one['what']}" for one in told
    ]
    assert len({str(one["uid"]) for one in events}) == len(events) > 0


def test_the_same_rehearsal_writes_the_same_calendar(here: Terminal) -> None:
    paths = [here.home / name for name in ("one.ics", "two.ics")]

    for path in paths:
        assert rehearse(here, "--ics", str(path)).code == 0

    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_another_span_keeps_the_identity_of_an_event(here: Terminal) -> None:
    paths = [here.home / name for name in ("short.ics", "long.ics")]

    for path, span in zip(paths, ("10d", "60d"), strict=True):
        assert rehearse(here, "--until", span, "--ics", str(path)).code == 0

    short, long = ({str(one["uid"]) for one in events_in(path)} for path in paths)
    assert short < long


def test_the_calendar_says_no_more_of_people_than_the_page() -> None:
    hostile = changed(CUE, what="A1 “x\nEND:VEVENT” is not done")

    written = rehearsal_calendar(showing(hostile, changed(CUE, to="")), TOLD)

    (first, second) = Calendar.from_ical(written).walk("VEVENT")
    assert str(first["summary"]) == "ana: A1 “x\nEND:VEVENT” is not done"
    assert str(second["summary"]).startswith("nobody: ")
    assert str(first["description"]).splitlines()[:-1] == [
        "due: ladder gate 2 of 5",
        "It waits for you.",
        "reached Tue 2026-03-10 12:00 WET",
    ]
    assert str(first["description"]).splitlines()[-1] == (
        "A rehearsal of payments@3.2.0: nobody acts: nothing is done, moved or acknowledged; "
        "each gate is entered at the moment at which the one before it was due."
    )
    assert b"@example.org" not in written


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("policy.yaml", "is no name of a calendar"),
        ("nowhere/all.ics", "no such file or directory"),
    ],
)
def test_a_calendar_is_written_only_where_one_belongs(here: Terminal, name: str, said: str) -> None:
    ended = rehearse(here, "--ics", str(here.home / name))

    assert ended.code == 2
    assert said in ended.err
    assert ended.out == ""


def test_how_much_everybody_hears_is_said_at_the_end(here: Terminal) -> None:
    body = parsed(rehearse(here, "--json"))

    counted = {one["person"]: one for one in body["people"]}

    assert {*counted} == {one["to"] for one in body["cues"] if one["to"]}
    assert all(one["messages"] <= one["rungs"] for one in counted.values())
    assert PEOPLE.people.keys() >= counted.keys()


@pytest.mark.parametrize("name", ["tsv", "csv"])
def test_a_sheet_has_a_row_for_each_message_and_nothing_else(here: Terminal, name: str) -> None:
    ended = rehearse(here, "-o", name)

    rows = [*csv.reader(ended.out.splitlines(), delimiter="\t" if name == "tsv" else ",")]
    assert rows[0] == ["told", "who", "kind", "what", "rung", "why", "note"]
    assert len(rows) == 1 + len(cues(here))
    assert {len(one) for one in rows} == {7}
    assert rows[1][0].endswith("Z")
    assert ended.err.startswith("default@1.0.0 on INC-42, opened ")


def test_a_narrow_page_has_at_most_three_lines_for_each() -> None:
    odd = changed(
        CUE,
        bundled=True,
        instead="rung 4 of the ladder tells the manager_of_manager, and fay has none",
        goes_on="and every 7 days, until somebody acts",
    )

    _, _, _, blank, *told = rehearsal_lines(showing(CUE, odd), TOLD, 80)

    assert blank == ""
    assert told[:6] == [
        "Wed 2026-03-11 08:00 WET  ana  due  gate 2 of 5",
        "  INC-42 has not passed the gate into facts",
        "  reached Tue 2026-03-10 12:00 WET",
        "Wed 2026-03-11 08:00 WET  ana  due  gate 2 of 5",
        "  INC-42 has not passed the gate into facts",
        "  rung 4 of the ladder tells the manager_of_manager, and fay has none; and ever…",
    ]
    assert told[6] == ""


def test_who_is_taken_for_the_facilitator_and_which_day_is_missing_is_said(here: Terminal) -> None:
    draft = read(WHOLE, "record.yaml", criterion_from).draft
    actions = tuple(changed(one, due=None) for one in draft.actions)
    bare = changed(draft, context=changed(draft.context, facilitator=""), actions=actions)
    path = here.home / "bare.yaml"
    path.write_text(write(bare), encoding="utf-8")

    body = parsed(here("rehearse", "default", "--incident", str(path), "--json", acting="sol"))

    assert body["notes"] == [
        "it names no facilitator: sol, who opens it, is taken to answer for its gates",
        "A1, A2 and A3 name no day: they have no ladder of a missed day",
    ]
    assert parsed(rehearse(here, "--json"))["notes"] == []


def test_a_policy_that_is_nobodys_says_where_to_look(here: Terminal) -> None:
    ended = rehearse(here, policy="nosuch")

    assert ended.code
    assert "retro policy list" in ended.err


@pytest.mark.parametrize("until", ["-5d", "0d", "2026-03-10T12:00Z", "2020-01-01T00:00Z"])
def test_a_rehearsal_ends_after_it_begins(here: Terminal, until: str) -> None:
    ended = here("rehearse", "default", "--incident", file_of(here), "--until", until)

    assert ended.code == 2
    assert f"--until: {until} ends " in ended.err
    assert "and the rehearsal begins 2026-03-10 12:00 UTC\n" in ended.err
    assert "→ write 90d, or 2026-12-01T00:00Z" in ended.err


def test_a_rehearsal_at_the_end_of_the_calendar_ends(here: Terminal) -> None:
    file = file_of(here)

    ended = here("rehearse", "default", "--incident", file, "--at", "8999-12-30T00:00Z")

    assert ended.code == 0


def test_a_rehearsal_beyond_the_calendar_is_refused(here: Terminal) -> None:
    file = file_of(here)

    ended = here("rehearse", "default", "--incident", file, "--at", "9999-12-30T00:00Z")

    assert ended.code == 2
    assert "--at: ladders are reckoned from 1900 to 9000, and not from 9999-12-30" in ended.err
