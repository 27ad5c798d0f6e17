"""Sealed ballots: what keeps a vote secret while it may still be changed.

A ballot is the set of places chosen, in 32 bytes whatever was chosen. It is put under a pad and a
tag, made by HMAC-SHA256 of a fresh nonce with the key of the vote; it is kept under a mark, the
HMAC of its voter with the same key, so that a new one takes the place of the old. The key is made
of the vote's salt, which is in the database, and of a secret, which is not: it comes from the
environment (`BALLOT_SECRET`, or else the bot's token). Nothing opens a ballot before the vote
closes, not even for whoever cast it. Then all are opened at once, summed up, and destroyed with the
salt; no ballot is kept, only how often each topic was chosen, and nothing from fewer than four.

What holds, therefore: nobody who reads the database, a copy of it, an export, the letters or the
log, learns who chose what, neither while a vote is open nor afterwards; and once it is closed, the
bot itself cannot tell. What does not: whoever holds the secret as well as the database of a vote
that was still open (a copy of that time, too) could open its ballots; the machine that runs the
bot is trusted with it. And where all agree, the sum itself says so.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from secrets import token_bytes

SIZE = NONCE = 32  # bytes: as many as HMAC-SHA256 gives
MOST = SIZE * 8  # topics on a ballot
_secret = [token_bytes(SIZE)]  # of this process alone, until it is told another


def begin_with(secret: str) -> None:
    """What the process was told at its start; the same as long as a vote is open."""
    _secret[0] = _made(b"callboard ballots", secret.encode())


def _made(key: bytes, *parts: bytes) -> bytes:
    return hmac.digest(key, b"".join(parts), "sha256")


def key_of(salt: str) -> bytes:
    """Of one vote."""
    return _made(_secret[0], b"vote", salt.encode())


def mark_of(key: bytes, person_id: str) -> str:
    """Under which a voter's ballot is kept."""
    return _made(key, b"mark", person_id.encode()).hex()


def seal(key: bytes, places: Iterable[int]) -> bytes:
    """The places chosen, each less than MOST."""
    said = sum(1 << place for place in set(places)).to_bytes(SIZE, "big")
    nonce = token_bytes(NONCE)
    body = _under(_made(key, b"pad", nonce), said)
    return nonce + body + _made(key, b"tag", nonce, body)


def opened(key: bytes, sealed: bytes) -> list[int] | None:
    """The places chosen; None for what was not sealed with this key."""
    nonce, body, tag = sealed[:NONCE], sealed[NONCE : NONCE + SIZE], sealed[NONCE + SIZE :]
    if not hmac.compare_digest(tag, _made(key, b"tag", nonce, body)):
        return None
    said = int.from_bytes(_under(_made(key, b"pad", nonce), body), "big")
    return [place for place in range(MOST) if said >> place & 1]


def _under(pad: bytes, text: bytes) -> bytes:
    return bytes(one ^ other for one, other in zip(pad, text, strict=True))
