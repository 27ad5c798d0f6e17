"""The text in a file somebody shares: of a .docx or of plain text, whatever its name claims.

What is in a file is not trusted: a .docx is looked into only as far as it is small when unpacked.
"""

from __future__ import annotations

from io import BytesIO
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError

from bot.language.decoding import decoded
from bot.language.refusals import Refused
from bot.papers.checker import word
from bot.papers.checker.package import TooMuch, parts
from bot.papers.checker.paper import Paper, paragraphs
from bot.papers.checker.word import Text

TEXT_ENDINGS = ("txt", "md")
OTHER_ENDINGS = ("doc", "wps", "pdf", "rtf", "odt")  # answered, not read
LARGEST, LARGEST_XML, MOST_PARTS = 32 * 1024 * 1024, 4 * 1024 * 1024, 1000
# What a broken or hostile file makes zipfile and the reader of its XML say.
BROKEN = (
    *(BadZipFile, ZlibError, SyntaxError, KeyError, ValueError, EOFError, OSError),
    *(NotImplementedError, RuntimeError, AttributeError, TypeError, IndexError),
)


def read(name: str, content: bytes, doc_type: str = "") -> Paper:
    """Its paragraphs. Raises Refused, saying what to do, for a file that cannot be read."""
    ending = name.rpartition(".")[2].lower()
    if content.startswith(b"PK"):
        text = _of_word(name, content)
    elif ending in TEXT_ENDINGS:
        text = _of_text(name, content)
    else:
        raise Refused("checker.not-a-text", name=name)
    found = paragraphs(text.lines)
    if not found:
        raise Refused("checker.no-words", name=name)
    return Paper(found, doc_type, text.numbered, text.uncounted, paragraphs(text.contents))


def _of_text(name: str, content: bytes) -> Text:
    text = decoded(content)
    if text is None:
        raise Refused("checker.not-a-text", name=name)
    return Text(text.splitlines())


def _of_word(name: str, content: bytes) -> Text:
    try:
        with ZipFile(BytesIO(content)) as packed:
            _insist_on_size(name, packed)
            return word.text(parts(packed))
    except TooMuch:
        raise Refused("checker.too-big", name=name) from None
    except BROKEN:
        raise Refused("checker.broken", name=name) from None


def _insist_on_size(name: str, packed: ZipFile) -> None:
    entries = packed.infolist()
    unpacked = sum(part.file_size for part in entries)
    xml = [part.file_size for part in entries if not part.filename.startswith("word/media/")]
    if len(entries) > MOST_PARTS or unpacked > LARGEST or sum(xml) > LARGEST_XML:
        raise Refused("checker.too-big", name=name)
