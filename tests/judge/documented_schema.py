"""The schemas that the documentation prints."""

import json
import re

import jsonschema


def strict(schema):
    """The schema, with no key allowed beside those that are documented."""
    if isinstance(schema, dict):
        schema = {key: strict(value) for key, value in schema.items()}
        if "properties" in schema:
            schema["additionalProperties"] = False
    elif isinstance(schema, list):
        schema = [strict(value) for value in schema]
    return schema


def schema_in(document):
    """The schema that the document prints, with no key allowed beside those that it names."""
    found = re.search(r"```json\n(.*?)```", document.read_text(encoding="utf-8"), re.DOTALL)
    assert found, f"{document} has no schema"
    documented = json.loads(found.group(1))
    jsonschema.Draft202012Validator.check_schema(documented)
    return strict(documented)
