"""The page of a simulation says what matters first, and leaves nothing out without saying so."""

from cli.showing.simulation_page import Told, simulation_lines
from policies.simulating.calls import Called
from policies.simulating.past import Window
from policies.simulating.setting import Replayed
from policies.simulating.simulation import Simulation
from states.record.context import Context
from tests.builders import DAY, NOON

TOLD = Told("payments@2.0.0")


def page(*calls: Called, is_cut: bool = False) -> list[str]:
    replays = (Replayed("INC-1", Context(), calls=calls, is_cut=is_cut),)
    return [*simulation_lines(Simulation(replays, Window(NOON - DAY, NOON)), TOLD, None)]


def test_an_escalation_that_would_have_reached_nobody_says_so() -> None:
    lines = page(Called("gate:facts", (), None, NOON))

    assert lines[-1].split() == ["INC-1", "gate:facts", "nobody", "—", "2026-03-10", "12:00"]


def test_escalations_are_counted_as_they_were_and_as_they_would_have_been() -> None:
    lines = page(
        Called("gate:facts", ("ana",), None, NOON),
        Called("gate:facts", ("ben",), NOON, None),
        Called("gate:factors", ("ben",), NOON, None),
        Called("gate:facts", ("fay",), NOON, NOON - DAY),
        Called("gate:facts", ("rob",), NOON, NOON),
    )

    assert lines[2] == "! 3 escalations, 4 were raised: 1 new, 2 no longer, 1 at another time"
    assert "rob" not in "\n".join(lines)


def test_escalations_without_end_are_cut_and_named() -> None:
    call = Called("gate:facts", ("ana",), NOON, NOON)

    cut = "! INC-1: its escalations have no end, and only the first are told"
    assert cut in page(call, is_cut=True)
    assert cut not in page(call)
