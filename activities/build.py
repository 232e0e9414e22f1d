"""Which build of Retrogate runs here; every entry says which one wrote it."""

from importlib.metadata import version

BUILD = version("retrogate")
