"""Three simulated years of quarterly assessments, checked at each step against a slow, obvious reference.

People leave, policies renew, proofs age and the questionnaire changes, over leap days and year ends. The
reference keeps a plain record per question and works out everything anew, day by day where it must.
"""

from __future__ import annotations

import calendar
import math
import random
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cache

import msgspec
import pytest

from readiness.assessment.carrying import carried, confirmed, originals, revised
from readiness.assessment.comparison import Class, compare
from readiness.assessment.departure import with_departed, with_successor
from readiness.assessment.judgement import Judgement, judge, summary
from readiness.assessment.model import (
    Answer,
    Assessment,
    Evidence,
    Organisation,
    Origin,
    PackReference,
    Person,
    Status,
)
from readiness.assessment.people import with_person
from readiness.assessment.plan import times_open
from readiness.assessment.reading import Reading
from readiness.assessment.revisit import Revisit, Why, revisit
from readiness.assessment.schedule import next_due_of
from readiness.questionnaire.index import Index
from readiness.questionnaire.model import FactType, Recheck, ReportedChange
from readiness.questionnaire.vocabulary import Severity, State
from tests.assessment.packs import check, fact, pack

INTERVAL = 90
WEIGHTS = {Severity.CRITICAL: 8, Severity.HIGH: 4, Severity.MEDIUM: 2, Severity.LOW: 1}
VALUES = {"yes": Fraction(1), "partly": Fraction(1, 2)}

QUARTERS = [
    "2027-05-31", "2027-08-31", "2027-11-30", "2027-12-31", "2028-02-29", "2028-05-31", "2028-08-29", "2028-11-30",
    "2028-12-31", "2029-02-28", "2029-05-31", "2030-01-01",
]  # fmt: skip

CHECKS = {f"c{n}": (list(Severity)[n % 4], (3, 6, 12, 24)[n % 3]) for n in range(11)}
"""Check -> its severity, and the months its proof lasts."""
MOVED = ReportedChange(id="moved", label="We moved", reopens=("c2.end", "c6"))


@cache
def version(n: int) -> tuple[Index, PackReference]:
    """Three versions: the second renames c3, drops c4 and adds c10; the third renames c5 and c3 once more."""
    names = {id: id for id in CHECKS if id != ("c10" if n == 1 else "c4")}
    was: dict[str, str] = {}
    if n > 1:
        names["c3"], was["c3"] = "n3", "n3"
    if n > 2:
        names |= {"c3": "m3", "c5": "n5"}
        was |= {"n3": "m3", "c5": "n5", "c3": "m3"}
    facts = {"c1": fact("c1.who", FactType.PERSON), "c2": fact("c2.end", FactType.DATE, expires=True)}
    made = [
        check(
            name, CHECKS[id][0], recheck=Recheck(every=f"{CHECKS[id][1]}mo"), facts=(facts[id],) if id in facts else ()
        )
        for id, name in names.items()
    ]
    index = pack(*made, was=was, changes=(MOVED,))
    return index, PackReference(id="p", version=str(n), sha256=str(n) * 64)


def root(id: str) -> str:
    return {"n3": "c3", "m3": "c3", "n5": "c5"}.get(id, id)


@dataclass(frozen=True)
class Said:
    """What the reference knows of one answer."""

    state: str
    proof: date | None
    by: str
    on: date
    origin: str
    who: str = ""
    end: date | None = None
    stood_by: date | None = None


@dataclass
class World:
    """The reference: a record per question, by its first name."""

    said: dict[str, Said] = field(default_factory=dict)


def months_back(day: date, months: int) -> date:
    year, month = day.year, day.month
    for _step in range(months):
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def is_shown(id: str, said: Said, day: date) -> bool:
    return said.proof is not None and said.proof >= months_back(day, CHECKS[id][1])


def numbers(ids: list[str], world: World, day: date) -> tuple[Fraction, Fraction]:
    """In place and proven, by going through the questions one by one."""
    possible, in_place, proven = Fraction(), Fraction(), Fraction()
    for id in ids:
        weight = WEIGHTS[CHECKS[id][0]]
        possible += weight
        said = world.said.get(id)
        if said is not None:
            in_place += weight * VALUES.get(said.state, Fraction())
            proven += weight * VALUES.get(said.state, Fraction()) if is_shown(id, said, day) else 0
    return 100 * in_place / possible, 100 * proven / possible


def finding(id: str, world: World, day: date) -> str:
    said = world.said.get(id)
    if said is None or said.state == "unknown":
        return "unknown"
    if said.state != "yes":
        return "gap"
    if said.proof is None:
        return "unproven"
    return "" if is_shown(id, said, day) else "stale"


def level(id: str, world: World, day: date) -> tuple[int, bool]:
    said = world.said.get(id)
    state = said.state if said is not None else "unknown"
    return ["no", "unknown", "partly", "yes"].index(state), finding(id, world, day) == ""


