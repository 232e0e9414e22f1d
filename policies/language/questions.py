"""Questions that help a room find conditions instead of culprits (R34), by category."""

from states.record.factors import Category

# fmt: off
QUESTIONS: dict[Category, tuple[str, ...]] = {
    Category.PEOPLE: (
        "What did this look like to whoever was there, before the outcome was known?",
        "What would someone new have needed to know, and where would they have found it?",
        "Who had to be reached, and what made that hard at that hour?",
    ),
    Category.PROCESS: (
        "What made it easy to do it this way, and hard to do it another?",
        "Which step was skipped because it usually costs more than it gives?",
        "Where would this have been caught if everything had gone as written?",
    ),
    Category.PRODUCT: (
        "What had to be true for users to notice, and for how many was it?",
        "Which promise to users did the design rest on, and who knew of it?",
        "What could have failed for fewer users, or more gently?",
    ),
    Category.TECHNOLOGY: (
        "What had to be true for this to fail at all, and since when was it true?",
        "Which limit, default or dependency mattered that nobody could see?",
        "What stopped it from becoming worse, and would it do so again?",
    ),
    Category.COMMUNICATION: (
        "Who knew something that somebody else needed, and what kept it from reaching them?",
        "Which alert, page or message was unclear, late, or one of too many?",
        "What did users and neighbouring teams hear, and when?",
    ),
    Category.ENVIRONMENT: (
        "What else was going on at that time: load, a freeze, a migration, a holiday?",
        "Which pressure of time or cost made the risk look worth taking?",
        "What changed outside our control, and how did we learn of it?",
    ),
}
# fmt: on

OPENING = (
    "What made this easy to happen?",
    "What had to be true for it to happen?",
    "What went better than it might have, and why?",
)
"""Asked before any category is chosen."""
