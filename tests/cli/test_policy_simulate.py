"""`retro policy simulate` says what a policy would have done, incident by incident."""

import json
from pathlib import Path
from typing import Any

import pytest

from cli.app import App
from cli.showing.progress import replaying
from policies.shelf import default_text
from states.addressing import addressed
from states.commands import Tick
from states.envelope import ENGINE, Actor
from states.errors import NotFoundError
from tests.builders import KEY
from tests.cli.offline import Ended, Terminal
from tests.cli.written import WHOLE, file_of

WENT_WELL = "uses: went_well.captured, with: {min: 1}"
TWO_WENT_WELL = (WENT_WELL, "uses: went_well.captured, with: {min: 2}")
TICKET = "      - {id: ticket, uses: actions.ticketed}"
POSTMORTEM = """\
# The mail queue filled up

## Timeline

All times in UTC.

| Time | Event |
| --- | --- |
| 2026-02-10 09:00 | The queue begins to grow. |
| 2026-02-10 10:00 | The queue is empty again, and everything is back to normal. |
"""


def policy(here: Terminal, *changes: tuple[str, str], name: str = "candidate") -> str:
    text = default_text().replace("policy: default", f"policy: {name}")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = here.home / f"{name}.yaml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def lived(here: Terminal) -> None:
    """Reach the facts, find a second thing that went well three days later, and forget the rest."""
    assert here("apply", file_of(here)).code == 0
    assert here("advance", KEY).code == 0
    passing(here, days=3)
    assert here("went-well", KEY, "The status page was up to date").code == 0
    passing(here, days=4)


def passing(here: Terminal, days: int) -> None:
    """Let days pass, and the engine look at the clock on each."""
    for day in range(days):
        here.later(days=1)
        app = here.app()
        app.post.send(addressed(KEY, Tick(), Actor(ENGINE, "engine"), f"tick-{here.now}-{day}"))


def simulated(here: Terminal, *words: str) -> Ended:
    return here("policy", "simulate", *words)


def parsed(ended: Ended) -> Any:
    return json.loads(ended.out)


def test_under_the_policy_it_had_nothing_is_otherwise(here: Terminal) -> None:
    lived(here)

    body = parsed(simulated(here, "default", "-o", "json"))

    assert body["gates"] == {"stopped": 0, "earlier": 0, "same": 2}
    assert body["escalations"]["same"] > 0
    assert {body["escalations"][one] for one in ("new", "gone", "moved")} == {0}
    assert body["checks"] == []


def test_a_stricter_policy_would_have_stopped_a_gate_and_says_how_long(here: Terminal) -> None:
    lived(here)

    ended = simulated(here, policy(here, TWO_WENT_WELL))

    assert ended.code == 0
    lines = ended.out.splitlines()
    assert lines[0] == "candidate@1.0.0 on 1 incident from 2025-09-18 to 2026-03-17"
    assert lines[1] == (
        "✕ 1 gate would have been stopped, 0 let through earlier, 1 the same, 0 of them shut"
        " (2 decisions)"
    )
    assert "would have stood before shut gates for 72 h; they stood for 0 h" in ended.out
    cells = [one.split() for one in lines]
    assert ["went-well", "facts", "1", "1", "0", "72"] in cells
    stopped = "INC-42 SEV2 facts opened 2026-03-10 stopped went-well (1) 0 72"
    assert stopped.split() in cells


def test_json_has_every_attempt_and_every_wait(here: Terminal) -> None:
    lived(here)

    body = parsed(simulated(here, policy(here, TWO_WENT_WELL), "--json"))

    (incident,) = body["incidents"]
    facts = incident["gates"][1]
    assert (facts["gate"], facts["verdict"], facts["would_open"]) == ("facts", "stopped", None)
    (attempt,) = facts["attempts"]
    assert attempt["then"] == {"gate_open": True, "shut": []}
    (shut,) = attempt["would"]["shut"]
    assert (shut["check"], shut["findings"]) == ("went-well", 1)
    (wait,) = incident["would_wait"]
    assert (wait["begun"], wait["ended"]) == ("2026-03-10T12:00:00Z", "2026-03-13T12:00:00Z")
    assert body["hours"] == 72
    assert body["checks"][0]["newly_stops"] == [KEY]


def test_escalations_that_would_have_come_at_another_time_say_when_and_to_whom(
    here: Terminal,
) -> None:
    lived(here)
    sooner = policy(
        here, ("deadline: {within: 5d, after: entered", "deadline: {within: 2d, after: entered")
    )

    ended = simulated(here, sooner)

    assert "escalations that differ:" in ended.out
    assert "INC-42    gate:factors  fay  2026-03-14 12:00  2026-03-11 12:00" in ended.out


def test_checks_that_tighten_later_are_named_and_can_be_enforced_now(here: Terminal) -> None:
    lived(here)
    tightening = "enforce: warn, enforce_from: {2027-01-15: deny}"
    later = policy(here, (WENT_WELL, f"uses: went_well.captured, with: {{min: 2}}, {tightening}"))

    then, tightened = simulated(here, later), simulated(here, later, "--at", "2027-01-15")

    assert "✓ 0 gates would have been stopped" in then.out
    assert "see them at their strictest with --at 2027-01-15" in then.out
    assert "✕ 1 gate would have been stopped" in tightened.out
    assert "! every check as it is enforced on 2027-01-15" in tightened.out


