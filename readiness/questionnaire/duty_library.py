"""The bundled file of duties, from the cache of parsed files where it has not changed."""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from pathlib import Path

import msgspec

from readiness.questionnaire.cache import intact, keep, kept_at
from readiness.questionnaire.duty_model import DUTY_FORMAT, DutyFile
from readiness.questionnaire.identity import PackError, dec_hook, enc_hook
from readiness.resources import bundled
from readiness.translation import _

DUTIES_FILE = "notification-duties.yaml"
"""Name of the bundled file, beside the packs."""


def bundled_duties(folder: Path | None = None) -> DutyFile:
    """The file of duties that comes with the program; its parsed form is kept in `folder`, if one is given.

    Raises:
        PackError: the file is damaged; every problem is named.
    """
    path = bundled("questionnaires") / DUTIES_FILE
    kept = kept_at(folder, path) if folder is not None else None
    if kept is not None:
        with suppress(OSError, PackError):
            return duties_from_bytes(intact(kept.read_bytes()))
    from readiness.questionnaire.duty_loader import load_duties  # noqa: PLC0415  # brings yaml, not needed from the cache

    file = load_duties(path)
    if kept is not None:
        with suppress(OSError):
            keep(kept, duties_bytes(file))
    return file


def duties_bytes(file: DutyFile) -> bytes:
    """The canonical bytes of a file of duties, as JSON."""
    return msgspec.json.encode(file, enc_hook=enc_hook)


def duties_from_bytes(data: bytes) -> DutyFile:
    """The file of duties written by `duties_bytes`.

    Raises:
        PackError: not the bytes of such a file in this format.
    """
    try:
        file = _decoder().decode(data)
    except (msgspec.MsgspecError, RecursionError, ValueError) as error:
        raise PackError(_("these are not the bytes of a file of duties: {reason}").format(reason=error)) from error
    if file.format != DUTY_FORMAT:
        message = _("format {found} of a file of duties is not known; {known} is")
        raise PackError(message.format(found=file.format, known=DUTY_FORMAT))
    return file


@cache
def _decoder() -> msgspec.json.Decoder[DutyFile]:
    return msgspec.json.Decoder(DutyFile, dec_hook=dec_hook)
