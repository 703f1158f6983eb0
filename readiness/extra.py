"""What is told where an optional package is missing: the same words and the exact command everywhere.

Each layer raises it as an error of its own family.
"""

from __future__ import annotations

from readiness.translation import _


def advice(package: str, extra: str) -> str:
    """That `package` is needed and not installed, and the command that brings it with the extra of this name."""
    return _("This needs the package {package}, which is not installed. Install it with: {command}").format(
        package=package, command=f"pip install 'breach-readiness[{extra}]'"
    )
