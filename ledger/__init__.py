"""Canonical entries, hash tree, signed checkpoints, bundles, verification; pure."""
