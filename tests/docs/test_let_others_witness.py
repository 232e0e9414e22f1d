"""What the how-to for witnesses tells people to type and to write down works as it says."""

import re
import subprocess
from pathlib import Path

from cli.installation.log_keeping import log_to_keep
from cli.installation.settings import load_settings
from tests.cli.offline import terminal
from tests.docs.pages import PROJECT, steps_in

PAGE = (PROJECT / "docs" / "how-to" / "let-others-witness.md").read_text(encoding="utf-8")
OPENSSL = [step.typed for step in steps_in(PAGE) if step.typed.startswith("openssl")]

AUTHORITY = """
[ tsa ]
default_tsa = here
[ here ]
serial = serial
crypto_device = builtin
signer_cert = tsa-ca.pem
signer_key = tsa.key
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256
"""
NEW_AUTHORITY = (
    "openssl req -x509 -newkey rsa:2048 -nodes -keyout tsa.key -out tsa-ca.pem -days 2"
    " -subj /CN=tsa.example.org -addext extendedKeyUsage=critical,timeStamping"
)
REPLY = "openssl ts -reply -config tsa.cnf -queryfile checkpoint.tsq -out checkpoint.tsr"


def _run(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(line.split(), cwd=folder, capture_output=True, text=True, check=False)


def test_the_settings_of_the_page_name_a_witness(tmp_path: Path) -> None:
    (block,) = re.findall(r"^```toml\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    (tmp_path / "retro.toml").write_text(block)

    (witness,) = load_settings(tmp_path, {}).witnesses

    assert witness.place == "https://witness.example.org/retro-witnessed"


def test_a_timestamp_is_asked_for_and_verified_as_the_page_says(tmp_path: Path) -> None:
    here = terminal(tmp_path)
    log_to_keep(here.app()).refresh(here.now)
    (tmp_path / "checkpoint.txt").write_text(here("audit", "checkpoint").out)
    (tmp_path / "tsa.cnf").write_text(AUTHORITY)
    (tmp_path / "serial").write_text("01\n")
    query, verify = OPENSSL

    for line in (NEW_AUTHORITY, query, REPLY):
        ran = _run(line, tmp_path)
        assert ran.returncode == 0, ran.stderr

    assert "Verification: OK" in _run(verify, tmp_path).stdout
    with (tmp_path / "checkpoint.txt").open("a") as file:
        file.write("more")
    assert _run(verify, tmp_path).returncode != 0
