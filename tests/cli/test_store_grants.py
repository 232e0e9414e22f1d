"""The rights of each role are printed for whoever owns the database to give them."""

from tests.cli.offline import Terminal


def test_a_worker_gets_what_it_needs_and_a_reader_less(here: Terminal) -> None:
    ended = here("store", "grants", "retro_worker", "a reader")

    lines = ended.out.splitlines()
    assert ended.code == 0
    assert lines[0].startswith("REVOKE ALL ON entries, ")
    assert lines[0].endswith(' FROM "retro_worker", "a reader";')
    assert lines[1].startswith("GRANT SELECT ON entries, ")
    assert 'GRANT INSERT ON entries TO "retro_worker";' in lines
    assert 'GRANT INSERT, UPDATE, DELETE ON incidents TO "retro_worker";' in lines
    assert not any("installation" in line for line in lines[2:])


def test_a_worker_is_named(here: Terminal) -> None:
    assert here("store", "grants").code == 2