def expected_whys(
    ids: list[str], world: World, day: date, *, moved: bool, left: set[str], named: World
) -> dict[str, set[Why]]:
    """Which questions are asked again, and why."""
    again: dict[str, set[Why]] = {}
    for id in ids:
        said = world.said.get(id)
        if said is None:
            again[id] = {Why.NEW}
            continue
        kind = finding(id, world, day)
        whys = {Why(kind)} if kind and kind != "gap" else {Why.OPEN} if kind else set()
        # A no takes the date away.
        if said.end is not None and said.state != "no" and said.end < day + timedelta(days=INTERVAL):
            whys.add(Why.EXPIRING)
        if moved and id in ("c2", "c6"):
            whys.add(Why.CHANGE)
        before = named.said[id]
        if {before.who, before.by, said.by} & left:
            whys.add(Why.PERSON)
        if whys:
            again[id] = whys
    return again


class Years:
    """One organisation through the years."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.world = World()
        self.people = [Person(id="p1", name="Ada One")]
        self.sealed: list[tuple[Assessment, Index, World, date]] = []

    def year(self) -> None:
        for n, text in enumerate(QUARTERS):
            self.quarter(date.fromisoformat(text), 1 if n < 4 else 2 if n < 8 else 3)

    def quarter(self, day: date, number: int) -> None:
        index, reference = version(number)
        ids = [root(id) for id in index.checks]
        if not self.sealed:
            draft = Assessment(id="", organisation="o", pack=reference, created_on=day.isoformat(), people=self.people)
            for id in index.checks:
                draft = self.answer(index, draft, {}, id, day)
        else:
            draft = self.again(index, reference, ids, day)
        self.seal(draft, index, ids, day)

    def again(self, index: Index, reference: PackReference, ids: list[str], day: date) -> Assessment:
        previous, then, _world, _day = self.sealed[-1]
        before = originals(previous, index, reference)
        draft = carried(previous, index, reference)
        named = World({id: said for id, said in self.world.said.items() if id in ids})
        self.world = World({id: replace(said, origin="carried") for id, said in named.said.items()})
        self.matches(draft, index)
        moved = self.rng.random() < 0.4
        draft.reported = ["moved"] if moved else []
        left: set[str] = set()
        if self.rng.random() < 0.4:
            draft, left = self.somebody_leaves(index, draft, day)
        found = self.revisit(draft, index, previous, then, day)
        whys = {root(one.item): set(one.whys) for one in found.again}
        assert whys == expected_whys(ids, self.world, day, moved=moved, left=left, named=named)
        rest = [item for rest in found.rest for item in rest.items]
        assert {root(id) for id in rest} == set(ids) - set(whys)
        for one in found.again:
            if self.rng.random() < 0.5 and one.can_be_confirmed:
                draft = self.confirm(index, draft, before, [one.item], day, named)
            elif self.rng.random() < 0.9:
                draft = self.answer(index, draft, before, one.item, day)
        draft = self.confirm(index, draft, before, [id for id in rest if self.rng.random() < 0.9], day, named)
        self.matches(draft, index)
        return draft

    def revisit(self, draft: Assessment, index: Index, previous: Assessment, then: Index, day: date) -> Revisit:
        return revisit(Reading(index, draft, day, day + timedelta(days=INTERVAL)), previous, then)

    def somebody_leaves(self, index: Index, draft: Assessment, day: date) -> tuple[Assessment, set[str]]:
        present = [person.id for person in draft.people if not person.left_on]
        gone = self.rng.choice(present)
        draft, new = with_person(with_departed(draft, gone, day.isoformat()), Person(id="", name=f"New {day}"))
        self.world = World(
            {id: replace(said, who=new.id) if said.who == gone else said for id, said in self.world.said.items()}
        )
        return with_successor(index, draft, gone, new.id), {gone}

    def confirm(
        self,
        index: Index,
        draft: Assessment,
        before: dict[str, list[Answer]],
        items: list[str],
        day: date,
        named: World,
    ) -> Assessment:
        for id in map(root, items):
            said = self.world.said[id]
            if said.who != named.said[id].who:
                self.world.said[id] = replace(said, origin="changed", on=day, stood_by=None)
            else:
                self.world.said[id] = replace(said, origin="confirmed", stood_by=day)
        return confirmed(draft, before, items, day)

    def answer(
        self, index: Index, draft: Assessment, before: dict[str, list[Answer]], item: str, day: date
    ) -> Assessment:
        rng, id = self.rng, root(item)
        here = [person.id for person in draft.people if not person.left_on]
        state = rng.choices(["yes", "partly", "no", "unknown"], [6, 2, 2, 2])[0]
        proof = day - timedelta(days=rng.randint(0, 500)) if rng.random() < 0.7 else None
        who = rng.choice(here) if id == "c1" else ""
        end = day + timedelta(days=rng.randint(-20, 400)) if id == "c2" else None
        facts = {**({"c1.who": who} if who else {}), **({"c2.end": end.isoformat()} if end else {})}
        given = Answer(
            state=State(state),
            facts=facts,
            respondent=rng.choice(here),
            evidence=[Evidence(description="paper", dated=proof.isoformat())] if proof else [],
        )
        known = self.world.said.get(id)
        origin = "new" if known is None or known.origin == "new" else "changed"
        said = Said(state, proof, given.respondent, day, origin, who, end)
        if known is not None and origin == "changed":
            was = before[item][0]
            if (was.state, was.facts, was.evidence) == (given.state, given.facts, given.evidence):
                said = replace(known, origin="confirmed", stood_by=day)
        self.world.said[id] = said
        return revised(draft, before, item, given, day)

    def matches(self, draft: Assessment, index: Index) -> None:
        """The draft says what the reference says, answer by answer."""
        assert {root(id) for id in draft.answers} == set(self.world.said)
        for item, (answer,) in draft.answers.items():
            said = self.world.said[root(item)]
            assert answer.state is not None
            assert (answer.state.value, answer.origin.value, answer.respondent) == (said.state, said.origin, said.by)
            assert answer.answered_on == said.on.isoformat()
            assert answer.confirmed_on == (said.stood_by.isoformat() if said.stood_by else "")
            assert [one.dated for one in answer.evidence] == ([said.proof.isoformat()] if said.proof else [])
            assert answer.facts.get("c1.who", "") == said.who
            assert index.checks[item]

    def seal(self, draft: Assessment, index: Index, ids: list[str], day: date) -> None:
        final = msgspec.structs.replace(draft, id=day.isoformat(), status=Status.SEALED, as_of=day.isoformat())
        told = judge(index, final, day, INTERVAL)
        earlier = self.sealed[-1][0].times_open if self.sealed else {}
        final = msgspec.structs.replace(final, times_open=times_open(told, earlier))
        told = judge(index, final, day, INTERVAL)
        scores = told.score.numbers
        assert (scores.in_place, scores.proven) == numbers(ids, self.world, day)
        self.due(told)
        world = World(dict(self.world.said))
        if self.sealed:
            self.compared(told, ids, world, day)
        self.sealed.append((final, index, world, day))
        self.counted(final, ids)

    def due(self, told: Judgement) -> None:
        organisation = Organisation(id="o", name="O", created_on="2027-01-01", sealed=[summary(told)])
        found = next_due_of(organisation)
        said = self.world.said["c2"]
        end = said.end if said.state != "no" else None
        day = told.as_of + timedelta(days=1)
        while day < told.as_of + timedelta(days=INTERVAL):
            # The first day in the ninety that is sixty before an end which was out of sight on the day itself.
            if end is not None and (end - told.as_of).days > 90 and (end - day).days == 60:
                break
            day += timedelta(days=1)
        assert found is not None
        assert found.day == day

    def compared(self, told: Judgement, ids: list[str], world: World, day: date) -> None:
        before, then, was, earlier = self.sealed[-1]
        found = compare(judge(then, before, earlier, INTERVAL), told)
        olds = [root(id) for id in then.checks]
        outcomes = {root(point.after or point.before): point.outcome for point in found.points if point.kind == "check"}
        for id in {*ids, *olds}:
            if id not in ids or id not in olds:
                assert outcomes[id] is Class.NOT_COMPARABLE
                continue
            bad = (bool(finding(id, was, earlier)), bool(finding(id, world, day)))
            one, other = level(id, was, earlier), level(id, world, day)
            both = Class.STILL_OPEN if one == other else Class.BETTER if other > one else Class.WORSE
            table = {(False, False): Class.UNCHANGED, (False, True): Class.NEW, (True, False): Class.CLOSED}
            assert outcomes[id] is table.get(bad, both)
        stages = [
            numbers(olds, was, earlier), numbers(ids, was, earlier), numbers(ids, was, day), numbers(ids, world, day)
        ]  # fmt: skip
        assert found.movements is not None
        for n, moved in enumerate((found.movements.in_place, found.movements.proven)):
            values = [stage[n] for stage in stages]
            assert (moved.before, moved.after) == (values[0], values[3])
            assert (moved.questionnaire, moved.stale, moved.answers) == (
                values[1] - values[0], values[2] - values[1], values[3] - values[2]
            )  # fmt: skip
            tenths = moved.tenths
            assert tenths.questionnaire + tenths.stale + tenths.answers == tenths.after - tenths.before
            assert (tenths.before, tenths.after) == (math.floor(values[0] * 10), math.floor(values[3] * 10))
        assert found.movements.in_place.stale == 0
        assert found.movements.proven.stale <= 0
        assert found.origins()[Origin.CARRIED] == sum(said.origin == "carried" for said in world.said.values())

    def counted(self, final: Assessment, ids: list[str]) -> None:
        """How often each question was open in a row, counted back through everything that was sealed."""
        for item in version(int(final.pack.version))[0].checks:
            n = 0
            for _assessment, index, world, day in reversed(self.sealed):
                if root(item) not in map(root, index.checks) or not finding(root(item), world, day):
                    break
                n += 1
            assert final.times_open.get(item, 0) == n


@pytest.mark.parametrize("seed", range(12))
def test_three_years_go_as_the_reference_says(seed: int) -> None:
    years = Years(seed)
    years.year()
    assert len(years.sealed) == len(QUARTERS)
