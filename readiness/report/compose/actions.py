"""What was agreed about findings, also about those that are closed by now."""

from __future__ import annotations

from readiness.assessment.model import Action
from readiness.questionnaire.model import Audience
from readiness.report import wording
from readiness.report.compose.material import Material
from readiness.report.document import Block, Column, DataTable, Heading, Row, Run


def actions_blocks(material: Material, *, counsel: bool) -> list[Block]:
    """The actions of one of the two places they may stand in; nothing when there are none."""
    words = material.words_of(wording.Appendix)
    places = (Audience.COUNSEL_ONLY,) if counsel else tuple(one for one in Audience if material.is_seen(one))
    actions = [action for action in material.actions.values() if _audience(material, action) in places]
    if not actions:
        return []
    columns = (
        Column(material.say(words.action), 3.6),
        Column(material.say(words.owner), 1.6),
        Column(material.say(words.due), 1.2),
        Column(material.say(words.status), 1.3),
        Column(material.say(words.remarks), 2.8),
    )
    titles = {one.identity: f"{one.code} {one.title}".strip() for one in material.judgement.findings}
    rows = tuple(_row(material, action, titles.get(action.finding, action.finding), words) for action in actions)
    return [Heading(2, material.say(words.actions_title)), DataTable(columns, rows)]


def _audience(material: Material, action: Action) -> Audience:
    """Who may see an action: whoever may see what it is about, whether or not that is still a finding."""
    for finding in material.judgement.findings:
        if finding.identity == action.finding:
            return finding.audience
    about = action.finding.partition(":")[2]
    rule_id, _colon, subject = about.partition(":")
    rule = material.index.rules.get(rule_id)
    found = [rule.audience] if rule is not None else []
    for id in (about, subject):
        check = material.index.checks.get(id) or material.index.check_of_fact.get(id)
        if check is not None:
            found.append(check.audience)
    return max(found, key=list(Audience).index, default=Audience.EVERYONE)


def _row(material: Material, action: Action, title: str, words: wording.Appendix) -> Row:
    remarks = [action.note, action.cost, action.reason]
    if action.approver:
        remarks.append(material.say(words.approver, who=material.person(action.approver)))
    if action.expires:
        remarks.append(material.say(words.expires, day=material.day(action.expires)))
    return (
        (Run(title),),
        (Run(material.name(action.owner) if action.owner else ""),),
        (Run(material.day(action.due)),),
        (Run(material.definition.words.statuses[action.status]),),
        (Run("\n".join(text for text in remarks if text)),),
    )
