"""The text in a file somebody shares: of a .docx or of plain text, whatever its name claims.

What is in a file is not trusted: a .docx is looked into only as far as it is small when unpacked.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError

from docx import Document
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn

from bot.language.decoding import decoded
from bot.language.refusals import Refused
from bot.papers.checker.paper import Paper, paragraphs

TEXT_ENDINGS = ("txt", "md")
OTHER_ENDINGS = ("doc", "wps", "pdf", "rtf", "odt")  # answered, not read
LARGEST, LARGEST_XML, MOST_PARTS = 32 * 1024 * 1024, 4 * 1024 * 1024, 1000
P, T, TAB, BREAK = (qn(f"w:{name}") for name in ("p", "t", "tab", "br"))
NUMBERED, FALLBACK = (
    qn("w:numPr"),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
)
# What a broken or hostile file makes zipfile, lxml and python-docx say.
BROKEN = (
    *(BadZipFile, ZlibError, OpcError, SyntaxError, KeyError, ValueError, EOFError, OSError),
    *(NotImplementedError, RuntimeError, AttributeError, TypeError, IndexError),
)


def read(name: str, content: bytes, doc_type: str = "") -> Paper:
    """Its paragraphs. Raises Refused, saying what to do, for a file that cannot be read."""
    ending = name.rpartition(".")[2].lower()
    if content.startswith(b"PK"):
        lines, numbered = _of_word(name, content)
    elif ending in TEXT_ENDINGS:
        lines, numbered = _of_text(name, content), False
    else:
        raise Refused("checker.not-a-text", name=name)
    found = paragraphs(lines)
    if not found:
        raise Refused("checker.no-words", name=name)
    return Paper(found, doc_type, numbered)


def _of_text(name: str, content: bytes) -> list[str]:
    text = decoded(content)
    if text is None:
        raise Refused("checker.not-a-text", name=name)
    return text.splitlines()


def _of_word(name: str, content: bytes) -> tuple[list[str], bool]:
    try:
        with ZipFile(BytesIO(content)) as packed:
            entries = packed.infolist()
        unpacked = sum(part.file_size for part in entries)
        xml = [part.file_size for part in entries if not part.filename.startswith("word/media/")]
        if len(entries) > MOST_PARTS or unpacked > LARGEST or sum(xml) > LARGEST_XML:
            raise Refused("checker.too-big", name=name)
        body = Document(BytesIO(content)).element.body
        return _paragraphs(body), next(body.iter(NUMBERED), None) is not None
    except BROKEN:
        raise Refused("checker.broken", name=name) from None


def _paragraphs(body: Any) -> list[str]:
    """What stands in each paragraph, in tables and text boxes too; what was struck out does not."""
    texts: dict[Any, list[str]] = {}
    for node in body.iter(P, T, TAB, BREAK):
        if next(node.iterancestors(FALLBACK), None) is not None:
            continue  # the same text box once more, for old programs
        if node.tag == P:
            texts[node] = []
        elif (paragraph := next(node.iterancestors(P), None)) is not None:
            texts[paragraph].append((node.text or "") if node.tag == T else " ")
    return ["".join(pieces) for pieces in texts.values()]
