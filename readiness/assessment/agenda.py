"""The order in which a pass asks: opening screens, then sections, or the blocks of a shorter pass."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from readiness.assessment.scope import FIRST_SCREENS, Scope
from readiness.questionnaire.model import Fact, ModeBlock, Section

_BEFORE = "before-"


class GroupKind(StrEnum):
    """What the items of a group have in common."""

    SCREEN = "screen"
    SECTION = "section"
    BLOCK = "block"


@dataclass(frozen=True, slots=True)
class Group:
    """Items that belong together: a screen of opening facts, a section, or a block of a shorter pass."""

    id: str
    title: str
    short: str
    kind: GroupKind
    items: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...] = ()
    """Screens only: the facts of each line; some may belong to a check and be asked early."""
    in_hand: str = ""
    ends_with: str = ""
    paper: str = ""
    """Blocks only: id of the document that is finished with it."""


def agenda(scope: Scope) -> tuple[Group, ...]:
    """Every group of a scope in order, with items that may turn out hidden.

    An opening screen called `before-<section>` comes right before that section, the others come first.
    """
    pack = scope.index.pack
    screens = [screen for section in pack.sections for screen in _screens(scope, section)]
    if scope.mode is not None:
        return (*screens, *(_block(scope, block) for block in scope.mode.blocks))
    named = {section.section for section in pack.sections if section.checks}
    groups = [screen for screen in screens if _section_after(screen) not in named]
    for section in pack.sections:
        if section.checks:
            groups += [screen for screen in screens if _section_after(screen) == section.section]
            groups.append(_section(section))
    return tuple(groups)


def _section_after(screen: Group) -> str:
    return screen.id.rpartition(f":{_BEFORE}")[2] if f":{_BEFORE}" in screen.id else ""


def _section(section: Section) -> Group:
    ids = tuple(check.id for check in section.checks)
    return Group(section.section, section.title, section.short or section.title, GroupKind.SECTION, ids)


def _block(scope: Scope, block: ModeBlock) -> Group:
    return Group(
        id=block.id,
        title=block.title,
        short=block.title,
        kind=GroupKind.BLOCK,
        items=tuple(id for id in block.checks if id in scope.index.checks),
        in_hand=block.in_hand,
        ends_with=block.ends_with,
        paper=block.paper,
    )


def _screens(scope: Scope, section: Section) -> Iterator[Group]:
    by_screen: dict[str, list[Fact]] = {}
    for fact in section.facts:
        if fact.id in scope.items:
            by_screen.setdefault("" if fact.screen in FIRST_SCREENS else fact.screen, []).append(fact)
    for screen, facts in by_screen.items():
        listed = [] if screen else [line.facts for line in section.opening_screen]
        told = {id for line in listed for id in line}
        yield Group(
            id=f"{section.section}:{screen}" if screen else section.section,
            title=section.title,
            short=section.short or section.title,
            kind=GroupKind.SCREEN,
            items=tuple(fact.id for fact in facts),
            lines=(*listed, *((fact.id,) for fact in facts if fact.id not in told)),
        )
