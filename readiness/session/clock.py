"""The time, taken once at the edge of the program and handed down from there.

Nothing below this layer looks at a clock. `--today` fixes the day that is judged; the moments written
beside changes stay real, because the trail says when something was typed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime


def local_now() -> datetime:
    """The present moment, with the offset of this machine."""
    return datetime.now().astimezone()


@dataclass(frozen=True, slots=True)
class Clock:
    """What the time is, and which day is judged."""

    now: Callable[[], datetime] = local_now
    day: date | None = None
    """Stands in for today, when it was given on the command line."""

    @property
    def today(self) -> date:
        """The day that is judged and that answers are dated with."""
        return self.day if self.day is not None else self.now().date()

    @property
    def moment(self) -> str:
        """The present moment as it is stored, to the second."""
        return self.now().isoformat(timespec="seconds")
