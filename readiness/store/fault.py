"""What a check-up of a workspace finds, and what can be done about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from readiness.assessment.model import Organisation
from readiness.store.error import DamagedFile, StoreError, shown
from readiness.translation import _


class Cure(StrEnum):
    """What a repair does about a fault."""

    TIGHTEN = "tighten"
    """Take other users' access away."""
    SWEEP = "sweep"
    """Remove a file that was being written when a crash came, and that nobody was ever told is saved."""
    RECOVER = "recover"
    """Bring a file back from its trail or its previous version; the damaged one gets another name."""
    RENEW_PREVIOUS = "renew_previous"
    """Make the sound present version the previous one too; the damaged one gets another name."""
    REOPEN = "reopen"
    """Open the organisation for writing, which completes what a crash interrupted."""
    REBUILD = "rebuild"
    """Make the summary rows anew from the assessments."""
    FETCH = "fetch"
    """Store a questionnaire again, from those that came with the program."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, or worth knowing.

    Attributes:
        path: the file or folder it is about.
        words: what is wrong, as a sentence for people.
        cure: what a repair would do; None when nothing can be done here.
        damage: the error behind it, where a file is damaged.
        is_advice: worth knowing, but the workspace is sound with it.
    """

    path: Path
    words: str
    cure: Cure | None = None
    damage: DamagedFile | None = None
    is_advice: bool = False


@dataclass(slots=True)
class Examination:
    """What was looked at, and what was found.

    Attributes:
        workspace: the folder.
        faults: what is wrong or worth knowing, in the order it was found.
        organisations: those that can be read.
        assessments: how many were looked at.
        files: how many files the workspace holds.
        pinned: the hashes of the questionnaires that assessments need.
    """

    workspace: Path
    faults: list[Fault] = field(default_factory=list)
    organisations: list[Organisation] = field(default_factory=list)
    assessments: int = 0
    files: int = 0
    pinned: set[str] = field(default_factory=set)

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong; advice doesn't count."""
        return all(fault.is_advice for fault in self.faults)

    @property
    def namesakes(self) -> list[str]:
        """Names that more than one organisation has."""
        names = Counter(one.name for one in self.organisations)
        return sorted(name for name, count in names.items() if count > 1)


def told(path: Path, problem: StoreError) -> Fault:
    """A fault from the error that reading a file ended with."""
    damage = problem if isinstance(problem, DamagedFile) else None
    about = problem.path or path
    return Fault(about, str(problem), Cure.RECOVER if damage is not None else None, damage)


def said(path: Path, words: str, cure: Cure | None = None, *, is_advice: bool = False) -> Fault:
    """A fault in words, with the name of its file before them."""
    return Fault(path, _("'{file}': {words}").format(file=shown(path), words=words), cure, is_advice=is_advice)


def curable(faults: Iterable[Fault]) -> list[Fault]:
    """Those that a repair can do something about."""
    return [fault for fault in faults if fault.cure is not None]
