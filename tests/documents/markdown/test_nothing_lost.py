"""Every word of a file is in the draft, or something says that it is not."""

import json
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from documents.draft import Draft
from documents.markdown.headings import HEADINGS
from documents.markdown.reading import Reading
from states.codec import from_json, to_json
from tests.documents.markdown.reads import read

WORD = re.compile(r"qz\d+q", re.IGNORECASE)
NAMES = [name for names in HEADINGS.values() for name in names.split(" | ")]
COLUMNS = ["Time", "Date", "Event", "Who", "Source", "Owner", "Ticket", "Due", "Status", "", "Type"]
TIMES = [
    "",
    "10:05 ",
    "10:05 UTC – ",
    "2026-03-01 10:05: ",
    "Mar 1 ",
    "2026-03-01 ",
    "25:99 ",
    "03/04/2026 10:00 ",
    "**10:05** ",
    "10:05-10:20 ",
]
# “@” stands for a word that no other place has.
SENTENCES = [
    "@",
    "@ @",
    "**@**: @",
    "[@](https://a.example/@) @",
    "[@](https://a.example/@) [@](https://a.example/@)",
    "![@](https://a.example/@.png)",
    "`@` <@> <b>@</b>",
    "@ <br> @ \\* &amp; @",
    "@ (owner: @, due 2026-03-09) @",
    "[x] @ OPS-7 @",
    "(P7) @",
    "@ <!-- @ --> @",
]

names = st.sampled_from(NAMES)
sentences = st.one_of(
    st.sampled_from(SENTENCES),
    st.builds("{}: @".format, names),
    st.builds("**{}:** @".format, names),
)
entries = st.builds("{}{}".format, st.sampled_from(TIMES), sentences)
paragraphs = st.lists(entries, min_size=1, max_size=3).map("\n".join)
cells = st.one_of(entries, st.sampled_from(["", "2026-03-09"]))


@st.composite
def tables(draw: st.DrawFn) -> str:
    header = draw(st.lists(st.sampled_from(COLUMNS) | names, min_size=1, max_size=4))
    width = len(header)
    rows = draw(
        st.lists(st.lists(cells, min_size=max(1, width - 1), max_size=width + 1), max_size=3)
    )
    return "\n".join(f"| {' | '.join(row)} |" for row in (header, ["---"] * width, *rows))


def _indented(text: str) -> str:
    return text.replace("\n", "\n  ")


def _bullets(below: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    items = st.builds("- {}\n  {}".format, entries, below.map(_indented)) | entries.map(
        "- {}".format
    )
    return st.lists(items, min_size=1, max_size=3).map("\n".join)


blocks = st.recursive(
    paragraphs
    | tables()
    | entries.map("```\n{}\n@\n```".format)
    | names.map("<details><summary>{}</summary>\n@ <i>@</i>\n".format)
    | st.just("[@]: https://a.example/@")
    | names.map("**{}**".format)
    | names.map("{}:".format),
    lambda below: _bullets(below) | below.map(lambda one: "> " + one.replace("\n", "\n> ")),
    max_leaves=4,
)
headings = st.builds(
    "{} {}{}".format,
    st.sampled_from(["#", "##", "###"]),
    names | st.sampled_from(["@", "Appendix", "1 March 2026"]),
    st.sampled_from(["", "", " (@)", " – @", ": @", " @"]),
)
fronts = st.lists(st.builds("{}: {}".format, names | st.just("layout"), sentences), max_size=3).map(
    lambda lines: "\n".join(("---", *lines, "---"))
)
documents = st.builds(
    "{}\n\n{}".format,
    st.just("") | fronts,
    st.lists(headings | blocks, min_size=1, max_size=7).map("\n\n".join),
)


def _with_words(text: str) -> str:
    pieces = text.split("@")
    return "".join(f"{piece}qz{n}q" for n, piece in enumerate(pieces[:-1])) + pieces[-1]


def _told(reading: Reading) -> str:
    unread = [one.text for one in reading.unread]
    return json.dumps([to_json(reading.draft), unread, reading.notes])


def _words_in(text: str) -> set[str]:
    return {word.lower() for word in WORD.findall(text)}


@given(documents, st.sampled_from(["", "Europe/Copenhagen"]))
@settings(max_examples=400, deadline=None)
def test_every_word_is_in_the_draft_or_named(document: str, zone: str) -> None:
    text = _with_words(document)

    assert _words_in(text) - _words_in(_told(read(text, zone))) == set()


@given(documents)
@settings(max_examples=200, deadline=None)
def test_every_draft_can_be_stored(document: str) -> None:
    draft = read(_with_words(document), "UTC").draft

    assert from_json(Draft, to_json(draft)) == draft


MARKDOWN = st.text(
    alphabet=st.sampled_from("#-*>|`[]()!<>&;:\\ \n\t0123ab/+_~@&#x20;\u202e\x07\ud800")
)


@given(st.text() | MARKDOWN | documents.map(lambda text: text[::-1]))
@settings(max_examples=400, deadline=None)
def test_any_text_is_read_and_can_be_stored(text: str) -> None:
    reading = read(text)

    assert from_json(Draft, to_json(reading.draft)) == reading.draft
    assert all(0 <= one.line <= text.count("\n") + text.count("\r") + 1 for one in reading.unread)


@given(st.text(max_size=40), st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_any_front_matter_and_any_cell_is_read(name: str, said: str) -> None:
    reading = read(
        f"---\ntitle: {said}\n{name}: {said}\n---\n\n| {name} | {said} |\n|--|--|\n| {said} | 1 |\n"
    )

    assert from_json(Draft, to_json(reading.draft)) == reading.draft
