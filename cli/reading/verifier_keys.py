"""The keys and names under which logs and witnesses sign, as options take them."""

from typing import Any

import click

from ledger.note import COSIGNATURE, ED25519, KEY, VerifierKey, verifier_from


class LogKey(click.ParamType[VerifierKey]):
    """The verifier key of a log: NAME+ID+KEY."""

    name = "key"

    def convert(self, value: Any, param: Any, ctx: Any) -> VerifierKey:
        """Read a key, or refuse it."""
        try:
            key = verifier_from(str(value))
        except ValueError as error:
            self.fail(f"{error} · whoever keeps the log has it: retro audit keys", param, ctx)
        if key.kind != ED25519:
            self.fail(f"{key.name} signs with it as a witness, not as a log", param, ctx)
        return key


class SignerName(click.ParamType[str]):
    """The name under which a witness signs."""

    name = "name"

    def convert(self, value: Any, param: Any, ctx: Any) -> str:
        """Take a name that a key can have, or refuse it."""
        try:
            VerifierKey(str(value), COSIGNATURE, bytes(KEY))
        except ValueError as error:
            self.fail(f"{error} · such as witness.example.org/retro", param, ctx)
        return str(value)


LOG_KEY, SIGNER_NAME = LogKey(), SignerName()
