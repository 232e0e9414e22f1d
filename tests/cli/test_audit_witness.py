"""A witness signs a log that only grew, remembers it, and keeps the evidence of any other."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from cli.witness.memory import Memory
from cli.witness.published import Published
from cli.witness.watching import Witness
from connectors.lock import hold
from ledger.checkpoint import Checkpoint, checkpoint_from
from ledger.note import Ed25519Key, Note, note_from, seen_at, signed_by, unpacked, verifier_from
from ledger.tree import must_have_grown
from states.errors import ConflictError
from tests.builders import NOON
from tests.cli.keeping import Keeper, entries
from tests.cli.offline import Ended, Terminal
from tests.ledger.keys import LOG, STRANGER, WITNESS, key_of

Look = Callable[..., Ended]


@pytest.fixture
def keeper(tmp_path: Path) -> Keeper:
    """Keep an honest log of five entries."""
    found = Keeper(tmp_path / "log")
    found.lay_out(entries(5))
    return found


@pytest.fixture
def look(tmp_path: Path, keeper: Keeper) -> Look:
    """Let the witness look once."""
    return partial(_look, Terminal(tmp_path / "nowhere"), tmp_path, keeper.folder)


def _look(
    here: Terminal, place: Path, log: Path, *more: str, key: object = LOG.verifier, where: str = ""
) -> Ended:
    words = ("--name", "w.example", "--key", str(place / "w.key"), "--state", str(place / "seen"))
    return here("audit", "witness", where or str(log), "--log", str(key), *words, *more)


def _seen(place: Path) -> Note:
    return note_from((place / "seen").read_text())


def test_the_first_look_signs_and_says_by_which_key(look: Look, tmp_path: Path) -> None:
    ended = look()

    assert ended.code == 0, ended.err
    assert ended.out == (tmp_path / "seen").read_text()
    assert ended.err.splitlines()[0] == (
        f"w.example sees {LOG.name} for the first time, with 5 entries"
    )
    key = ended.err.splitlines()[1].split(": ")[1]
    assert key.startswith("w.example+")
    assert checkpoint_from(_seen(tmp_path).text).size == 5
    assert (tmp_path / "w.key").stat().st_mode & 0o777 == 0o600


def test_what_it_signs_holds_for_whoever_knows_its_key_and_says_when(
    look: Look, tmp_path: Path
) -> None:
    key = verifier_from(look().err.splitlines()[1].split(": ")[1])

    note = _seen(tmp_path)
    found = signed_by(note, (LOG.verifier, key))

    assert {*found} == {LOG.verifier, key}
    assert seen_at(found[key]) == NOON.timestamp()


@pytest.mark.parametrize("more", [6, 255, 256, 257, 600])
def test_a_log_that_grew_is_signed(look: Look, keeper: Keeper, tmp_path: Path, more: int) -> None:
    look()
    keeper.lay_out(entries(more))

    ended = look()

    assert ended.code == 0, ended.err
    assert ended.err == f"w.example signed: {LOG.name} only grew, from 5 entries to {more}\n"
    assert checkpoint_from(_seen(tmp_path).text).size == more


def test_a_log_that_stands_still_is_signed_again(look: Look) -> None:
    look()

    assert look().err == f"w.example signed again: {LOG.name} still has 5 entries\n"


def test_a_log_without_entries_may_grow_to_any(look: Look, keeper: Keeper, tmp_path: Path) -> None:
    keeper.lay_out([])
    assert look().code == 0

    keeper.lay_out(entries(3))

    assert look().code == 0
    assert checkpoint_from(_seen(tmp_path).text).size == 3


@pytest.mark.parametrize(
    ("texts", "why"),
    [
        (entries(5, "x"), "the proof leads to"),
        (entries(9, "x"), "the proof leads to"),
        ([*entries(4), b"x", *entries(300)], "the proof leads to"),
        (entries(4), "it has 4 entries where 5 were seen"),
        ([], "it has 0 entries where 5 were seen"),
    ],
)
def test_another_history_is_refused_and_the_evidence_kept(
    look: Look, keeper: Keeper, tmp_path: Path, texts: list[bytes], why: str
) -> None:
    look()
    before = (tmp_path / "seen").read_bytes()
    keeper.lay_out(texts)
    shown = (keeper.folder / "checkpoint").read_text()

    ended = look()

    assert ended.code == 3
    assert ended.out == ""
    assert f"the log {LOG.name} at {keeper.folder} contradicts itself: {why}" in ended.err
    assert f"all of it is kept in {tmp_path / 'seen.evidence'}" in ended.err
    assert (tmp_path / "seen").read_bytes() == before
    kept = [one.read_text() for one in (tmp_path / "seen.evidence").iterdir()]
    assert before.decode() in kept
    assert shown in kept


def test_the_proof_of_a_fork_is_kept_with_it(look: Look, keeper: Keeper, tmp_path: Path) -> None:
    look()
    keeper.lay_out(entries(9, "x"))
    look()

    shown = _checkpoint(keeper.folder)
    lines = (tmp_path / "seen.evidence" / "5-9.proof").read_text().splitlines()
    proof = [unpacked(line) for line in lines]
    Keeper(tmp_path / "x").lay_out(entries(5, "x"))
    other = _checkpoint(tmp_path / "x")
    must_have_grown(5, other.root, 9, shown.root, proof)
    assert other.root != checkpoint_from(_seen(tmp_path).text).root


def _checkpoint(folder: Path) -> Checkpoint:
    return checkpoint_from(note_from((folder / "checkpoint").read_text()).text)


def test_evidence_stays_when_more_of_it_comes(look: Look, keeper: Keeper, tmp_path: Path) -> None:
    look()
    for size in (6, 7, 6):
        keeper.lay_out(entries(size, "x"))
        assert look().code == 3
    names = sorted(one.name.partition("-")[0] for one in (tmp_path / "seen.evidence").glob("*-*"))

    keeper.lay_out(entries(6))

    assert names == ["5", "5", "5", "6", "7"]
    assert look().code == 0
    assert len([*(tmp_path / "seen.evidence").iterdir()]) == 5


def test_a_signed_checkpoint_that_its_hashes_do_not_lead_to_is_refused(
    look: Look, keeper: Keeper, tmp_path: Path
) -> None:
    keeper.sign(5, bytes(32))

    ended = look()

    assert ended.code == 3
    assert "contradicts itself: its hashes lead to" in ended.err
    assert not (tmp_path / "seen").exists()


def test_hashes_that_are_cut_short_are_refused(look: Look, keeper: Keeper) -> None:
    (keeper.folder / "tile" / "0" / "000.p" / "5").write_bytes(b"h" * 40)

    ended = look()

    assert ended.code == 3
    assert "tile 0/0 has 1 hashes where" in ended.err


def test_hashes_that_are_not_there_prove_nothing(look: Look, keeper: Keeper) -> None:
    (keeper.folder / "tile" / "0" / "000.p" / "5").unlink()

    ended = look()

    assert ended.code == 7
    assert f"{keeper.folder} lacks tile/0/000.p/5" in ended.err


def test_a_part_of_a_tile_that_has_become_whole_meanwhile_is_read_from_it(
    look: Look, keeper: Keeper
) -> None:
    checkpoint = (keeper.folder / "checkpoint").read_bytes()
    keeper.lay_out(entries(256))
    (keeper.folder / "tile" / "0" / "000.p" / "5").unlink()
    (keeper.folder / "checkpoint").write_bytes(checkpoint)

    assert look().code == 0


def test_what_the_log_did_not_sign_is_not_signed(
    look: Look, keeper: Keeper, tmp_path: Path
) -> None:
    Keeper(keeper.folder, (Ed25519Key(LOG.name, STRANGER.private),)).lay_out(entries(5))

    ended = look()

    assert ended.code == 3
    assert f"no checkpoint of that log: the note is not signed by {LOG.name}" in ended.err
    assert not (tmp_path / "seen").exists()
    assert not (tmp_path / "seen.evidence").exists()


@pytest.mark.parametrize("rubbish", [b"hello\n", b"\xff\xfe\n\n", b"a\n\n\xe2\x80\x94 b YQ==\n"])
def test_what_is_no_checkpoint_is_not_signed(look: Look, keeper: Keeper, rubbish: bytes) -> None:
    (keeper.folder / "checkpoint").write_bytes(rubbish)

    assert look().code == 3


def test_where_there_is_no_log_nothing_is_signed(look: Look, tmp_path: Path) -> None:
    ended = look(where=str(tmp_path / "none"))

    assert ended.code == 5
    assert f"{tmp_path / 'none'} holds no checkpoint" in ended.err


def test_a_key_that_signs_next_is_named_beside_the_old_one(
    look: Look, keeper: Keeper, tmp_path: Path
) -> None:
    look()
    new = key_of(LOG.name, 9)
    Keeper(keeper.folder, (new, LOG)).lay_out(entries(6))
    assert look().code == 0

    Keeper(keeper.folder, (new,)).lay_out(entries(7))

    assert look().code == 3
    assert look("--log", str(new.verifier)).code == 0
    assert checkpoint_from(_seen(tmp_path).text).size == 7


def test_the_memory_of_one_log_is_not_taken_for_that_of_another(look: Look, keeper: Keeper) -> None:
    look()
    other = key_of(f"{LOG.name}/2", 1)
    Keeper(keeper.folder, (other,)).lay_out(entries(9))

    ended = look("--log", str(other.verifier))

    assert ended.code == 2
    assert f"it is of {LOG.name}, and the log is {other.name}" in ended.err


@pytest.mark.parametrize("spoilt", ["", "hello\n", "a\n\n"])
def test_a_spoilt_memory_is_not_an_empty_one(look: Look, tmp_path: Path, spoilt: str) -> None:
    (tmp_path / "seen").write_text(spoilt)

    ended = look()

    assert ended.code == 2
    assert "is not what this witness wrote for that log" in ended.err
    assert (tmp_path / "seen").read_text() == spoilt


def test_a_memory_that_somebody_else_signed_is_spoilt(look: Look, tmp_path: Path) -> None:
    look()
    (tmp_path / "w.key").unlink()

    ended = look()

    assert ended.code == 2
    assert "w.example did not sign it with this key" in ended.err


def test_two_runs_at_once_do_not_both_sign(look: Look, tmp_path: Path) -> None:
    held = hold(tmp_path / ".seen.lock")
    assert held

    with held:
        ended = look()

    assert ended.code == 6
    assert "another run of this witness" in ended.err
    assert look().code == 0


def test_nothing_is_said_before_it_is_remembered(
    look: Look, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    look()
    before = (tmp_path / "seen").read_bytes()
    monkeypatch.setattr(os, "fsync", full)

    ended = look()

    assert ended.code == 7
    assert ended.out == ""
    assert "seen cannot be written: No space left on device" in ended.err
    assert (tmp_path / "seen").read_bytes() == before


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--log", "hello"), "is not a verifier key"),
        (("--log", str(WITNESS.cosigner)), "signs with it as a witness, not as a log"),
        (("--name", "two words"), "is no name of a key"),
    ],
)
def test_what_no_key_could_be_called_is_refused(
    look: Look, tmp_path: Path, words: tuple[str, str], why: str
) -> None:
    ended = look(*words)

    assert ended.code == 2
    assert why in ended.err
    assert not (tmp_path / "w.key").exists()


def test_a_machine_gets_the_parts(look: Look, tmp_path: Path) -> None:
    told = json.loads(look("-o", "json").out)

    assert told["size"] == 5
    assert told["signed_by"] == [LOG.name, "w.example"]
    assert told["note"] == (tmp_path / "seen").read_text()


@pytest.fixture
def address(keeper: Keeper) -> Iterator[str]:
    """Serve the log."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

    handler = partial(Quiet, directory=str(keeper.folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_a_log_is_read_from_an_address(look: Look, keeper: Keeper, address: str) -> None:
    assert look(where=address).code == 0
    keeper.lay_out(entries(600))
    assert look(where=address).code == 0

    keeper.lay_out(entries(700, "x"))

    assert look(where=address).code == 3
    assert look(where=f"{address}none").code == 5


def test_an_address_that_does_not_answer_is_said(look: Look) -> None:
    ended = look(where="http://127.0.0.1:9")

    assert ended.code == 7
    assert "http://127.0.0.1:9/checkpoint cannot be read" in ended.err


def test_a_witness_needs_no_database_no_settings_and_no_temporal(
    keeper: Keeper, tmp_path: Path
) -> None:
    (tmp_path / "retro.toml").write_text("this is [ not toml")
    words = [
        *("audit", "witness", str(keeper.folder), "--log", str(LOG.verifier)),
        *("--name", "w.example", "--key", str(tmp_path / "k"), "--state", str(tmp_path / "s")),
    ]
    script = (
        "import sys; from cli.main import retro;"
        f"retro.main({words!r}, prog_name='retro', standalone_mode=False);"
        "print([one for one in ('temporalio', 'sqlalchemy') if one in sys.modules])"
    )
    variables = {**os.environ, "RETRO_CONFIG": str(tmp_path / "retro.toml"), "RETRO_ZONE": "Mars"}

    said = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, env=variables, check=False
    )

    assert said.returncode == 0, said.stderr
    assert said.stdout.endswith("\n[]\n")


def test_of_runs_at_the_same_moment_one_signs_and_the_others_step_back(
    keeper: Keeper, tmp_path: Path
) -> None:
    memory = Memory(tmp_path / "seen")
    watching = Witness(WITNESS, Published(str(keeper.folder)), [LOG.verifier], memory)

    def ended(_: int) -> str:
        try:
            return str(watching.look(NOON).checkpoint.size)
        except ConflictError:
            return "stepped back"

    with ThreadPoolExecutor(8) as pool:
        said = {*pool.map(ended, range(40))}

    assert said - {"stepped back"} == {"5"}
    assert checkpoint_from(_seen(tmp_path).text).size == 5
