"""Write a file so that it is there as a whole, or as it was, whenever the power fails."""

import os
from pathlib import Path


def write_whole(file: Path, content: bytes) -> None:
    """Put `content` where whatever `file` held was; raises `OSError`.

    When this returns, the disk has it: what was promised on the strength of it holds.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f".{file.name}.new")
    with draft.open("wb") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())
    draft.replace(file)
    _settle(file.parent)


def _settle(folder: Path) -> None:
    # Until the folder is on the disk, too, the name may still lead to what the file was.
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
