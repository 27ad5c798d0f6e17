"""PNGs made small: a page has few colours, so the commonest 256 of them do for a palette."""

from __future__ import annotations

import struct
import zlib
from collections import Counter
from collections.abc import Iterator

Colour = tuple[int, int, int]
SIGNATURE = b"\x89PNG\r\n\x1a\n"


def slim(png: bytes) -> bytes:
    """A picture of eight bits a channel and no transparency, with a palette."""
    chunks = dict(_chunks(png))
    width, height = struct.unpack(">II", chunks[b"IHDR"][:8])
    rows = list(_rows(zlib.decompress(chunks[b"IDAT"]), width * 3, height))
    pixels = [list(zip(row[::3], row[1::3], row[2::3], strict=True)) for row in rows]
    counted = Counter(pixel for row in pixels for pixel in row)
    palette = [colour for colour, _ in counted.most_common(256)]
    place = {colour: _nearest(colour, palette) for colour in counted}
    data = b"".join(b"\0" + bytes([place[pixel] for pixel in row]) for row in pixels)
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = [(b"IHDR", head), (b"PLTE", bytes(part for colour in palette for part in colour))]
    parts += [(b"IDAT", zlib.compress(data, 9)), (b"IEND", b"")]
    return SIGNATURE + b"".join(_chunk(*part) for part in parts)


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Name and content of each chunk, those with the picture's data as one."""
    at, data = len(SIGNATURE), b""
    while at < len(png):
        size, name = struct.unpack(">I4s", png[at : at + 8])
        content = png[at + 8 : at + 8 + size]
        data += content if name == b"IDAT" else b""
        yield name, data if name == b"IDAT" else content
        at += size + 12


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + _sum(name + content)


def _sum(content: bytes) -> bytes:
    return struct.pack(">I", zlib.crc32(content))


def _rows(data: bytes, length: int, height: int) -> Iterator[bytearray]:
    """The rows as they were before each was filtered, by the PNG specification, section 9."""
    above = bytearray(length)
    for n in range(height):
        start = n * (length + 1)
        above = _unfiltered(data[start], bytearray(data[start + 1 : start + 1 + length]), above)
        yield above


def _unfiltered(kind: int, row: bytearray, above: bytearray) -> bytearray:
    if kind == 0:
        return row
    for at in range(len(row)):
        left, corner = (row[at - 3], above[at - 3]) if at >= 3 else (0, 0)
        guess = (0, left, above[at], (left + above[at]) // 2)[kind] if kind < 4 else 0
        row[at] = (row[at] + (guess if kind < 4 else _paeth(left, above[at], corner))) & 255
    return row


def _paeth(left: int, above: int, corner: int) -> int:
    aim = left + above - corner
    return min((left, above, corner), key=lambda near: abs(aim - near))


def _nearest(colour: Colour, palette: list[Colour]) -> int:
    red, green, blue = colour
    return min(
        range(len(palette)),
        key=lambda n: (
            (palette[n][0] - red) ** 2 + (palette[n][1] - green) ** 2 + (palette[n][2] - blue) ** 2
        ),
    )
