"""Write the pages of the docs that the code says already: `make docs`.

Of the concepts only the diagram is written here; no other page is edited by hand. A test
fails when one of them is stale.
"""

from collections.abc import Callable
from pathlib import Path

from docs.pages import (
    checks,
    commands,
    environment,
    exit_codes,
    lifecycle,
    policy,
    record,
    written,
)

DOCS = Path(__file__).parent

# fmt: off
PAGES: dict[str, Callable[[], str]] = {
    "concepts.md":                lifecycle.concepts,
    "reference/checks.md":        checks.page,
    "reference/commands.md":      commands.page,
    "reference/environment.md":   environment.page,
    "reference/exit-codes.md":    exit_codes.page,
    "reference/lifecycle.md":     lifecycle.page,
    "reference/policy.md":        policy.page,
    "reference/record.md":        record.page,
    "reference/written-rules.md": written.page,
}
# fmt: on


def main() -> None:
    """Write every page, and say which of them changed."""
    for name, page in PAGES.items():
        path, text = DOCS / name, page()
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            print(f"wrote docs/{name}")


if __name__ == "__main__":
    main()
