"""A PDF behind a passphrase: AES-256 as PDF 2.0 has it (revision 6). The only home of `pypdf`."""

from __future__ import annotations

import io
from importlib.util import find_spec

from readiness.extra import advice
from readiness.report.formats import MissingRenderer
from readiness.report.output import ReportError
from readiness.translation import _

SHORTEST = 8
"""Characters of a passphrase, as for a workspace."""

_ALGORITHM = "AES-256"


def require() -> None:
    """See before the work begins that a PDF can be protected.

    Raises:
        MissingRenderer: a package is not installed.
    """
    for module in ("pypdf", "cryptography"):
        if find_spec(module) is None:
            raise MissingRenderer(advice(module, "protect"))


def accepted(passphrase: str) -> str:
    """The passphrase, if it is long enough.

    Raises:
        ReportError: it is too short.
    """
    if len(passphrase) < SHORTEST:
        raise ReportError(_("The passphrase needs at least {n} characters.").format(n=SHORTEST))
    return passphrase


def protected(pdf: bytes, passphrase: str) -> bytes:
    """The PDF, which nobody reads without the passphrase; not twice the same bytes, for salts are random.

    Raises:
        MissingRenderer: a package is not installed.
        ReportError: the passphrase is too short.
    """
    require()
    from pypdf import PdfReader, PdfWriter  # noqa: PLC0415 - an optional extra

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    writer.encrypt(user_password=accepted(passphrase), algorithm=_ALGORITHM)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()
