"""The JSON Schemas that ship are those of this program, and accept what the loader accepts."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from readiness.questionnaire.assembly import PARTS
from readiness.questionnaire.schema import Schema, schema_text, schemas
from readiness.resources import bundled
from readiness.source import Plain, read
from tests.questionnaire.edited_pack import SMALL


def test_what_ships_is_what_is_generated() -> None:
    folder = bundled("questionnaires") / "schema"
    for kind, schema in schemas().items():
        shipped = (folder / f"{kind}.json").read_text(encoding="utf-8")
        assert shipped == schema_text(schema), "run: readiness packs schema --force -o questionnaires/schema"


def test_every_kind_of_file_has_one() -> None:
    assert set(schemas()) == {"pack", "section", "notification-duties", *PARTS}
    for kind, keys in PARTS.items():
        assert set(schemas()[kind]["properties"]) == set(keys)


def accepts(schema: Schema, value: Plain, root: Schema) -> bool:
    """As much of JSON Schema as ours use; a library for it would be a dependency for one test."""
    if "$ref" in schema:
        return accepts(root["$defs"][schema["$ref"].removeprefix("#/$defs/")], value, root)
    if "anyOf" in schema and not any(accepts(one, value, root) for one in schema["anyOf"]):
        return False
    if "enum" in schema and value not in schema["enum"]:
        return False
    kinds = {
        "string": str, "integer": int, "number": int | float, "boolean": bool, "object": dict, "array": list,
        "null": type(None),
    }  # fmt: skip
    named = schema.get("type", list(kinds))
    named = [named] if isinstance(named, str) else named
    if not any(isinstance(value, kinds[name]) and (name == "boolean" or not isinstance(value, bool)) for name in named):
        return False
    if isinstance(value, list):
        return len(value) >= schema.get("minItems", 0) and all(
            accepts(schema.get("items", {}), one, root) for one in value
        )
    if isinstance(value, dict):
        if not schema.get("minProperties", 0) <= len(value) <= schema.get("maxProperties", 10**6):
            return False
        if not set(schema.get("required", ())) <= set(value):
            return False
        properties, other = schema.get("properties", {}), schema.get("additionalProperties", True)
        return all(
            accepts(properties[key], one, root) if key in properties
            else other is True or (other is not False and accepts(other, one, root))
            for key, one in value.items()
        )  # fmt: skip
    return True


PACKS = [SMALL, bundled("questionnaires") / "breach-readiness"]


@pytest.mark.parametrize("folder", PACKS, ids=lambda folder: folder.name)
def test_every_file_of_a_pack_is_accepted(folder: Path) -> None:
    for path in folder.glob("*.yaml"):
        schema = schemas()[path.stem if path.stem in ("pack", *PARTS) else "section"]
        assert accepts(schema, read(path).value, schema), path


@pytest.mark.parametrize(
    "condition",
    [
        "yes",
        [],
        {},
        {"a": {}},
        {"a": {"is": 1, "in": []}},
        {"a": {"equals": 1}},
        {"all": {}},
        {"all": []},
        {"a": {"is": {"sum": 1}}},
    ],
)
def test_a_condition_of_the_wrong_shape_is_not(condition: Plain) -> None:
    schema = schemas()["section"]
    assert not accepts({"$ref": "#/$defs/Condition"}, condition, schema)


def test_shipped_files_name_their_schema() -> None:
    folder = bundled("questionnaires") / "breach-readiness"
    for path in folder.glob("*.yaml"):
        kind = path.stem if path.stem in ("pack", *PARTS) else "section"
        first = path.read_text(encoding="utf-8").splitlines()[0]
        assert re.fullmatch(rf"# yaml-language-server: \$schema=\.\./schema/{kind}\.json", first), path


def test_descriptions_have_no_indent() -> None:
    for schema in schemas().values():
        assert "\\n  " not in json.dumps(schema)
