"""A criterion as the sentence that `policies.language.measurable` reads back."""

from states.record.actions import Criterion, Drill, Metric, NoRecurrence, Test


def sentence_of(criterion: Criterion) -> str:
    """Write a criterion as a person would say it to `--verify`."""
    match criterion:
        case Metric():
            unit = f" {criterion.unit}" if criterion.unit else ""
            source = f" from {criterion.source}" if criterion.source else ""
            held = f"{criterion.comparator.value} {criterion.threshold}{unit}"
            return f"{criterion.name} {held} for {criterion.window_days} days{source}"
        case NoRecurrence(days):
            return f"no recurrence for {days} days"
        case Test(suite):
            return f"test: {suite}"
        case Drill(scenario):
            return f"drill: {scenario}"
