"""Small packs and assessments built straight from structs, in few words."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from readiness.assessment.model import Answer, Assessment, Evidence, PackReference, Party, Person, Status
from readiness.assessment.reading import Reading
from readiness.questionnaire.condition import Condition
from readiness.questionnaire.index import Index
from readiness.questionnaire.loader import load_pack
from readiness.questionnaire.model import (
    Addressee,
    Band,
    Caps,
    Check,
    ConflictRule,
    Cost,
    Effort,
    Fact,
    FactType,
    FirmSize,
    Pack,
    Recheck,
    Respondent,
    Section,
)
from readiness.questionnaire.vocabulary import Severity, State

TODAY = date(2026, 11, 21)
SHIPPED = Path(__file__).parents[2] / "questionnaires" / "breach-readiness"
WEIGHTS = {Severity.CRITICAL: 8.0, Severity.HIGH: 4.0, Severity.MEDIUM: 2.0, Severity.LOW: 1.0}
BANDS = (
    Band(id="ready", label="Ready on paper", at_least=85),
    Band(id="nearly", label="Nearly ready on paper", at_least=65),
    Band(id="partly", label="Partly ready", at_least=40),
    Band(id="not", label="Not ready", at_least=0),
)
SIZE = FirmSize(fact="about.staff", largest={"tiny": 9, "small": 49, "large": None})


@cache
def shipped() -> Index:
    """The pack that ships."""
    return Index(load_pack(SHIPPED))


def when(written: Any) -> Condition | None:
    """A condition from plain values."""
    return None if written is None else Condition.parse(written)


def fact(id: str, type: FactType = FactType.TEXT, ask_if: Any = None, **more: Any) -> Fact:
    """A fact, asked at yes and partly."""
    return Fact(id=id, type=type, label=more.pop("label", f"Label of {id}"), ask_if=when(ask_if), **more)


def check(id: str, severity: Severity = Severity.HIGH, **more: Any) -> Check:
    """A check with texts made from its id."""
    given = {
        "code": id.upper(),
        "question": f"Is {id} so?",
        "yes_means": "It is so.",
        "partly_means": "It is half so.",
        "good": f"{id} holds",
        "bad": f"{id} does not hold",
        "if_not": f"{id} fails",
        "why": f"Why {id}.",
        "evidence": f"A paper about {id}.",
        "severity_why": "Because.",
        "first_step": f"Begin with {id}.",
        "steps": (f"Begin with {id}.", f"End with {id}."),
        "effort": Effort(low=1, high=2),
        "cost": Cost.C0,
        "recheck": Recheck(every="12mo"),
        "respondent": Respondent.OWNER,
        "ask": Addressee.OWNER,
    }
    given.update(more)
    given["ask_if"] = when(given.get("ask_if"))
    given["implied_no_if"] = when(given.get("implied_no_if"))
    return Check(id=id, severity=severity, **given)


def rule(id: str, condition: Any = None, severity: Severity = Severity.HIGH, **more: Any) -> ConflictRule:
    """A conflict rule with texts made from its id."""
    given = {
        "title": f"Title of {id}",
        "sentence": f"Sentence of {id}.",
        "why": f"Why {id}.",
        "settle_with": Addressee.OWNER,
        "steps": (f"Settle {id}.",),
    }
    given.update(more)
    return ConflictRule(id=id, code=id.upper(), severity=severity, when=when(condition), **given)


def pack(*checks: Check, about: tuple[Fact, ...] = (), rules: tuple[ConflictRule, ...] = (), **more: Any) -> Index:
    """An index of one section `main` with these checks, and an opening section with these facts."""
    opening = Section(section="about", code="ABO", title="About you", scored=False, facts=about)
    given: dict[str, Any] = {
        "sections": (opening, Section(section="main", code="MAIN", title="Main", short="Main", checks=checks)),
        "weights": WEIGHTS,
        "bands": BANDS,
        "caps": Caps(keystone="not", critical="partly", critical_partly="nearly"),
        "rules": rules,
    }
    given.update(more)
    return Index(
        Pack(format=1, id="p", version="1", title="P", language="en", as_of=TODAY.isoformat(), **given),
    )


def answer(state: State | str | None = None, proof: str = "", **more: Any) -> Answer:
    """An answer; `proof` is the date of its evidence."""
    evidence = [Evidence(description="minute", dated=proof)] if proof else more.pop("evidence", [])
    return Answer(state=State(state) if state is not None else None, evidence=evidence, **more)


def assessment(answers: dict[str, Any] | None = None, *, sealed: bool = True, **more: Any) -> Assessment:
    """An assessment; an answer may be a state, an `Answer`, or a list of them; other values are opening facts."""
    given = {id: _answers(id, value) for id, value in (answers or {}).items()}
    reference = PackReference(id="p", version="1", sha256="0" * 64)
    filled: dict[str, Any] = {
        "id": "a1",
        "organisation": "o1",
        "pack": reference,
        "created_on": TODAY.isoformat(),
        "as_of": TODAY.isoformat(),
        "status": Status.SEALED if sealed else Status.DRAFT,
        "people": [
            Person(id="dana", name="Dana Ruiz"),
            Person(id="sam", name="Sam Okafor", role="office manager"),
            Person(id="ines", name="Ines Brandt", employer="northline"),
        ],
        "parties": [Party(id="northline", name="Northline IT"), Party(id="harbour", name="Harbour Response")],
    }
    filled.update(more)
    return Assessment(answers=given, **filled)


def _answers(id: str, value: Any) -> list[Answer]:
    if isinstance(value, Answer):
        return [value]
    if isinstance(value, list) and all(isinstance(one, Answer) for one in value):
        return value
    if isinstance(value, str) and value in list(State) and not id.startswith("about."):
        return [answer(value)]
    return [Answer(facts={id: value})]


def reading(index: Index, answers: dict[str, Any] | None = None, **more: Any) -> Reading:
    """A reading of such an assessment, with the next one due in 90 days."""
    next_due = more.pop("next_due", date(2027, 2, 19))
    return Reading(index, assessment(answers, **more), TODAY, next_due)
