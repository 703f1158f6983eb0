"""A picture that somebody hands in: looked at as what it says it is, and made anew, small enough to keep.

A new picture holds the points of the old one and nothing else: no place where a photo was taken, no name of a
camera, nothing that another reader would trip over. Pillow reads it, which ReportLab brings.
"""

from __future__ import annotations

import struct
import warnings
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from PIL import Image, ImageOps

from readiness.report.output import ReportError
from readiness.translation import _

FORMATS: Final = ("PNG", "JPEG")
LARGEST_FILE: Final = 5 * 1024 * 1024
"""Bytes of a picture that is handed in."""

_MOST_POINTS = 25_000_000
_ROOM = (600, 200)
"""Points across and down of what is kept: 50 by 17 mm at 300 an inch."""
_LARGEST_PNG = 96 * 1024
"""Bytes above which a picture is a photograph, and kept as one."""
_QUALITY = 85
_DAMAGE = (OSError, SyntaxError, ValueError, EOFError, LookupError, TypeError, struct.error, zlib.error)
"""What Pillow says to bytes that are no picture."""


class PictureRefused(ReportError):
    """A file that is no picture that can be used; the message says what is accepted."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that can be drawn: its bytes, and its points across and down."""

    data: bytes
    width: int
    height: int


def picture(data: bytes) -> Picture:
    """The picture in these bytes, as it was made here before.

    Raises:
        PictureRefused: they are none, or more than was ever kept.
    """
    image = _read(data)
    if image.width > _ROOM[0] or image.height > _ROOM[1]:
        raise _refused()
    return Picture(data, image.width, image.height)


def fitted(data: bytes) -> Picture:
    """A picture that is handed in, made anew: upright, on white, and no larger than a document needs.

    Raises:
        PictureRefused: it is no PNG or JPEG, damaged or far too large.
    """
    image = ImageOps.exif_transpose(_read(data))
    # In two steps, as only this mode of all tells every way of being transparent.
    seen = image.convert("RGBA")
    seen.thumbnail(_ROOM, Image.Resampling.LANCZOS)
    flat = Image.new("RGB", seen.size, "white")
    flat.paste(seen, mask=seen.getchannel("A"))
    made = _written(flat, "PNG", optimize=True)
    if len(made) > _LARGEST_PNG:
        made = _written(flat, "JPEG", quality=_QUALITY)
    return Picture(made, flat.width, flat.height)


def _written(image: Image.Image, format: str, **how: bool | int) -> bytes:
    buffer = BytesIO()
    image.save(buffer, format, **how)
    return buffer.getvalue()


def _read(data: bytes) -> Image.Image:
    if len(data) > LARGEST_FILE:
        raise _refused()
    try:
        with warnings.catch_warnings():
            # What is beyond bounds is refused here; Pillow would only warn of it.
            warnings.simplefilter("ignore")
            image = Image.open(BytesIO(data), formats=FORMATS)
            if image.width * image.height > _MOST_POINTS:
                raise _refused()
            image.load()
    except (*_DAMAGE, Image.DecompressionBombError) as damage:
        raise _refused() from damage
    return image


def _refused() -> PictureRefused:
    text = _("a picture is needed: a PNG or JPEG file of at most {n} MB and 25 million points")
    return PictureRefused(text.format(n=LARGEST_FILE // 1024**2))
