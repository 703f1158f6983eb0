"""Handing a file to the program that opens such files on this computer."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path


def open_file(path: Path) -> bool:
    """Open a file or folder; False where nothing can. The path is one argument, never a command line."""
    if sys.platform == "win32":
        os.startfile(path)  # noqa: S606 - a file this program wrote, or its folder
        return True
    opener = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
    if opener is None:
        return False
    try:
        subprocess.Popen(  # noqa: S603 - a fixed program with one absolute path
            [opener, str(path.absolute())],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return False
    return True
