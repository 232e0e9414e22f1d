"""Applying a file shows what changes, changes exactly that, and done twice changes nothing."""

import io
import json
import re
import sys
from collections.abc import Callable

import pytest

from cli.records import applying
from cli.records.applying import bring
from documents.record_file import read
from policies.language.measurable import criterion_from
from states.envelope import Envelope, Outcome, Refusal
from states.errors import ConflictError, Exit, RetrogateError
from states.lifecycle import Phase
from states.record.retrospective import Retrospective
from tests.builders import KEY
from tests.cli.offline import Terminal
from tests.cli.written import WHOLE, action, file_of, record, written

RENAMED = WHOLE.replace("Cap webhook retries at five", "Cap webhook retries at four")
SHORTER = WHOLE.replace("id: K3", "id: K9")


def test_an_incident_that_is_not_there_is_opened_and_filled(here: Terminal) -> None:
    ended = here("apply", file_of(here))

    kept = record(here)
    assert (ended.code, kept.phase) == (0, Phase.STABILIZED)
    assert [one.id for one in kept.actions] == ["A1", "A2", "A3"]
    assert [one.name for one in here.sent] == ["Open", "Revise"]
    assert ended.out.startswith("+ incident INC-42 “Checkout failed while webhooks were retried”\n")
    assert ended.out.endswith("INC-42: 18 to add, 2 to change\n")
    assert ended.err == "INC-42 says all of this now · next: retro why INC-42\n"


def test_applied_twice_nothing_changes(here: Terminal) -> None:
    written(here)

    ended = here("apply", file_of(here))

    assert (ended.code, ended.out, ended.err) == (0, "", "INC-42 already says all of this\n")
    assert not here.sent


def test_the_plan_shows_each_field_as_it_was_and_will_be(here: Terminal) -> None:
    written(here)

    ended = here("apply", file_of(here, RENAMED))

    assert ended.out == (
        "~ action A1 “Cap webhook retries at four”\n"
        "    title: Cap webhook retries at five → Cap webhook retries at four\n"
        "INC-42: 1 to change\n"
    )
    assert action(here, "A1").title == "Cap webhook retries at four"


def test_a_dry_run_sends_nothing(here: Terminal) -> None:
    written(here)

    ended = here("apply", file_of(here, RENAMED), "--dry-run")

    assert (ended.code, ended.err) == (0, "nothing was sent: this was a dry run\n")
    assert ended.out.endswith("INC-42: 1 to change\n")
    assert not here.sent


def test_a_machine_gets_the_plan_as_json_even_when_it_is_empty(here: Terminal) -> None:
    written(here)

    plan = json.loads(here("apply", file_of(here, RENAMED), "--json").out)
    empty = json.loads(here("apply", file_of(here, RENAMED), "--json").out)

    assert [(one["sign"], one["item"]) for one in plan["steps"]] == [("~", "A1")]
    assert empty == {"incident": "INC-42", "steps": []}


def test_a_file_is_taken_from_a_pipe(here: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(WHOLE.encode())))

    ended = here("apply", "-")

    assert ended.code == 0
    assert record(here).incident == "INC-42"


def test_what_would_go_is_asked_about_and_nobody_is_there(here: Terminal) -> None:
    written(here)

    ended = here("apply", file_of(here, SHORTER))

    assert (ended.code, ended.err) == (
        2,
        "K3 would be removed, and nobody is there to be asked\n  → agree beforehand: --yes\n",
    )
    assert "- trigger K3 “Rollback takes over ten minutes”\n" in ended.out
    assert not here.sent


def test_what_would_go_goes_when_that_was_agreed_beforehand(here: Terminal) -> None:
    written(here)

    ended = here("apply", file_of(here, SHORTER), "--yes")

    assert ended.code == 0
    assert [one.id for one in record(here).triggers] == ["K1", "K2", "K9"]


