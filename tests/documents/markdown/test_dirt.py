"""Whatever lies in a file, its words are read, and what is taken out of it is named."""

import time

import pytest

from states.values import TEXT_LIMIT
from tests.documents.markdown.reads import read, unread, when_and_what
from tests.documents.markdown.samples import part, timeline

# Twice what is promised: what must fail here is time that grows with the square of the length.
SECONDS = 4


def test_line_ends_and_a_byte_order_mark_do_not_matter() -> None:
    text = part("Impact", "No mail.", "", "No search.")

    assert read("\ufeff" + text.replace("\n", "\r\n")) == read(text)
    assert read(text.replace("\n", "\r")) == read(text)


def test_control_characters_are_left_out_and_named() -> None:
    reading = read("A \x07disk\u202e was &#x202E;full&#13; &#10;&#38;&#99999999;.\n")

    assert reading.draft.context.effect.split() == ["A", "disk", "was", "full", "&."]
    assert [(one.line, one.why) for one in reading.unread] == [
        (
            1,
            "control characters were left out: U+0007, U+202E, &#x202E;, &#13;, &#99999999;",
        )
    ]


def test_surrogates_are_left_out() -> None:
    assert read("A disk\ud800.\n").draft.context.effect == "A disk."


def test_comments_are_noted_and_keep_their_lines() -> None:
    reading = read("<!-- first\nand second --><!---->\n\nStatus: final <!-- so so -->\n")

    assert reading.notes[:2] == (
        "line 1: left out a comment: first and second",
        "line 4: left out a comment: so so",
    )
    assert reading.unread[0].line == 4


def test_a_comment_in_code_is_code() -> None:
    reading = read(part("Impact", "```html", "<!-- kept -->", "```", "--> <!-- open"))

    assert reading.draft.impact.scope == "<!-- kept -->\n\n--> <!-- open"


def test_html_shows_its_words_and_addresses() -> None:
    reading = read(
        part(
            "Impact",
            "<p>No <b>mail</b> for <host><br>see &amp; hear",
            "<img src='https://i.example/a.png'>",
            "</p>",
            "",
            'Also <a href="https://a.example">search</a> on <host>',
        )
    )

    assert reading.draft.impact.scope == (
        "No mail for <host>\nsee & hear\n(https://i.example/a.png)\n\n"
        "Also  (https://a.example)search on <host>"
    )


def test_images_and_links_keep_their_addresses() -> None:
    reading = read(
        part("Impact", "![a graph](https://g.example) of [mail][1]", "", "[1]: https://m.example")
    )

    assert reading.draft.impact.scope == "a graph (https://g.example) of mail (https://m.example)"
    assert reading.unread == ()


def test_an_image_without_words_is_its_address() -> None:
    assert read(part("Impact", "![](a.png)")).draft.impact.scope == "(a.png)"


def test_a_definition_no_link_uses_is_named() -> None:
    reading = read(part("Impact", "None.", "", "[1]: https://m.example"))

    assert unread(reading) == [(7, "[1]: https://m.example", "no link uses this definition")]


def test_an_address_too_long_for_the_record_is_named() -> None:
    address = "https://a.example/" + "a" * 500
    reading = read(part("Impact", f"[graph]({address})"))

    assert reading.draft.impact.scope == "graph"
    assert unread(reading) == [(5, address, "an address too long for the record")]


def test_a_list_nested_too_deep_is_named() -> None:
    deep = [f"{'  ' * depth}- level {depth}" for depth in range(40)]
    reading = read(part("Lessons learned", *deep))

    (learning,) = reading.draft.learnings
    named = {one.text for one in reading.unread}
    assert {f"- level {n}" for n in range(40) if f"level {n}\n" not in learning.text} - named <= {
        "- level 28"
    }
    assert {one.why for one in reading.unread} == {"nested too deep to read"}


def test_a_text_over_the_limit_is_cut_between_words_and_the_rest_named() -> None:
    reading = read(part("Impact", "word " * 2500))
    scope, rest = reading.draft.impact.scope, reading.unread[0].text

    assert len(scope) <= TEXT_LIMIT
    assert f"{scope} {rest}" == ("word " * 2500).strip()
    assert reading.unread[0].why == "longer than 10,000 characters: this is the rest"


def test_a_word_over_the_limit_is_cut() -> None:
    reading = read(part("Impact", "w" * (TEXT_LIMIT + 1)))

    assert unread(reading) == [(3, "w", "longer than 10,000 characters: this is the rest")]


def test_a_second_text_that_does_not_fit_is_named() -> None:
    text = part("Impact", "a " * 4000, "", "## Impact", "", "b " * 4000)
    reading = read(text)

    assert reading.draft.impact.scope == ("a " * 4000).strip()
    assert reading.unread[0].why == "with this, scope would exceed 10,000 characters"


def test_a_title_is_one_line() -> None:
    reading = read("# " + "long " * 150)

    assert len(reading.draft.context.title) <= 500
    assert reading.unread[0].why == "longer than 500 characters: this is the rest"


@pytest.mark.parametrize("text", ["", "\n", "\ufeff", "   \n\t\n", "# \n"])
def test_an_empty_file_is_an_empty_draft(text: str) -> None:
    reading = read(text)

    assert reading.draft.context.title == "disk"
    assert reading.unread == ()
    assert reading.notes == ("took the title from the file’s name: disk",)


def test_tabs_smart_quotes_and_quotes_are_text() -> None:
    reading = read(timeline("* 10:05\t“disk” isn’t\tfull", "", "> * 10:06 `quoted`"))

    assert when_and_what(reading) == ["03-01 10:05 “disk” isn’t\tfull", "03-01 10:06 quoted"]


def test_a_heading_within_a_quote_or_a_list_is_text() -> None:
    reading = read(part("Impact", "> ## Timeline", "", "- # Actions", "  | a | b |", "  |--|--|"))

    assert reading.draft.impact.scope == "Timeline\n\n- Actions\n  a | b"


@pytest.mark.parametrize(
    "text",
    [
        timeline(*(f"- 10:05 disk `sda` full on [n7](https://n.example), {'so ' * 40}",) * 6_000),
        part("Action items", *("- Grow the disk (owner: ana, due 2026-03-09) OPS-7",) * 13_000),
        part("Impact", *("No mail and no search for anybody, all day long.",) * 20_000),
        part("Log", "```", *("2026-03-01 10:05:00 disk full",) * 30_000, "```"),
        timeline("- 10:05" + " " * 1_000_000 + "disk full"),
        part("Impact", "[" * 9_000),
        "<!-- a -->\n" * 90_000,
        "<!--" * 250_000,
        "# " + "jan " * 250_000,
    ],
    ids=["timeline", "actions", "prose", "code", "spaces", "brackets", "comments", "open", "title"],
)
def test_a_large_file_is_read_in_seconds(text: str) -> None:
    before = time.process_time()
    read(text)

    assert time.process_time() - before < SECONDS
