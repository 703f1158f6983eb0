"""An assessment becomes a document, part by part, as its definition orders.

Each part is a function from `Material` to blocks and lives in a module of its own; a new part is a new
function here, a struct of words in `wording`, and its words in the definition.
"""

from __future__ import annotations

from collections.abc import Callable

from readiness.assessment.duties import Duties
from readiness.assessment.judgement import Judgement
from readiness.assessment.model import Assessment, Organisation
from readiness.questionnaire.index import Index
from readiness.report.compose import (
    appendix,
    calendar,
    changes,
    clocks,
    conflicts,
    domains,
    findings,
    insurance,
    method,
    open_points,
    page_one,
    pieces,
    tonight,
)
from readiness.report.compose.material import Material
from readiness.report.definition import Definition, OwnText
from readiness.report.document import Block, Contents, Document, Heading, PageSize, Paragraph, Run

__all__ = ["compose"]

_PARTS: dict[str, Callable[[Material], tuple[Block, ...]]] = {
    "page_one": page_one.page_one,
    "tonight": tonight.tonight,
    "clocks": clocks.clocks,
    "domains": domains.domains,
    "findings": findings.findings,
    "conflicts": conflicts.conflicts,
    "insurance": insurance.insurance,
    "open_points": open_points.open_points,
    "working": domains.working,
    "expiry": calendar.expiry,
    "roadmap": calendar.roadmap,
    "changes": changes.changes,
    "method": method.method,
    "sign_off": method.sign_off,
    "details": findings.further_details,
    "appendix": appendix.appendix,
    "blocks": pieces.blocks,
}
"""The homes of the parts. Accepted risks come here too."""


def compose(
    definition: Definition,
    index: Index,
    assessment: Assessment,
    organisation: Organisation,
    judgement: Judgement,
    previous: Judgement | None = None,
    duties: Duties | None = None,
) -> Document:
    """The report about one assessment. Pure: equal arguments give equal documents.

    `judgement` comes from `judge(index, assessment, ...)`. `previous`, of an earlier assessment of the
    same organisation and scope, puts the marks of the last time into the charts and tells what changed
    since. Without `duties` the clocks are those of the answers alone.
    """
    material = Material(definition, index, assessment, organisation, judgement, previous, duties)
    blocks: list[Block] = []
    for name in definition.order:
        blocks.extend(_part(material, name))
    blocks.extend(appendix.closing(material, tuple(blocks)) if "appendix" in definition.order else ())
    return Document(
        title=material.say(definition.title),
        author=material.say(definition.author),
        language=_language(definition, organisation),
        subject=material.say(definition.subject),
        footer=material.say(definition.footer),
        page_of=definition.page_of,
        blocks=tuple(blocks),
        page_size=PageSize.LETTER if organisation.page_size == PageSize.LETTER.value else PageSize.A4,
        draft=definition.draft if material.is_draft else "",
        theme=definition.looks,
        logo=organisation.logo_image,
        contacts=pieces.contacts(material),
    )


def _language(definition: Definition, organisation: Organisation) -> str:
    """The language the document says it is in: with the organisation's region, where it is the same language."""
    wanted = organisation.locale
    return wanted if wanted.partition("-")[0] == definition.language.partition("-")[0] else definition.language


def _part(material: Material, name: str) -> tuple[Block, ...]:
    definition = material.definition
    if name == "contents":
        words = definition.contents
        assert words is not None
        return (Contents(material.say(words.title), words.level),)
    if name.startswith("texts."):
        return _own_text(material, definition.texts[name.removeprefix("texts.")])
    return _PARTS[name](material)


def _own_text(material: Material, text: OwnText) -> tuple[Block, ...]:
    paragraphs = (Paragraph((Run(material.say(paragraph)),)) for paragraph in text.paragraphs)
    return (Heading(1, material.say(text.title)), *paragraphs)
