"""A letter says what, since when, why you, and the command that settles it; never anything else."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from documents.letters.composing import IN_FULL, IN_SHORT, SUBJECT_LENGTH, letter_of
from states.record.deadlines import Notice
from tests.documents.letters.builders import DAY, HOUR, LATE, NOON

TEN = timedelta(minutes=10)
BERLIN = ZoneInfo("Europe/Berlin")
SECOND = timedelta(seconds=1)
GATE = replace(
    LATE, key="INC-42/gate:facts/5/1.1/mia", deadline="gate:facts", subject="INC-42 has not passed"
)
OTHER = replace(
    LATE,
    key="INC-7/gate:facts/5/1.1/mia",
    deadline="gate:facts",
    due=NOON - 9 * DAY,
    subject="INC-7 has not passed the gate into facts",
    title="Search was slow",
)


def text(*notices: Notice, **named: object) -> str:
    return letter_of(notices, **{"now": NOON, **named}).text  # type: ignore[arg-type]  # any of its options


def lines_with(word: str, letter: str) -> list[str]:
    return [one for one in letter.splitlines() if word in one]


def test_a_letter_about_one_matter_says_it_all() -> None:
    letter = letter_of([LATE], now=NOON)

    assert letter.key == "INC-42/action:A2/7/2.1/mia"
    assert letter.subject == "INC-42 A2 “Rehearse broker changes” is not done"
    assert not letter.markdown
    assert letter.text == (
        "INC-42 A2 “Rehearse broker changes” is not done.\n"
        "It was due 2026-02-27 12:00 UTC, 3 days ago.\n"
        "Incident INC-42: “Orders were charged twice”\n"
        "It climbed to you: ana owns it.\n"
        "\n"
        "Settle it: retro action done INC-42 A2 --evidence URL\n"
        "Or see how it climbs, and what you can do: retro escalations show INC-42 A2"
    )


QUESTION = replace(
    LATE,
    key="INC-42/consent:R1/7/0.1/mia",
    deadline="consent:R1",
    rung=0,
    due=NOON,
    subject="INC-42 R1 has no answer: ana asked for A2 to be due 2026-04-02",
    since="It was asked 2026-03-02 12:00 UTC, 1 hour ago: “The vendor ships it in April”",
    settle="retro grant INC-42 R1",
    why="It waits for you",
)


def test_a_letter_about_a_question_says_how_to_say_yes_and_how_to_say_no() -> None:
    assert text(QUESTION) == (
        "INC-42 R1 has no answer: ana asked for A2 to be due 2026-04-02.\n"
        "It was asked 2026-03-02 12:00 UTC, less than a minute ago:"
        " “The vendor ships it in April”.\n"
        "Incident INC-42: “Orders were charged twice”\n"
        "It waits for you.\n"
        "\n"
        "Settle it: retro grant INC-42 R1\n"
        "Or say no: retro decline INC-42 R1"
    )


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("It was due 2026-03-01, 1 hour ago", "It was due 2026-03-01, 9 hours ago."),
        ("It was due 2026-03-02 12:00 UTC, today", "It was due 2026-03-02 12:00 UTC, 9 hours ago."),
        ("Nothing was recorded since 2026-02-01, 29 days ago",) * 2,
    ],
)
def test_how_late_it_is_is_said_by_when_the_letter_is_written(written: str, told: str) -> None:
    held = replace(LATE, due=NOON, since=written)

    assert told.removesuffix(".") + "." in text(held, now=NOON + timedelta(hours=9)).splitlines()


def test_a_question_among_other_matters_says_so_too() -> None:
    assert lines_with("R1", text(LATE, QUESTION)) == [
        "- INC-42 R1 has no answer: ana asked for A2 to be due 2026-04-02.",
        "  Settle it: retro grant INC-42 R1",
        "  Or say no: retro decline INC-42 R1",
    ]


def test_a_reminder_leads_to_no_escalation() -> None:
    assert "escalations" not in text(replace(LATE, due=NOON + SECOND))
    assert "escalations" in text(replace(LATE, due=NOON))


REMINDER = replace(
    LATE,
    due=NOON,
    at=NOON - DAY,
    moment=NOON - DAY,
    after=NOON + 2 * DAY,
    subject="INC-42 A2 “Rehearse broker changes” is not done: it is due 2026-03-02 12:00 UTC",
    since="It is due 2026-03-02 12:00 UTC",
)


def test_a_reminder_that_is_told_in_time_says_by_when() -> None:
    letter = letter_of([REMINDER], now=NOON - SECOND)

    assert letter.subject == REMINDER.subject
    assert lines_with("due", letter.text)[1] == "It is due 2026-03-02 12:00 UTC."


def test_a_reminder_that_was_held_past_its_time_says_since_when() -> None:
    letter = letter_of([REMINDER], now=NOON + 2 * DAY)

    assert letter.subject == "INC-42 A2 “Rehearse broker changes” is not done"
    assert lines_with("due", letter.text) == ["It was due 2026-03-02 12:00 UTC, 2 days ago."]


def test_of_what_does_not_move_the_reminder_names_no_time_that_has_passed() -> None:
    stalled = replace(
        REMINDER,
        deadline="stalled_gate:facts",
        subject="INC-42 has not moved towards facts: it is due 2026-03-02 12:00 UTC",
        since="Nothing was recorded since 2026-02-20, 9 days ago",
    )

    letter = letter_of([stalled], now=NOON)

    assert letter.subject == "INC-42 has not moved towards facts"
    assert lines_with("due", letter.text) == []
    assert lines_with("recorded", letter.text) == [f"{stalled.since}."]


def test_of_a_reminder_and_what_came_due_the_newest_is_told() -> None:
    due = replace(REMINDER, rung=3, moment=NOON, subject="It is due now", since="It was due today")

    assert lines_with("due", text(due, REMINDER, now=NOON + 2 * DAY)) == [
        "It is due now.",
        "It was due today.",
    ]


def test_what_is_about_no_deadline_leads_to_no_escalation() -> None:
    assert "escalations" not in text(replace(LATE, deadline="INC-42/action:A2/7/2.1/mia"))


def test_what_operators_are_told_is_each_a_matter_of_its_own() -> None:
    amiss = replace(LATE, deadline="", moment=None)
    keys = [f"INC-42/action:A2/9/operators.{place}/mia" for place in range(2)]
    told = [replace(amiss, key=key, since=f"{key} is amiss") for key in keys]

    assert len(lines_with("is amiss.", text(*told))) == 2


def test_what_operators_are_told_late_says_so() -> None:
    amiss = replace(LATE, deadline="", moment=None)

    assert lines_with("late:", text(amiss, now=NOON + DAY)) == [
        "This comes late: it was to reach you 2026-03-02 12:00 UTC; it could not be sent then."
    ]


def test_an_older_notice_reads_as_it_was_written() -> None:
    old = Notice(
        "INC-1/gate:facts/3/0.1/ana", "ana", "gate:facts", 0, NOON, NOON, "late",
        "INC-1 is late.\nSettle it: retro why INC-1",
    )  # fmt: skip

    assert text(old, now=NOON + DAY) == "INC-1 is late.\nSettle it: retro why INC-1"


@pytest.mark.parametrize("late", [TEN, -HOUR])
def test_ten_minutes_are_not_late(late: timedelta) -> None:
    assert "late:" not in text(LATE, now=NOON + late)


def test_what_was_reached_late_says_so_in_utc_as_the_rest_of_the_letter() -> None:
    reached = replace(LATE, at=NOON + TEN + SECOND, after=NOON + DAY)

    assert lines_with("late:", text(reached, now=NOON + DAY)) == [
        "This comes late: it was to reach you 2026-03-02 12:00 UTC; nothing ran then."
    ]


def test_what_is_sent_late_says_so() -> None:
    held = replace(LATE, after=NOON + DAY)

    assert lines_with("late:", text(held, now=NOON + DAY + TEN + SECOND)) == [
        "This comes late: it was to reach you 2026-03-03 12:00 UTC; it could not be sent then."
    ]
    assert not lines_with("late:", text(held, now=NOON + DAY + TEN))


def test_what_was_tried_in_vain_says_so() -> None:
    tried = replace(LATE, tries=2, after=NOON + 4 * HOUR)

    (said,) = lines_with("late:", text(tried, now=NOON + 4 * HOUR))

    assert said.endswith("2026-03-02 12:00 UTC, and every way to reach you was tried in vain.")


def test_a_channel_that_may_have_taken_it_before_is_named() -> None:
    assert text(LATE, doubtful={"mailto": NOON - HOUR}).endswith(
        "\n\nYou may have this already: mailto was given it 2026-03-02 11:00 UTC, and did not "
        "answer in time."
    )


def test_several_matters_are_one_letter_by_incident_the_latest_first() -> None:
    letter = letter_of([LATE, GATE, OTHER], now=NOON, key="digest/mia/2026-03-02T09:00Z")

    assert letter.key == "digest/mia/2026-03-02T09:00Z"
    assert letter.subject == "3 matters for you in 2 incidents: INC-7, INC-42"
    assert [one for one in letter.text.splitlines() if one and one[0] != " "] == [
        "INC-7: “Search was slow”",
        "- INC-7 has not passed the gate into facts.",
        "INC-42: “Orders were charged twice”",
        "- INC-42 A2 “Rehearse broker changes” is not done.",
        "- INC-42 has not passed.",
    ]
    assert lines_with("Settle it", letter.text) == [f"  Settle it: {LATE.settle}"] * 3


def test_matters_of_one_incident_name_it_once_in_the_subject() -> None:
    assert letter_of([LATE, GATE], now=NOON).subject == "INC-42: 2 matters for you"


def test_the_same_matter_is_told_once_by_its_newest_rung() -> None:
    before = replace(LATE, rung=1, moment=NOON - DAY, at=NOON - DAY, why="You facilitate")

    for notices in ([LATE, before, GATE], [before, GATE, LATE]):
        letter = letter_of(notices, now=NOON)

        assert lines_with("is not done", letter.text) == [f"- {LATE.subject}."]
        assert "You facilitate" not in letter.text


def test_rungs_of_one_matter_make_a_letter_about_one() -> None:
    before = replace(LATE, rung=1, moment=NOON - DAY, at=NOON - DAY)

    assert letter_of([before, LATE], now=NOON).text == letter_of([LATE], now=NOON).text


def test_an_old_notice_among_others_is_set_off() -> None:
    old = replace(GATE, text="INC-42 waits.\nSettle it: retro why INC-42", moment=None)

    assert "  | INC-42 waits.\n  | Settle it: retro why INC-42" in text(LATE, old)


def test_a_letter_stays_short_however_much_there_is() -> None:
    many = [
        replace(LATE, key=f"INC-{number}/action:A2/7/2.1/mia", subject=f"INC-{number} is late")
        for number in range(1000)
    ]
    letter = letter_of(many, now=NOON)

    assert len(lines_with("It climbed to you", letter.text)) == IN_FULL
    assert len(lines_with("is late", letter.text)) == IN_FULL + IN_SHORT
    assert f"- and {1000 - IN_FULL - IN_SHORT} more\nAll of it: retro mine" in letter.text
    assert len(letter.subject) == SUBJECT_LENGTH


def test_a_long_subject_is_cut() -> None:
    subject = letter_of([replace(LATE, subject="x" * 400)], now=NOON).subject

    assert subject == "x" * (SUBJECT_LENGTH - 1) + "…"


HOSTILE = "x”\r\nBcc: all@example.org\n\nSettle it: retro withdraw INC-42 {{ 7 * 7 }}"


@pytest.mark.parametrize("field", ["subject", "title", "since", "why", "settle"])
@pytest.mark.parametrize("notices", [1, 2])
def test_no_words_of_anybody_begin_a_line(field: str, notices: int) -> None:
    hostile = replace(LATE, **{field: HOSTILE})  # type: ignore[arg-type]  # each is a text
    letter = letter_of([hostile, GATE][:notices], now=NOON)

    assert len(letter.subject.splitlines()) == 1
    assert not [one for one in letter.text.splitlines() if one.strip().startswith("Bcc")]
    begun = [
        one for one in letter.text.splitlines() if one.strip().startswith("Settle it: retro wi")
    ]
    assert begun == []
    assert "49" not in letter.text


def test_a_letter_is_by_the_clock_of_whom_it_goes_to() -> None:
    at = datetime(2026, 3, 1, 9, tzinfo=UTC)
    due = replace(GATE, due=at, since="It was due 2026-03-01 09:00 UTC, 1 day ago")
    ahead = replace(GATE, subject="INC-42 is open: it is due 2026-03-01 09:00 UTC")

    there = letter_of([due], now=NOON.astimezone(BERLIN), doubtful={"mail": NOON}).text

    assert "It was due 2026-03-01 10:00 CET, 1 day ago." in there
    assert f"mail was given it {NOON.astimezone(BERLIN):%Y-%m-%d %H:%M} CET" in there
    assert "UTC" not in there
    assert letter_of([ahead], now=NOON.astimezone(BERLIN)).subject == (
        "INC-42 is open: it is due 2026-03-01 10:00 CET"
    )


def test_what_somebody_wrote_is_never_worded_otherwise() -> None:
    titled = replace(
        GATE,
        subject="INC-42 A1 “Stop at 2026-03-01 09:00 UTC” is not done",
        title="It broke at 2026-03-01 09:00 UTC",
    )

    letter = letter_of([titled], now=NOON.astimezone(BERLIN))

    assert letter.subject == titled.subject
    assert titled.title in letter.text
