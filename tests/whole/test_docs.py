"""The pages people read first: what they point at is there, and what they list is what is."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from urllib.parse import unquote

import pytest

from bot.settings import Settings
from handlers.manifest import SCOPES

ROOT = Path(__file__).parents[2]
SECURITY = ROOT / "SECURITY.md"
PAGES = sorted([*ROOT.glob("README*.md"), *(ROOT / "docs").rglob("*.md"), SECURITY])
TWINS = [page for page in PAGES if page.name.endswith(".zh-CN.md")]
INSTALL = [ROOT / "docs" / "install.md", ROOT / "docs" / "install.zh-CN.md"]
LINK = re.compile(r"\]\(([^)\s]+)\)")


def text(page: Path) -> str:
    return page.read_text("utf-8")


def anchors(page: Path) -> set[str]:
    """Where one can jump to on a page, as GitHub names it."""
    headings = re.findall(r"^#+ (.+)$", text(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def first_cells(page: Path) -> set[str]:
    """What is named as code in the first cell of any row."""
    cells = re.findall(r"^\| ([^|]+) \|", text(page), re.MULTILINE)
    return {name for cell in cells for name in re.findall(r"`([^`]+)`", cell)}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_and_picture_leads_somewhere(page):
    links = [link for link in LINK.findall(text(page)) if "://" not in link]
    assert links
    for link in links:
        path, _, anchor = unquote(link).partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


def test_every_picture_is_shown():
    shown = {Path(link).name for page in PAGES for link in LINK.findall(text(page))}
    pictures = {picture.name for picture in (ROOT / "docs" / "pictures").iterdir()}
    assert pictures
    assert pictures <= shown


@pytest.mark.parametrize("page", TWINS, ids=lambda page: page.name)
def test_a_page_and_its_chinese_twin_point_at_each_other(page):
    english = page.with_name(page.name.replace(".zh-CN", ""))
    assert f"({english.name})" in text(page)
    assert f"({page.name})" in text(english)


@pytest.mark.parametrize("page", INSTALL, ids=lambda page: page.name)
def test_every_setting_and_every_scope_is_explained(page):
    named = first_cells(page)
    assert {name for name in named if name.isupper()} == {
        field.upper() for field in Settings.model_fields
    }
    assert {name for name in named if re.fullmatch("[a-z_]+:?[a-z]+", name)} == {
        *SCOPES,
        "connections:write",
    }


def test_both_languages_have_the_same_lines_to_type():
    english, chinese = (re.findall(r"```sh\n(.*?)```", text(page), re.DOTALL) for page in INSTALL)
    assert english
    assert english == chinese


def test_the_environment_file_holds_settings_and_the_service_reads_it():
    lines = text(ROOT / "docs" / "callboard.env").splitlines()
    names = [line.partition("=")[0] for line in lines if not line.startswith("#")]
    assert names
    assert {name.lower() for name in names} <= Settings.model_fields.keys()
    service = text(ROOT / "docs" / "callboard.service")
    assert "EnvironmentFile=/etc/callboard.env" in service
    assert "ExecStart=/opt/callboard/.venv/bin/python -m bot\n" in service


def test_every_library_has_its_reason():
    project = tomllib.loads(text(ROOT / "pyproject.toml"))["project"]
    wanted = project["dependencies"] + project["optional-dependencies"]["postgres"]
    names = {re.match(r"[\w-]+", one)[0] for one in wanted}
    section = text(INSTALL[0]).partition("## 12. ")[2]
    rows = re.findall(r"^\| ([a-z][^|]*) \|", section, re.MULTILINE)
    assert {name for row in rows for name in row.split(", ")} - {"library"} == names


def test_what_is_said_to_be_protected_is_tested_where_it_says():
    named = re.findall(r"`(tests/[\w/]+\.py)`", text(SECURITY))
    assert len(named) > 12
    assert [name for name in named if not (ROOT / name).exists()] == []
