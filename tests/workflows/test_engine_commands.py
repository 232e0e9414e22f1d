"""What the engine asks by itself has an id: the same when it is said again, and of its own else."""

from datetime import UTC, datetime, timedelta

from states.addressing import RESERVED, must_be_genuine
from states.commands import ConfirmErrand, ConfirmNotice
from workflows.engine_commands import confirm, tick

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
LANDED = ConfirmNotice("INC-42/gate:facts/7/0.1/fay", "chat", NOON)
IN_VAIN = ConfirmNotice(LANDED.key, "", NOON, undelivered="550 no such person")
LATER = ConfirmNotice(LANDED.key, "", NOON + timedelta(hours=1), undelivered="550 no such person")


def test_what_landed_is_confirmed_once_for_ever() -> None:
    assert confirm("INC-42", LANDED).id == "sent/INC-42/gate:facts/7/0.1/fay"
    assert confirm("INC-42", ConfirmErrand("e1", "noted")).id == "sent/e1"


def test_each_time_in_vain_is_said_under_a_name_of_its_own() -> None:
    ids = {confirm("INC-42", one).id for one in (LANDED, IN_VAIN, LATER)}

    assert len(ids) == 3
    assert confirm("INC-42", IN_VAIN).id in ids


def test_nobody_else_may_use_such_an_id() -> None:
    for one in (tick("INC-42", "1"), confirm("INC-42", LANDED), confirm("INC-42", IN_VAIN)):
        must_be_genuine(one)
        assert one.id.startswith(RESERVED)
