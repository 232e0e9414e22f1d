"""What an auditor takes home, file by file: evidence, what it is about, and how it is checked.

The same history makes the same bytes; only the manifest and the report say who asked, and when.
"""

import json
from collections.abc import Iterator

from cli.records.exhibits import exhibit_of
from cli.records.manifest import Order, manifest_of
from cli.showing.evidence_page import evidence_lines
from ledger import bundle
from store.log.evidence import Evidence

Files = Iterator[tuple[str, bytes]]


def files_of(order: Order, evidence: Evidence) -> Files:
    """Write the files of a bundle, entries as soon as their history is read.

    Raises:
        BrokenHistoryError: something is not what was written.
    """
    yield from _frame(evidence)
    exhibits = []
    for past in evidence.histories:
        for entry in past.entries:
            yield from bundle.entry_files(entry)
        exhibits.append(exhibit_of(past, texts=order.texts))
    yield bundle.SEALS, b"".join(line for one in exhibits for line in one.seals)
    named = {digest for one in exhibits for digest in one.named}
    for digest, text in sorted(evidence.policies(named).items()):
        yield bundle.policy_path(digest), text.encode()
    manifest = manifest_of(order, evidence, exhibits)
    yield bundle.MANIFEST, f"{json.dumps(manifest, indent=2)}\n".encode()
    yield bundle.REPORT, "".join(f"{one}\n" for one in evidence_lines(manifest, exhibits)).encode()
    yield bundle.VERIFY, bundle.verify_text().encode()


def _frame(evidence: Evidence) -> Files:
    yield bundle.CHECKPOINT, str(evidence.note).encode()
    yield bundle.KEYS, bundle.key_lines(*evidence.keys)
    yield bundle.WITNESSES, bundle.key_lines(*evidence.witnesses)
    for one in evidence.earlier:
        yield from bundle.earlier_files(one)