def test_a_time_without_incidents_is_no_good_news(here: Terminal) -> None:
    ended = simulated(here, policy(here))

    assert ended.code == 3
    assert ended.out == ""
    assert ended.err == (
        "nothing was replayed: no incident since 2025-09-11"
        " · look further back: --since 730d · or name postmortems that you have\n"
    )


def test_a_policy_that_is_for_none_of_them_says_so(here: Terminal) -> None:
    lived(here)
    others = policy(here, ("version: 1.0.0", "version: 1.0.0\nwhen: {severity: [SEV1]}"))

    ended = simulated(here, others)

    assert ended.code == 3
    assert "candidate@1.0.0 is for none of the 1 there are" in ended.err
    assert parsed(simulated(here, others, "--json"))["passed_over"] == 1


def test_a_time_in_which_no_gate_was_asked_for_compares_escalations_and_says_so(
    here: Terminal,
) -> None:
    lived(here)

    ended = simulated(here, policy(here), "--since", "2d")

    assert ended.code == 0
    assert "! no gate was asked for in that time: only escalations are compared" in ended.out


def test_a_postmortem_is_asked_once_beside_the_policy_in_force(here: Terminal) -> None:
    path = here.home / "INC-7.md"
    path.write_text(POSTMORTEM, encoding="utf-8")

    ended = simulated(here, policy(here, (TICKET, "      # -")), str(path), file_of(here))

    assert ended.code == 0
    assert ended.out.startswith("candidate@1.0.0 on 2 files, beside the policy in force\n")
    assert "! a file has no history" in ended.out
    assert "hours" not in ended.out
    assert "escalations," not in ended.out
    assert "by incident" not in ended.out
    assert any(
        one.startswith("INC-7.md") and "  facts" in one and "  shut      shut  " in one
        for one in ended.out.splitlines()
    )


def test_a_gate_of_a_file_is_shut_as_it_is_asked_now_and_was_never_stopped(
    here: Terminal,
) -> None:
    ended = simulated(here, policy(here, TWO_WENT_WELL), file_of(here))

    summary = ended.out.splitlines()[1]
    assert summary.startswith("✕ asked now, ")
    assert summary.endswith(": 1 newly shut, 0 newly open")
    cells = [one.split() for one in ended.out.splitlines()]
    assert ["record.yaml", "SEV2", "facts", "open", "shut", "went-well", "(1)"] in cells
    assert "stopped" not in ended.out
    assert "stayed" not in ended.out


def test_files_need_no_database(tmp_path: Path) -> None:
    elsewhere = Terminal(tmp_path / "home")
    tmp_path.joinpath("record.yaml").write_text(WHOLE, encoding="utf-8")
    strict = tmp_path / "strict.yaml"
    strict.write_text(default_text().replace(*TWO_WENT_WELL), encoding="utf-8")

    body = parsed(simulated(elsewhere, str(strict), str(tmp_path / "record.yaml"), "--json"))

    (incident,) = body["incidents"]
    asked = {one["gate"]: one["attempts"][0]["would"]["shut"] for one in incident["gates"]}
    assert asked["stabilized"] == []
    assert [one["check"] for one in asked["facts"]] == ["went-well"]


def test_a_time_to_look_back_makes_no_sense_for_files(here: Terminal) -> None:
    ended = simulated(here, policy(here), file_of(here), "--since", "30d")

    assert ended.code == 2
    assert ended.err.startswith("--since looks back in the ledger, and files were named\n")


@pytest.mark.parametrize(
    ("written", "why"),
    [("soon", "“soon” is no duration: write 45m"), ("-3d", "“-3d” does not look back: write 30d")],
)
def test_how_far_to_look_back_is_a_span(here: Terminal, written: str, why: str) -> None:
    ended = simulated(here, policy(here), f"--since={written}")

    assert ended.code == 2
    assert f"--since: {why}" in ended.err


def test_a_policy_whose_text_is_lost_leaves_its_answers_standing(
    here: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    lived(here)
    candidate = policy(here, TWO_WENT_WELL)
    found = simulated(here, candidate, "--json").out

    monkeypatch.setattr(App, "policy_by", _lost)

    assert simulated(here, candidate, "--json").out == found


def _lost(_app: App, digest: str) -> None:
    raise NotFoundError(f"no policy with digest {digest} is kept")


def test_a_bar_is_drawn_for_whoever_watches(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    work = [*range(30)]
    assert replaying(work) is work

    monkeypatch.setattr("sys.stderr.isatty", lambda: True)

    assert [*replaying(work)] == work
    assert "replaying" in capsys.readouterr().err
    assert replaying(work[:5]) == work[:5]


def test_a_long_page_is_cut_and_says_where_the_rest_is(here: Terminal) -> None:
    files = []
    for number in range(40):
        path = here.home / f"INC-{number}.md"
        path.write_text(POSTMORTEM, encoding="utf-8")
        files.append(str(path))

    ended = simulated(here, policy(here), *files)

    assert "more (-o json has them all)" in ended.out


def test_what_is_simulated_is_left_as_it_was(here: Terminal) -> None:
    lived(here)
    before = here.app().history.entries_of(KEY)

    simulated(here, policy(here))

    assert here.app().history.entries_of(KEY) == before
