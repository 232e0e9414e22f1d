"""Live once, where others are forked from: what that builds they need not build again."""

from pathlib import Path
from tempfile import TemporaryDirectory

from connectors.apprise_channel import AppriseChannel
from tests.faults.desk import live
from tests.faults.house import furnished

with TemporaryDirectory(prefix="retro-faults-") as _folder:
    _url = f"sqlite:///{_folder}/retro.db"
    furnished(_url).dispose()
    live(_url, Path(_folder) / "diary", "INC-1", "warm")
    # The first address makes apprise read all of its services.
    AppriseChannel("json://localhost/", "warm")
