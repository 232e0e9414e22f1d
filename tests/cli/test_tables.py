"""A table fits its terminal, and no word in it is broken."""

from cli.showing.tables import Column, pair_lines, table_lines

KEY = Column("incident", ("INC-1", "INC-2026-0143"))
DUE = Column("due", ("2026-03-11T12:00:00Z", ""))
NEXT = Column("next_gate", ("actions_ticketed", "facts"))
TITLE = Column("title", ("Checkout failed while webhooks were retried", "Mail was late"))
WHAT = Column("what", ("“Cap webhook retries at five” is not done", "the gate is open"))
COMMAND = Column("command", ("retro action done INC-1 A1 --evidence URL", "retro advance INC-2"))
FIRST = Column("first", ("nothing says who and what was affected, or when", ""))


def table(width: int, *columns: Column, spare: tuple[str, ...] = ()) -> list[str]:
    return [*table_lines(columns, width, spare)]


def test_what_fits_is_as_wide_as_it_needs_to_be() -> None:
    assert table(120, KEY, DUE, TITLE) == [
        "incident       due                   title",
        "INC-1          2026-03-11T12:00:00Z  Checkout failed while webhooks were retried",
        "INC-2026-0143                        Mail was late",
    ]


def test_a_title_is_cut_where_it_does_not_fit() -> None:
    assert table(60, KEY, DUE, TITLE)[1:] == [
        "INC-1          2026-03-11T12:00:00Z  Checkout failed while…",
        "INC-2026-0143                        Mail was late",
    ]


def test_a_title_of_several_lines_is_cut_to_one() -> None:
    title = Column("title", ("Mail was\nlate for everybody", "x"))

    assert table(31, KEY, title)[1:] == ["INC-1          Mail was late f…", "INC-2026-0143  x"]


def test_what_a_list_can_spare_goes_before_a_title_is_scant() -> None:
    assert table(60, KEY, NEXT, DUE, TITLE, spare=("next_gate",))[0] == (
        "incident       due                   title"
    )


def test_only_as_much_is_spared_as_must_be() -> None:
    assert table(55, KEY, NEXT, DUE, spare=("next_gate", "due"))[0] == (
        "incident       next gate         due"
    )
    assert table(50, KEY, NEXT, DUE, spare=("next_gate", "due"))[0] == "incident       due"


def test_a_title_is_scant_before_rows_fall_apart() -> None:
    assert table(50, KEY, DUE, TITLE)[1] == "INC-1          2026-03-11T12:00:00Z  Checkout fai…"


def test_other_texts_go_on_in_the_next_line() -> None:
    assert table(40, KEY, WHAT)[1:] == [
        "INC-1          “Cap webhook retries at",
        "               five” is not done",
        "INC-2026-0143  the gate is open",
    ]


def test_a_command_is_whole_and_stands_beside_or_below() -> None:
    assert table(120, KEY, WHAT, COMMAND)[1].endswith("is not done  " + COMMAND.cells[0])
    assert table(50, KEY, WHAT, COMMAND) == [
        "incident       what",
        "INC-1          “Cap webhook retries at five” is",
        "               not done",
        "     retro action done INC-1 A1 --evidence URL",
        "INC-2026-0143  the gate is open",
        "     retro advance INC-2",
    ]


def test_prose_stands_below_where_it_would_be_too_narrow() -> None:
    assert table(50, KEY, FIRST)[1:3] == [
        "INC-1          nothing says who and what was",
        "               affected, or when",
    ]
    assert table(44, KEY, FIRST) == [
        "incident",
        "INC-1",
        "     nothing says who and what was affected,",
        "     or when",
        "INC-2026-0143",
    ]


def test_where_nothing_helps_each_row_is_lines_of_its_own() -> None:
    assert table(34, KEY, DUE) == [
        "incident  INC-1",
        "due       2026-03-11T12:00:00Z",
        "",
        "incident  INC-2026-0143",
        "due",
    ]


def test_no_word_is_broken_at_any_width() -> None:
    columns = (KEY, NEXT, DUE, WHAT, COMMAND)
    words = {word for one in columns for cell in one.cells for word in cell.split()}

    for width in range(10, 130):
        told = {word for line in table(width, *columns) for word in line.split()}
        assert words <= told, width


def test_wide_letters_take_two_columns() -> None:
    assert table(40, Column("a", ("日本", "b")), Column("c", ("1", "2")))[1:] == [
        "日本  1",
        "b     2",
    ]


def test_names_and_what_they_stand_for_are_aligned() -> None:
    pairs = [("name", "Ana Diaz of the payments team"), ("manager", "mia")]

    assert [*pair_lines(pairs, 25)] == [
        "name     Ana Diaz of the",
        "         payments team",
        "manager  mia",
    ]
    assert [*pair_lines([], 25)] == []
