"""Where the bundled data lies: `questionnaires/` and `reports/`, in a wheel, an editable install or a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def bundled(name: str) -> Path:
    """The bundled folder `questionnaires` or `reports`.

    Raises:
        FileNotFoundError: neither beside the package (wheel) nor above it (checkout).
    """
    for candidate in (_PACKAGE / "data" / name, _PACKAGE.parent / name):
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(f"the folder '{name}' is not part of this installation")
