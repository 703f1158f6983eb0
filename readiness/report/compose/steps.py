"""The steps of the timeline as readers of a report may see them: names, what is missing, what is open.

A questionnaire may build its timeline on checks that are for counsel only; nothing of them is named
here, only that there is one matter.
"""

from __future__ import annotations

from collections.abc import Iterable

from readiness.assessment.timeline import TimedStep
from readiness.assessment.timeline_words import finish_words, slack_words
from readiness.report.compose.material import Material
from readiness.report.document import Inline, Run
from readiness.report.time_wording import StepSentence

MOST_NAMED = 3
"""Missing answers that are named one by one."""


def who(material: Material, timed: TimedStep) -> str:
    """Who does a step: the person or firm the answers name, where readers may know it."""
    check = material.index.check_of_fact.get(timed.step.who_fact)
    return timed.who if check is None or material.is_seen(check.audience) else timed.step.who


def missing(material: Material, ids: Iterable[str], most: int = MOST_NAMED) -> str:
    """What was never answered, in the words of the questionnaire with the codes of the checks."""
    words = material.definition.words
    names, hidden = _names(material, tuple(ids))
    shown = names[:most]
    if len(shown) < len(names):
        shown.append(material.say(words.and_more, n=len(names) - len(shown)))
    return "; ".join([*shown, *([material.say(words.counsel_matter)] if hidden else [])])


def _names(material: Material, ids: tuple[str, ...]) -> tuple[list[str], bool]:
    index = material.index
    by_fact = {index.check_of_fact[id].id for id in ids if id in index.check_of_fact}
    names: dict[str, None] = {}
    hidden = False
    for id in ids:
        check = index.check_of_fact.get(id) or index.checks.get(id)
        if check is not None and not material.is_seen(check.audience):
            hidden = True
        elif id not in by_fact:  # a fact speaks for its check
            label = index.facts[id].label if id in index.facts else index.checks[id].question if check else id
            names[f"{label} ({check.code})" if check is not None else label] = None
    return list(names), hidden


def own_missing(material: Material, timed: TimedStep) -> tuple[str, ...]:
    """What is missing for this step and not already for one before it."""
    by_id = material.judgement.timeline.by_id
    before = {id for name in timed.after if name in by_id for id in by_id[name].missing}
    return tuple(id for id in timed.missing if id not in before)


def codes(material: Material, ids: Iterable[str]) -> list[Inline]:
    """The codes of these checks, or of the checks of these facts, each leading to its finding.

    Those for counsel only are one matter.
    """
    index = material.index
    found = (index.check_of_fact.get(id) or index.checks.get(id) for id in ids)
    checks = {check.id: check for check in found if check is not None}
    line: list[Inline] = []
    hidden = False
    for id, check in checks.items():
        if not material.is_seen(check.audience):
            hidden = True
            continue
        line += [Run(", ", muted=True)] if line else []
        finding = material.by_check.get(id)
        line.append(Run(check.code, muted=True, to=finding.identity if finding is not None else ""))
    if hidden:
        matter = material.say(material.definition.words.counsel_matter)
        line.append(Run(f", {matter}" if line else matter, muted=True))
    return line


def sentence(material: Material, words: StepSentence) -> str:
    """What page 1 says of one step; nothing when the step is not there."""
    timed = material.judgement.timeline.by_id.get(words.step)
    if timed is None:
        return ""
    if timed.finish is None:
        return material.say(words.unknown, missing=missing(material, timed.missing, 1))
    due, text, lacking = timed.due, words.known, ""
    if due is not None and due.slack is not None:
        text = words.measured or text
    elif due is not None and due.as_soon_as_practicable:
        text = words.no_number or text
    elif due is not None and due.missing:
        text, lacking = words.no_deadline or text, missing(material, due.missing, 1)
    return material.say(text, hours=finish_words(timed), slack=slack_words(timed), missing=lacking)
