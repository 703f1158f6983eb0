"""Facts and proof, one prompt each. One-letter replies are keys; everything else is a value."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto

from msgspec.structs import replace

from readiness.assessment.interview import Interview
from readiness.assessment.model import Answer, Evidence
from readiness.assessment.words import value_words
from readiness.plain.console import Console, EndOfInput
from readiness.questionnaire.model import Check, Fact, FactType
from readiness.questionnaire.value import day
from readiness.questionnaire.vocabulary import State, Value, ValueRefused
from readiness.session.error import AnswerRefused
from readiness.session.sitting import Session
from readiness.translation import _, ngettext

MOST_LISTED = 14
"""Choices that are listed with a question; longer lists on demand."""

_BY_NUMBER = (FactType.CHOICE, FactType.CHOICES)
_CLAIMS = (State.YES, State.PARTLY)


class Went(Enum):
    """How the user left a field."""

    ON = auto()
    BACK = auto()


def ask_fact(console: Console, session: Session, item_id: str, fact: Fact, state: State | None = None) -> Went:
    """Ask for one fact, until it is given, skipped or left.

    Raises:
        EndOfInput: there is no more input, or `q` was typed.
        StoreError: it could not be kept; what was kept before is.
    """
    if fact.sensitive and not session.keeps_sensitive:
        console.say(
            _("{label}: write it on the printed card by hand; it is not kept here. {where}").format(
                label=fact.label, where=fact.sensitive_where
            )
        )
        return Went.ON
    interview = session.interview()
    _introduce(console, interview, fact)
    while True:
        typed = console.ask(_prompt(session, interview, item_id, fact, state))
        if typed == "":
            _pass_by(session, item_id)
            return Went.ON
        if typed == "b":
            return Went.BACK
        if typed == "q":
            raise EndOfInput
        if typed == "?":
            _explain(console, interview, fact)
        elif typed == "-":
            _keep(session, item_id, fact.id, None)
            console.say(_("Taken away."))
            return Went.ON
        elif _kept(console, session, interview, item_id, fact, typed):
            return Went.ON


def ask_proof(console: Console, session: Session, check: Check, claimed: Answer | None = None) -> Went:
    """Ask what proves a yes, where it is and from when, as far as this pass asks for proof; of a claim always.

    Raises:
        EndOfInput: there is no more input, or `q` was typed.
        StoreError: it could not be kept.
    """
    own = claimed or session.own_answer(check.id)
    if own is None or own.state not in _CLAIMS or not (claimed or session.reading.scope.asks_proof):
        return Went.ON
    first = own.evidence[0] if own.evidence else Evidence()
    console.say(_("What would prove it: {evidence}").format(evidence=check.evidence))
    shown = _("; now: {value}").format(value=first.description) if first.description else ""
    while (typed := console.ask(_("Proof, what and where (Enter for none or to keep{now}):").format(now=shown))) == "?":
        console.say(_("Say what shows it and where it is kept; never the secret itself."))
    if typed == "b":
        return Went.BACK
    if typed == "q":
        raise EndOfInput
    if typed == "-":
        session.answer(check.id, _with_evidence(own, None))
        console.say(_("Taken away."))
        return Went.ON
    if typed:
        first = replace(first, description=typed)
        # Kept before the date is asked for: input may end at any prompt.
        if not _kept_proof(console, session, check, own, first):
            return ask_proof(console, session, check, claimed)
    return _ask_dated(console, session, check, own, first) if first.description else Went.ON


def _ask_dated(console: Console, session: Session, check: Check, own: Answer, evidence: Evidence) -> Went:
    while True:
        shown = _("; now: {value}").format(value=evidence.dated) if evidence.dated else ""
        typed = console.ask(_("Proof dated, such as 2026-03-12 or 2 weeks ago (Enter to skip{now}):").format(now=shown))
        if typed == "q":
            raise EndOfInput
        if typed == "b":
            return Went.BACK
        if typed == "":
            return Went.ON
        try:
            dated = "" if typed == "-" else day(typed, session.clock.today).isoformat()
        except ValueRefused as refused:
            console.say(_refused_words(refused))
            continue
        if _kept_proof(console, session, check, own, replace(evidence, dated=dated)):
            return Went.ON


def _kept_proof(console: Console, session: Session, check: Check, own: Answer, evidence: Evidence) -> bool:
    try:
        session.answer(check.id, _with_evidence(own, evidence))
    except AnswerRefused as refused:
        console.say(_refused_words(refused))
        return False
    console.say(_("Saved."))
    return True


def _introduce(console: Console, interview: Interview, fact: Fact) -> None:
    if fact.type not in _BY_NUMBER:
        return
    offered = interview.offered_choices(fact)
    console.say(fact.label)
    if len(offered) > MOST_LISTED:
        n = len(offered)
        console.say(ngettext("{n} choice; ? lists it.", "{n} choices; ? lists them.", n).format(n=n))
        return
    console.say_all(f"{n}  {label}" for n, label in enumerate(offered.values(), 1))


def _prompt(session: Session, interview: Interview, item_id: str, fact: Fact, state: State | None) -> str:
    own = session.own_answer(item_id)
    value = own.facts.get(fact.id) if own is not None else None
    how = {
        FactType.CHOICE: _("number"),
        FactType.CHOICES: _("numbers with commas"),
        FactType.YES_NO: _("yes or no"),
        FactType.PERSON: _("name, or name, job"),
        FactType.PEOPLE: _("names with commas"),
        FactType.ORGANISATION: _("name"),
    }.get(fact.type) or _("such as {example}").format(example=_example(fact))
    parts = [how, _("needed for this answer") if state in fact.required_for else _("Enter to skip")]
    if value not in (None, "", []):
        parts[1] = _("Enter to keep: {value}").format(value=value_words(interview.reading, fact, value or ""))
    label = _("Your choice") if fact.type in _BY_NUMBER else fact.label
    return f"{label} ({'; '.join(parts)}):"


def _explain(console: Console, interview: Interview, fact: Fact) -> None:
    console.say_all(line for line in (fact.why, fact.help) if line)
    if fact.type in _BY_NUMBER:
        console.say_all(f"{n}  {label}" for n, label in enumerate(interview.offered_choices(fact).values(), 1))
    elif fact.example:
        console.say(_("Such as: {example}").format(example=_example(fact)))
    console.say(_("Enter keeps or skips, - takes it away, b goes back, q stops."))


def _example(fact: Fact) -> str:
    return ", ".join(fact.example) if isinstance(fact.example, list) else str(fact.example)


def _kept(console: Console, session: Session, interview: Interview, item_id: str, fact: Fact, typed: str) -> bool:
    try:
        value = _value(session, interview, fact, typed)
        _keep(session, item_id, fact.id, value)
    except (ValueRefused, AnswerRefused) as refused:
        console.say(_refused_words(refused))
        return False
    console.say(_("Saved: {value}").format(value=value_words(session.reading, fact, value)))
    if fact.if_yes and value not in ("none", "no", "not_known"):
        console.say(fact.if_yes)
    return True


def _value(session: Session, interview: Interview, fact: Fact, typed: str) -> Value:
    if fact.type not in _BY_NUMBER:
        return session.value(fact, typed)
    offered = interview.offered_choices(fact)
    parts = typed.split(",") if fact.type is FactType.CHOICES else [typed]
    return session.value(fact, ",".join(_chosen(offered, part.strip()) for part in parts if part.strip()))


def _chosen(offered: Mapping[str, str], typed: str) -> str:
    """The choice meant by a number of the list, a code, or a label that begins like what was typed.

    Raises:
        ValueRefused: none, or more than one, is meant.
    """
    values = list(offered)
    if typed.isdecimal() and 1 <= int(typed) <= len(values):
        return values[int(typed) - 1]
    wanted = typed.casefold()
    fitting = [value for value, label in offered.items() if wanted in (value.casefold(), label.casefold())]
    fitting = fitting or [value for value, label in offered.items() if label.casefold().startswith(wanted)]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        labels = "; ".join(offered[value] for value in fitting)
        raise ValueRefused(_("'{typed}' fits several: {labels}").format(typed=typed[:40], labels=labels))
    message = _("a number from 1 to {n} is needed, or the beginning of a line; ? lists them")
    raise ValueRefused(message.format(n=len(values)))


def _keep(session: Session, item_id: str, fact_id: str, value: Value | None) -> None:
    own = session.own_answer(item_id) or Answer()
    facts = {id: kept for id, kept in own.facts.items() if id != fact_id}
    if value is not None:
        facts[fact_id] = value
    session.answer(item_id, replace(own, facts=facts))


def _pass_by(session: Session, item_id: str) -> None:
    """An opening fact that is passed by counts as answered: it is not asked again and again."""
    if item_id not in session.index.checks and session.own_answer(item_id) is None:
        session.answer(item_id, Answer())


def _with_evidence(own: Answer, evidence: Evidence | None) -> Answer:
    kept = [evidence] if evidence is not None else []
    return replace(own, evidence=[*kept, *own.evidence[1:]])


def _refused_words(refused: ValueRefused | AnswerRefused) -> str:
    if isinstance(refused, AnswerRefused):
        return _("Not saved: {why}").format(why="; ".join(message for _place, message in refused.refusals))
    return _("Not saved: {why}").format(why=refused)
