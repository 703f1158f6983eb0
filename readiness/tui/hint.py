"""One row of help for what has the focus: why a question is asked, or how a field wants to be filled."""

from __future__ import annotations

from textual.content import Content

from readiness.questionnaire.model import Check, Fact, FactType
from readiness.translation import _
from readiness.tui.entries import PROOF, PROOF_DATED
from readiness.tui.text import line


def why_hint(check: Check) -> Content:
    """The beginning of why a question is asked."""
    return Content.assemble(("▸ ", "bold $key"), (_("Why: "), "bold"), (line(check.why), "$quiet"))


def field_hint(fact: Fact, check: Check | None) -> Content:
    """What a field is for, and how values of its type can be written."""
    words = [fact.help or fact.why]
    if fact.id == PROOF and check is not None:
        words = [_("For example: {evidence}").format(evidence=check.evidence)]
    elif fact.id == PROOF_DATED:
        words = [_("The date on the proof itself.")]
    words.append(_accepted(fact.type))
    return Content.styled(line(" ".join(word for word in words if word)), "$quiet")


def _accepted(kind: FactType) -> str:
    return {
        FactType.DATE: _("Write 2026-03-12, 12 Mar 2026, today or in 3 months."),
        FactType.MONEY: _("Write 25000 USD or 25k EUR."),
        FactType.DURATION: _("Write 30m, 4h, 2 days or 3 weeks."),
        FactType.PEOPLE: _("Put commas between names."),
        FactType.PERSON: _("A job title may follow after a comma."),
    }.get(kind, "")
