"""A plan changes what a draft says otherwise, nothing else, and only once."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from documents.draft import Draft
from documents.plan import FieldChange, Plan, PlanStep, plan
from states.commands import Add, Edit, Remove, Revise, Set
from states.record.actions import Action, Comparator, Metric, Priority, Verification
from states.record.context import Context, Impact
from states.record.factors import Factor
from states.record.facts import Fact, FactKind, WentWell
from states.record.retrospective import COLLECTIONS, Retrospective
from tests.documents.builders import drafts, numbered, unhurried

NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)
PAGED = Fact("T1", NOON, FactKind.DETECTION, "the pager went off", "ana")
ASLEEP = Fact("T2", text="the replica was asleep")
PAGER = WentWell("G1", "the pager")
ALERT = Action("A1", "alert on lag", "ana", date(2026, 3, 1), factors=("F1",))
RECORD = Retrospective(
    "INC-42",
    context=Context(title="no orders", services=("db",)),
    timeline=(PAGED, ASLEEP),
    went_well=(PAGER,),
    actions=(ALERT,),
)
DRAFT = Draft(
    "INC-42",
    context=RECORD.context,
    timeline=RECORD.timeline,
    went_well=RECORD.went_well,
    actions=RECORD.actions,
)
LISTS = frozenset(row.name for row in COLLECTIONS)


def test_a_draft_that_says_the_same_changes_nothing() -> None:
    same = plan(RECORD, DRAFT)

    assert same == Plan()
    assert same.is_empty


def test_what_a_draft_does_not_speak_about_is_left_alone() -> None:
    assert plan(RECORD, Draft()).is_empty
    assert plan(RECORD, Draft(), frozenset()).is_empty


def test_a_list_that_a_draft_speaks_about_is_complete() -> None:
    emptied = plan(RECORD, Draft(), frozenset({"went_well"}))

    assert emptied.revise == Revise(remove=(Remove("G1"),))
    assert emptied.steps == (PlanStep("-", "G1", "went-well", "the pager"),)


def test_an_item_is_known_by_its_id() -> None:
    reworded = replace(ASLEEP, text="the replica lagged", source="https://example.com/lag")
    changed = plan(RECORD, Draft(timeline=(reworded, PAGED)))

    assert changed.revise == Revise(edit=(Edit(ASLEEP, reworded),))
    assert changed.steps == (
        PlanStep(
            "~",
            "T2",
            "fact",
            "the replica lagged",
            (
                FieldChange("text", "the replica was asleep", "the replica lagged"),
                FieldChange("source", "", "https://example.com/lag"),
            ),
        ),
    )


def test_an_item_without_an_id_is_known_by_its_words() -> None:
    changed = plan(RECORD, Draft(went_well=(WentWell(text="the pager"),)))

    assert changed.is_empty


def test_a_fact_without_an_id_is_known_by_its_words_and_its_moment() -> None:
    earlier = replace(PAGED, id="", at=NOON.replace(hour=11))
    changed = plan(RECORD, Draft(timeline=(earlier, replace(ASLEEP, id=""))))

    assert changed.revise == Revise(add=(Add(earlier),), remove=(Remove("T1"),))


def test_an_item_that_a_draft_names_is_not_known_by_its_words_as_well() -> None:
    twin = WentWell(text="the pager")
    changed = plan(RECORD, Draft(went_well=(twin, replace(PAGER, text="the pager woke us"))))

    assert changed.revise == Revise(
        add=(Add(twin),), edit=(Edit(PAGER, replace(PAGER, text="the pager woke us")),)
    )


def test_items_that_say_the_same_are_known_one_by_one() -> None:
    twins = replace(RECORD, went_well=(PAGER, replace(PAGER, id="G2")))
    changed = plan(twins, Draft(went_well=3 * (WentWell(text="the pager"),)))

    assert changed.revise == Revise(add=(Add(WentWell(text="the pager")),))


def test_an_item_of_an_unknown_id_is_added_under_it() -> None:
    factor = Factor("F7", "nobody watched", top=True)
    changed = plan(RECORD, Draft(factors=(factor,)))

    assert changed.revise == Revise(add=(Add(factor),))
    assert changed.steps == (PlanStep("+", "F7", "factor", "nobody watched"),)


def test_an_id_that_comes_twice_is_added_the_second_time() -> None:
    changed = plan(RECORD, Draft(went_well=(PAGER, PAGER)))

    assert changed.revise == Revise(add=(Add(PAGER),))


def test_a_single_is_changed_as_a_whole() -> None:
    impact = Impact(scope="all orders", users_affected=0)
    changed = plan(RECORD, Draft(impact=impact), frozenset({"context", "impact"}))

    assert changed.revise == Revise(
        set=(Set(RECORD.context, Context()), Set(RECORD.impact, impact))
    )
    assert changed.steps == (
        PlanStep(
            "~",
            "",
            "context",
            "",
            (FieldChange("title", "no orders", ""), FieldChange("services", "db", "")),
        ),
        PlanStep(
            "~",
            "",
            "impact",
            "",
            (FieldChange("scope", "", "all orders"), FieldChange("users_affected", "", "0")),
        ),
    )


def test_every_kind_of_field_can_be_shown() -> None:
    promised = replace(
        ALERT,
        due=date(2026, 4, 1),
        priority=Priority.P1,
        factors=("F1", "F2"),
        top=True,
        verification=Verification(Metric("lag", Comparator.BELOW, Decimal(5), "s", 30, "")),
    )
    (step,) = plan(RECORD, Draft(actions=(promised,))).steps

    assert step.changes == (
        FieldChange("due", "2026-03-01", "2026-04-01"),
        FieldChange("priority", "", "P1"),
        FieldChange("factors", "F1", "F1, F2"),
        FieldChange(
            "verification",
            "",
            '{"criterion": {"name": "lag", "comparator": "<", "threshold": "5", "unit": "s", '
            '"window_days": 30, "type": "metric"}}',
        ),
        FieldChange("top", "false", "true"),
    )


@unhurried
@given(drafts, st.sets(st.sampled_from(sorted(LISTS))))
def test_applied_twice_nothing_changes(draft: Draft, parts: set[str]) -> None:
    assert plan(numbered(draft), draft, frozenset(parts)).is_empty


@unhurried
@given(drafts)
def test_every_change_is_shown_and_sent(after: Draft) -> None:
    changed = plan(RECORD, after, LISTS | {"context", "impact", "meeting"})
    revise = changed.revise

    signs = [step.sign for step in changed.steps]
    assert signs.count("+") == len(revise.add)
    assert signs.count("~") == len(revise.edit) + len(revise.set)
    assert signs.count("-") == len(revise.remove)
