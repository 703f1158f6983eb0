"""`readiness compare`: two assessments side by side, worse first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

import click

from readiness.cli.option import desk_of
from readiness.translation import _

if TYPE_CHECKING:
    from readiness.assessment.comparison import Comparison, FactChange, Point
    from readiness.assessment.movement import Movement

Told = TypeVar("Told", "Point", "FactChange")


@click.command(
    "compare",
    help=_(
        "Compare two finished assessments of ORGANISATION, each by its day or its id. Without FIRST and SECOND, the "
        "last two; with FIRST alone, that one and the last. Worse comes first."
    ),
)
@click.argument("organisation")
@click.argument("first", required=False, default="")
@click.argument("second", required=False, default="")
@click.option("--json", "as_json", is_flag=True, help=_("Write everything as JSON."))
@click.pass_context
def compare(ctx: click.Context, *, organisation: str, first: str, second: str, as_json: bool) -> None:
    """Compare two assessments; what is for counsel only is one matter."""
    from readiness.session.comparing import compared

    desk = desk_of(ctx, create=False)
    dossier = desk.dossier(desk.find(organisation).id)
    found = compared(dossier, first, second)
    if as_json:
        from readiness.cli.summary import write_json

        write_json(_as_json(dossier.organisation.name, found))
        return
    for line in _lines(dossier.organisation.name, found):
        click.echo(line)


def _lines(name: str, found: Comparison) -> Iterator[str]:
    from readiness.assessment.comparison import Class
    from readiness.assessment.comparison_words import class_words, movement_lines, origin_line

    first, second = found.first.as_of.isoformat(), found.second.as_of.isoformat()
    yield _("{name}: from {first} to {second}").format(name=name, first=first, second=second)
    pairing = found.pairing
    if pairing.of != len(pairing.kept):
        text = _("{n} of {of} questions can be compared: the questionnaire changed.")
        yield text.format(n=pairing.comparable, of=pairing.of)
    yield from movement_lines(found)
    for outcome in Class:
        seen = _seen(found.of(outcome))
        if not seen:
            continue
        yield ""
        yield f"{class_words(outcome)}: {len(seen)}"
        if outcome is not Class.UNCHANGED:
            yield from (_point_line(point) for point in seen)
    facts = _seen(found.facts)
    if facts:
        yield ""
        yield _("Details that changed: {n}").format(n=len(facts))
        for fact in facts:
            blank = _("not given")
            yield f"  {fact.label}: {fact.before or blank} -> {fact.after or blank}"
    yield ""
    yield origin_line(found)
    if _kept_for_counsel(found):
        yield _("One matter for counsel is told in the management report only.")


def _point_line(point: Point) -> str:
    from readiness.assessment.comparison_words import remarks

    return " ".join([f"  {point.code:<8} {point.title}", *(f"({words})" for words in remarks(point))])


def _seen(found: Iterable[Told]) -> list[Told]:
    from readiness.questionnaire.model import Audience

    return [one for one in found if one.audience is not Audience.COUNSEL_ONLY]


def _kept_for_counsel(found: Comparison) -> bool:
    """Whether something changed, or is open, that only counsel reads."""
    from readiness.assessment.comparison import Class
    from readiness.questionnaire.model import Audience

    quiet = (Class.UNCHANGED, Class.NOT_COMPARABLE)
    kept = [point.audience for point in found.points if point.outcome not in quiet]
    return Audience.COUNSEL_ONLY in [*kept, *(fact.audience for fact in found.facts)]


def _as_json(name: str, found: Comparison) -> dict[str, Any]:
    pairing, moved = found.pairing, found.movements
    return {
        "organisation": name,
        "first": {"id": found.first.reading.assessment.id, "as_of": found.first.as_of.isoformat()},
        "second": {"id": found.second.reading.assessment.id, "as_of": found.second.as_of.isoformat()},
        "questions": {
            "comparable": pairing.comparable,
            "of": pairing.of,
            "renamed": dict(pairing.renamed),
            "added": list(pairing.added),
            "removed": list(pairing.removed),
        },
        "movement": None
        if moved is None
        else {"in_place": _moved_json(moved.in_place), "proven": _moved_json(moved.proven)},
        "points": [
            {
                "class": point.outcome.value,
                "kind": point.kind,
                "before": point.before,
                "after": point.after,
                "code": point.code,
                "title": point.title,
                "was": point.was,
                "now": point.now,
                "times_open": point.times,
                "origin": point.origin.value if point.origin is not None else None,
                "obstacle": point.obstacle.value if point.obstacle is not None else None,
            }
            for point in _seen(found.points)
        ],
        "facts": [
            {"id": fact.id, "label": fact.label, "before": fact.before, "after": fact.after}
            for fact in _seen(found.facts)
        ],
        "answers": {origin.value: n for origin, n in found.origins().items()},
        "matter_for_counsel": _kept_for_counsel(found),
    }


def _moved_json(moved: Movement) -> dict[str, float]:
    """From the older assessment to the newer one, whatever their order on the command line."""
    tenths = moved.tenths
    return {
        "before": tenths.before / 10,
        "after": tenths.after / 10,
        "questionnaire_changed": tenths.questionnaire / 10,
        "went_stale": tenths.stale / 10,
        "what_you_did": tenths.answers / 10,
    }