@pytest.mark.parametrize(("answer", "code", "kept"), [("y\n", 0, "K9"), ("n\n", 1, "K3")])
def test_a_person_is_asked_and_the_answer_counts(
    answer: str, code: int, kept: str, here: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(here)
    monkeypatch.setattr(applying, "is_anyone_there", lambda: True)
    monkeypatch.setattr(sys, "stdin", io.StringIO(answer))

    ended = here("apply", file_of(here, SHORTER))

    assert ended.code == code
    assert "remove K3 from INC-42?" in ended.err
    assert record(here).triggers[-1].id == kept


@pytest.mark.parametrize(
    ("change", "code", "told"),
    [
        (
            lambda text: text.replace("owner: ana", "owner: anna"),
            2,
            "A1.owner: there is no “anna” in the people directory (did you mean “ana”?)\n",
        ),
        (
            lambda text: text.replace("factors: [F3]", "factors: [F8]"),
            5,
            "INC-42 has no factor “F8”\n",
        ),
    ],
)
def test_what_the_engine_would_refuse_is_refused_before_anything_is_sent(
    change: Callable[[str], str], code: int, told: str, here: Terminal
) -> None:
    ended = here("apply", file_of(here, change(WHOLE)))

    assert ended.code == code
    assert ended.err.startswith(told)
    assert not here.sent


def test_a_file_that_cannot_open_an_incident_is_told_what_to_write_in_it(here: Terminal) -> None:
    untold = re.sub("  (stabilized|severity|title): .*\n", "", WHOLE, count=3)

    ended = here("apply", file_of(here, untold))

    assert ended.code == 2
    assert ended.err == (
        "context.title: is missing: what happened, in a line\n"
        "context.severity: is missing: SEV1, SEV2, SEV3 or SEV4\n"
        "context.stabilized: is missing: when it was over: 2026-03-01T09:30Z\n"
        "  → a retrospective opens once the incident has stabilized: write it in the file, below"
        " context:, and repeat\n"
    )
    assert not here.sent


def test_a_file_does_not_take_away_what_an_incident_was_opened_with(here: Terminal) -> None:
    written(here)

    ended = here("apply", file_of(here, WHOLE.replace("  severity: SEV2\n", "")))

    assert ended.code == 2
    assert ended.err.startswith("context.severity: is missing: SEV1, SEV2, SEV3 or SEV4\n")


def test_a_file_about_something_else_needs_no_context(here: Terminal) -> None:
    written(here)

    ended = here("apply", file_of(here, "incident: INC-42\nlearnings: []\n"), "--dry-run")

    assert ended.code == 0


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (WHOLE.replace("owner:", "ownr:"), ":111:5: actions.0.ownr: is not a field (did you mean"),
        (WHOLE.replace("incident: INC-42\n", ""), ": incident: it is missing\n"),
        (WHOLE.replace("INC-42", "inc 42"), "incident: 'inc 42' cannot be the key of an incident"),
    ],
)
def test_a_file_that_makes_no_sense_is_refused_with_its_place(
    text: str, told: str, here: Terminal
) -> None:
    ended = here("apply", file_of(here, text))

    assert ended.code == 2
    assert told in ended.err
    assert not here.sent


def test_two_who_edit_different_fields_both_get_through(here: Terminal) -> None:
    seen = record(written(here))
    here("action", "edit", "INC-42", "A1", "--owner", "ben")

    bring(here.app("fay"), read(RENAMED, "record.yaml", criterion_from), seen)

    assert (action(here, "A1").title, action(here, "A1").owner) == (
        "Cap webhook retries at four",
        "ben",
    )


def test_two_who_edit_the_same_field_are_told_what_it_is_now(here: Terminal) -> None:
    seen = record(written(here))
    here("action", "edit", "INC-42", "A1", "Cap webhook retries at six")

    with pytest.raises(ConflictError) as told:
        bring(here.app("fay"), read(RENAMED, "record.yaml", criterion_from), seen)

    assert str(told.value) == (
        "somebody else changed it first: INC-42 A1.title is now “Cap webhook retries at six”, "
        "you saw “Cap webhook retries at five”"
    )


def test_one_who_was_faster_after_the_plan_is_a_conflict_too(here: Terminal) -> None:
    app = here.app("fay")
    app.post = Interrupting(app.post.send, after=1)

    with pytest.raises(RetrogateError) as told:
        bring(app, read(WHOLE, "record.yaml", criterion_from), Retrospective(KEY))

    assert (told.value.exit, str(told.value)) == (Exit.CONFLICT, "somebody else changed it first")
    assert told.value.hint == "1 of 2 parts were recorded before it · look again"


class Interrupting:
    """A post that refuses what comes after the first letters."""

    def __init__(self, send: Callable[[Envelope], Outcome], after: int) -> None:
        self._send = send
        self._left = after

    def send(self, envelope: Envelope) -> Outcome:
        self._left -= 1
        if self._left >= 0:
            return self._send(envelope)
        no = Refusal("somebody else changed it first", "look again", Exit.CONFLICT.value)
        return Outcome(KEY, refusal=no)


def test_a_file_sent_again_under_its_id_makes_each_command_once(here: Terminal) -> None:
    here("apply", file_of(here), "--command-id", "deploy-7")
    first = [one.id for one in here.sent]

    assert len({*first}) == 2
    assert all(one.startswith("deploy-7-") for one in first)
