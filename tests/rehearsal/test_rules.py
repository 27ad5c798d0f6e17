"""The table of Slack's rules names a source and a test for each, and the test is there."""

import ast
import tomllib
from collections import Counter
from pathlib import Path

import pytest

import rehearsal

HERE = Path(__file__).parent
TABLE = Path(rehearsal.__file__).with_name("rules.toml")
RULES = tomllib.loads(TABLE.read_text("utf-8"))["rule"]


def written_in(file):
    return {
        node.name for node in ast.parse(file.read_text()).body if isinstance(node, ast.FunctionDef)
    }


@pytest.mark.parametrize("rule", RULES, ids=[rule["id"] for rule in RULES])
def test_each_rule_has_a_source_and_a_test(rule):
    file, name = rule["test"].split("::")

    assert set(rule) == {"id", "rule", "source", "test"}
    assert rule["source"]
    assert name in written_in(HERE / file)


def test_no_rule_stands_twice():
    assert max(Counter(rule["id"] for rule in RULES).values()) == 1
