"""The two numbers, the band and what caps it, exactly as a reader can redo them by hand.

Everything is a fraction until it is shown. A percentage is shown rounded down, so that a number never
looks better than the band beside it. An accepted risk changes nothing here.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from readiness.assessment.conflicts import Conflict
from readiness.assessment.proof import Proof, proof
from readiness.assessment.reading import Reading
from readiness.questionnaire.model import Band, Check
from readiness.questionnaire.vocabulary import Severity, State
from readiness.translation import _, ngettext


@dataclass(frozen=True, slots=True)
class Tally:
    """The checks of one severity: how many count, and the sums of their state values."""

    severity: Severity
    weight: Fraction
    checks: int
    in_place: Fraction
    """Sum of state values (yes 1, partly 1/2, else 0)."""
    proven: Fraction
    """The same, where a check counts only with proof."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """In place and proven over some checks, with the counts they come from."""

    tallies: tuple[Tally, ...]
    states: dict[State, int]
    """Number of visible checks per state; an unanswered one is `unknown` here."""
    unanswered: int
    hidden: int
    """Checks that were not asked because of an earlier answer or the size of the firm."""

    @property
    def checks(self) -> int:
        """Number of checks that count."""
        return sum(tally.checks for tally in self.tallies)

    @property
    def in_place(self) -> Fraction | None:
        """Percent said to be so; None when no check counts."""
        return self._percent(sum((tally.weight * tally.in_place for tally in self.tallies), Fraction()))

    @property
    def proven(self) -> Fraction | None:
        """Percent shown to be so; None when no check counts."""
        return self._percent(sum((tally.weight * tally.proven for tally in self.tallies), Fraction()))

    def _percent(self, earned: Fraction) -> Fraction | None:
        possible = sum((tally.weight * tally.checks for tally in self.tallies), Fraction())
        return 100 * earned / possible if possible else None


class CapKind(StrEnum):
    """Why a band is held down."""

    KEYSTONE = "keystone"
    CRITICAL = "critical"
    CRITICAL_PARTLY = "critical_partly"


@dataclass(frozen=True, slots=True)
class Cap:
    """The best band that open points allow, and the points."""

    kind: CapKind
    band: Band
    asked: int
    """Number of critical points that were asked, to say "8 of 21"."""
    checks: tuple[str, ...]
    conflicts: tuple[str, ...] = ()

    @property
    def reason(self) -> str:
        """The reason in words; it counts points and names none, as some are for counsel only."""
        return _listed(_reasons((self,)))


@dataclass(frozen=True, slots=True)
class Score:
    """The verdict of one assessment over its scope."""

    numbers: Numbers
    sections: dict[str, Numbers]
    """By section id; sections without a check in the scope are left out."""
    critical_asked: int
    critical_closed: int
    band: Band | None
    """None while a critical check was not asked, for a draft, and when no check counts."""
    uncapped: Band | None
    """The band by the number alone."""
    caps: tuple[Cap, ...]
    not_asked: tuple[str, ...]
    """Critical checks that were not asked, which keep a band from being shown."""

    @property
    def holding(self) -> tuple[Cap, ...]:
        """The caps that hold the band below what the number alone would give."""
        limit = self.uncapped.at_least if self.uncapped is not None else 0
        return tuple(cap for cap in self.caps if cap.band.at_least < limit)

    @property
    def is_capped(self) -> bool:
        """Whether the band is lower than the number alone would give."""
        return bool(self.holding)

    @property
    def reason(self) -> str:
        """All that stands against a better band, in words and counts; empty when nothing does."""
        return _listed(_reasons(self.caps))


def _reasons(caps: Iterable[Cap]) -> list[str]:
    """The counts behind some caps; with the closed ones, those that are missing and half there make up all points."""
    by_kind = {cap.kind: cap for cap in caps}
    parts = [_("nobody is in charge")] if CapKind.KEYSTONE in by_kind else []
    critical, half = by_kind.get(CapKind.CRITICAL), by_kind.get(CapKind.CRITICAL_PARTLY)
    missing = len(critical.checks) if critical is not None else 0
    if missing:
        words = ngettext("{n} critical point is missing", "{n} critical points are missing", missing)
        parts.append(words.format(n=missing))
    if half is not None:
        n = len(half.checks)
        alone = ngettext(
            "{n} critical point is only partly in place", "{n} critical points are only partly in place", n
        )
        parts.append((_("{n} only partly in place") if missing else alone).format(n=n))
    if critical is not None and critical.conflicts:
        n = len(critical.conflicts)
        words = ngettext("{n} critical conflict between answers", "{n} critical conflicts between answers", n)
        parts.append(words.format(n=n))
    return parts


def _listed(parts: list[str]) -> str:
    if len(parts) < 3:
        return _(" and ").join(parts)
    return _("{parts}, and {last}").format(parts=", ".join(parts[:-1]), last=parts[-1])


def shown(percent: Fraction | None) -> int | None:
    """A percentage as it is printed: whole, rounded down."""
    return None if percent is None else math.floor(percent)


def score(reading: Reading, conflicts: Iterable[Conflict]) -> Score:
    """The numbers, band and caps. Unanswered checks count as unknown; a draft gets no band."""
    pack = reading.index.pack
    sections = _by_section(reading)
    overall = together(sections.values())
    critical = [check for check in pack_critical(reading) if reading.state(check.id) is not State.NOT_APPLICABLE]
    asked = [check for check in critical if check.id in reading.scope.items]
    not_asked = tuple(
        check.id for check in critical if check not in asked or not (reading.is_sealed or reading.counted(check.id))
    )
    uncapped = None if overall.in_place is None else _band_for(pack.bands, overall.in_place)
    caps = _caps(reading, asked, conflicts)
    lowest = min((cap.band for cap in caps), key=lambda band: band.at_least, default=uncapped)
    capped = lowest if uncapped is None or lowest is None or lowest.at_least < uncapped.at_least else uncapped
    return Score(
        numbers=overall,
        sections=sections,
        critical_asked=len(asked),
        critical_closed=sum(reading.state(check.id) is State.YES for check in asked),
        band=None if not_asked or uncapped is None or not reading.is_sealed else capped,
        uncapped=uncapped,
        caps=caps,
        not_asked=not_asked,
    )


def pack_critical(reading: Reading) -> tuple[Check, ...]:
    """Every critical check of the pack, whatever the scope."""
    return tuple(check for check in reading.index.checks.values() if check.severity is Severity.CRITICAL)


def numbers(reading: Reading, checks: Collection[Check]) -> Numbers:
    """In place and proven over these checks."""
    asked = [check for check in checks if reading.is_visible(check.id)]
    states = dict.fromkeys(State, 0)
    counting: dict[Severity, list[Check]] = {severity: [] for severity in Severity}
    unanswered = 0
    for check in asked:
        state = reading.state(check.id)
        unanswered += state is None
        states[state or State.UNKNOWN] += 1
        if state is not State.NOT_APPLICABLE:
            counting[check.severity].append(check)
    tallies = tuple(_tally(reading, severity, those) for severity, those in counting.items())
    return Numbers(tallies, states, unanswered, hidden=len(checks) - len(asked))


def together(parts: Iterable[Numbers]) -> Numbers:
    """The numbers of several groups of checks as one."""
    parts = tuple(parts)
    tallies = tuple(_merged(severity, [part.tallies[rank] for part in parts]) for rank, severity in enumerate(Severity))
    states = {state: sum(part.states[state] for part in parts) for state in State}
    return Numbers(tallies, states, sum(part.unanswered for part in parts), sum(part.hidden for part in parts))


def _merged(severity: Severity, tallies: list[Tally]) -> Tally:
    return Tally(
        severity=severity,
        weight=tallies[0].weight if tallies else Fraction(),
        checks=sum(tally.checks for tally in tallies),
        in_place=sum((tally.in_place for tally in tallies), Fraction()),
        proven=sum((tally.proven for tally in tallies), Fraction()),
    )


def _tally(reading: Reading, severity: Severity, checks: list[Check]) -> Tally:
    weight = Fraction(str(reading.index.pack.weights.get(severity, 0)))
    answered = [(check, answer) for check in checks if (answer := reading.counted(check.id)) is not None]
    values = [(reading.score(check.id, answer), proof(reading, check) is Proof.SHOWN) for check, answer in answered]
    return Tally(
        severity=severity,
        weight=weight,
        checks=len(checks),
        in_place=_sum([value for value, _is_shown in values]),
        proven=_sum([value for value, is_shown in values if is_shown]),
    )


def _sum(values: list[Fraction]) -> Fraction:
    # Over one denominator: adding fractions one by one is slow.
    common = math.lcm(*(value.denominator for value in values))
    return Fraction(sum(value.numerator * (common // value.denominator) for value in values), common)


def _by_section(reading: Reading) -> dict[str, Numbers]:
    found: dict[str, Numbers] = {}
    for section in reading.index.pack.sections:
        checks = [check for check in section.checks if check.id in reading.scope.items]
        if checks:
            found[section.section] = numbers(reading, checks)
    return found


def _band_for(bands: Iterable[Band], percent: Fraction) -> Band:
    falling = sorted(bands, key=lambda band: band.at_least, reverse=True)
    return next((band for band in falling if percent >= Fraction(str(band.at_least))), falling[-1])


def _caps(reading: Reading, critical: Iterable[Check], conflicts: Iterable[Conflict]) -> tuple[Cap, ...]:
    """What holds the band down, lowest first."""
    pack = reading.index.pack
    bands = {band.id: band for band in pack.bands}
    critical = tuple(critical)
    n = len(critical)
    caps = []
    keystones = [check for check in reading.scope.checks if check.keystone and reading.is_visible(check.id)]
    leaderless = tuple(c.id for c in keystones if reading.state(c.id) not in (State.YES, State.PARTLY))
    if leaderless:
        caps.append(Cap(CapKind.KEYSTONE, bands[pack.caps.keystone], n, leaderless))
    open_checks = tuple(c.id for c in critical if reading.state(c.id) in (State.NO, State.UNKNOWN, None))
    clashes = tuple(conflict.id for conflict in conflicts if conflict.severity is Severity.CRITICAL)
    if open_checks or clashes:
        caps.append(Cap(CapKind.CRITICAL, bands[pack.caps.critical], n, open_checks, clashes))
    halves = tuple(c.id for c in critical if reading.state(c.id) is State.PARTLY)
    if halves:
        caps.append(Cap(CapKind.CRITICAL_PARTLY, bands[pack.caps.critical_partly], n, halves))
    return tuple(caps)
