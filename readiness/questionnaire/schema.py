"""JSON Schemas of the pack's files, for editors that complete and check YAML while it is typed.

Generated from the structs, so that they cannot say anything else than the loader. One schema a kind of
file; another layer adds its own kind of file with `file_schema`.
"""

from __future__ import annotations

import json
from inspect import cleandoc
from typing import Any

import msgspec

from readiness.questionnaire.condition import Condition, Operator
from readiness.questionnaire.duty_model import DutyFile
from readiness.questionnaire.model import Computed, ConflictRule, Mode, Pack, ReportedChange, Section, Source, Term
from readiness.questionnaire.part import Part
from readiness.questionnaire.timeline_model import TimelineStep

Schema = dict[str, Any]

DRAFT = "https://json-schema.org/draft/2020-12/schema"
_CONDITION = {"$ref": "#/$defs/Condition"}
_LITERAL: Schema = {
    "anyOf": [
        {"type": ["string", "integer", "boolean"]},
        {"type": "array", "items": {"type": "string"}, "minItems": 1},
    ]
}


class ConflictsFile(Part, frozen=True):
    """conflicts.yaml: values worked out from facts, and answers that cannot all hold."""

    computed: dict[str, Computed] = {}
    rules: tuple[ConflictRule, ...] = ()


class GlossaryFile(Part, frozen=True):
    """glossary.yaml: words that a reader may not know."""

    terms: tuple[Term, ...]


class SourcesFile(Part, frozen=True):
    """sources.yaml: where printed facts come from."""

    sources: dict[str, Source]
    as_of: str = ""


class TimelineFile(Part, frozen=True):
    """timeline.yaml: the steps of "If it happened tonight"."""

    steps: tuple[TimelineStep, ...]


class ModesFile(Part, frozen=True):
    """modes.yaml: shorter passes through the pack."""

    modes: tuple[Mode, ...]


class ChangesFile(Part, frozen=True):
    """changes.yaml: what may have changed since the last assessment, and what that asks again."""

    changes: tuple[ReportedChange, ...]


def schemas() -> dict[str, Schema]:
    """Kind of file -> its JSON Schema. `pack` describes pack.yaml and a pack in one file."""
    files: dict[str, type[msgspec.Struct]] = {
        "section": Section,
        "conflicts": ConflictsFile,
        "glossary": GlossaryFile,
        "sources": SourcesFile,
        "modes": ModesFile,
        "changes": ChangesFile,
        "timeline": TimelineFile,
        "notification-duties": DutyFile,
    }
    made = {"pack": _pack_schema()}
    made.update((kind, file_schema(type_)) for kind, type_ in files.items())
    return made


def file_schema(type_: type[msgspec.Struct]) -> Schema:
    """The JSON Schema of a file that holds one struct; conditions are allowed wherever it has them."""
    (reference,), components = msgspec.json.schema_components([type_], schema_hook=schema_hook)
    definitions: Schema = dict(sorted(components.items()))
    root = definitions.pop(type_.__name__)
    assert reference == {"$ref": f"#/$defs/{type_.__name__}"}
    if _CONDITION in _references(root) or any(_CONDITION in _references(one) for one in definitions.values()):
        definitions["Condition"] = _condition_schema()
    schema = {"$schema": DRAFT, **root, "$defs": definitions}
    for described in (root, *definitions.values(), schema):
        if "description" in described:
            # Python 3.13 takes the indent out of docstrings, and older ones leave it in.
            described["description"] = cleandoc(described["description"])
    return schema


def schema_text(schema: Schema) -> str:
    """A schema as it is written to a file."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def schema_hook(type_: type) -> Schema:
    """What msgspec puts into a schema for a `Condition`.

    Raises:
        NotImplementedError: any other type msgspec doesn't know.
    """
    if type_ is Condition:
        return dict(_CONDITION)
    raise NotImplementedError(type_.__name__)


def _pack_schema() -> Schema:
    """pack.yaml of a folder names its sections; a pack in one file holds them."""
    schema = file_schema(Pack)
    section = schema["properties"]["sections"]["items"]
    schema["properties"]["sections"]["items"] = {
        "anyOf": [section, {"type": "string", "description": "The name of a section file beside pack.yaml."}]
    }
    return schema


def _references(schema: Any) -> list[Schema]:
    if isinstance(schema, dict):
        own = [schema] if "$ref" in schema else []
        return own + [found for value in schema.values() for found in _references(value)]
    if isinstance(schema, list):
        return [found for value in schema for found in _references(value)]
    return []


def _condition_schema() -> Schema:
    right = {**_LITERAL, "anyOf": [*_LITERAL["anyOf"], _fact_reference()]}
    comparison = {
        "type": "object",
        "minProperties": 1,
        "maxProperties": 1,
        "additionalProperties": False,
        "properties": {operator.value: right for operator in Operator},
    }
    several = {"type": "array", "items": _CONDITION, "minItems": 1}
    return {
        "description": "all, any, not, or one id with its comparison: {leader.named: yes}, {staff: {at_least: 50}}.",
        "type": "object",
        "minProperties": 1,
        "maxProperties": 1,
        "properties": {"all": several, "any": several, "not": _CONDITION},
        "additionalProperties": {"anyOf": [*_LITERAL["anyOf"], comparison]},
    }


def _fact_reference() -> Schema:
    return {
        "type": "object",
        "properties": {"fact": {"type": "string"}},
        "required": ["fact"],
        "additionalProperties": False,
    }
