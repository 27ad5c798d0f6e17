"""HTTP mode: envelopes posted to the app's request URL, signed as Slack signs them."""

from __future__ import annotations

import hashlib
import hmac
import http.client
import json
import secrets
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from rehearsal.delivery import ACK_WITHIN, Undelivered

Json = dict[str, Any]


@dataclass
class SignedPosts:
    url: str
    secret: str
    skew: float = 0.0  # seconds by which Slack's clock differs from the app's
    verified: bool = False

    def deliver(self, envelope: Json) -> Json | None:
        if not self.verified:
            self.verify()
        body, content_type = written(envelope)
        return _read(*self._post(body, content_type, _retry(envelope)))

    def verify(self) -> None:
        """The handshake that comes before everything else: the app gives a challenge back."""
        challenge = secrets.token_hex(16)
        asked = {"type": "url_verification", "token": "rehearsal", "challenge": challenge}
        _, text = self._post(json.dumps(asked), "application/json", {})
        if challenge not in text:
            raise Undelivered("http_error")
        self.verified = True

    def _post(
        self, body: str, content_type: str, headers: dict[str, str]
    ) -> tuple[http.client.HTTPResponse, str]:
        parts = urlsplit(self.url)
        line = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=ACK_WITHIN)
        headers = {**headers, **self._signed(body), "Content-Type": content_type}
        try:
            line.request("POST", parts.path or "/", body.encode(), headers)
            response = line.getresponse()
            return response, response.read().decode()
        except TimeoutError:
            raise Undelivered("http_timeout") from None
        except (OSError, http.client.HTTPException):
            raise Undelivered("connection_failed") from None
        finally:
            line.close()

    def _signed(self, body: str) -> dict[str, str]:
        now = str(int(time.time() + self.skew))
        digest = hmac.new(self.secret.encode(), f"v0:{now}:{body}".encode(), hashlib.sha256)
        return {
            "X-Slack-Request-Timestamp": now,
            "X-Slack-Signature": f"v0={digest.hexdigest()}",
            "User-Agent": "Slackbot 1.0 (rehearsal)",
        }


def written(envelope: Json) -> tuple[str, str]:
    """The body and its content type: events as JSON, the rest as forms."""
    payload = envelope["payload"]
    if envelope["type"] == "events_api":
        return json.dumps(payload), "application/json"
    if envelope["type"] == "slash_commands":
        return urlencode(payload), "application/x-www-form-urlencoded"
    return urlencode({"payload": json.dumps(payload)}), "application/x-www-form-urlencoded"


def _retry(envelope: Json) -> dict[str, str]:
    if "retry_attempt" not in envelope:
        return {}
    return {
        "X-Slack-Retry-Num": str(envelope["retry_attempt"]),
        "X-Slack-Retry-Reason": envelope["retry_reason"],
    }


def _read(response: http.client.HTTPResponse, text: str) -> Json:
    if not 200 <= response.status < 300:
        raise Undelivered("http_error", response.getheader("x-slack-no-retry") == "1")
    if response.getheader("content-type", "").startswith("application/json") and text.strip():
        payload = json.loads(text)
        return payload if isinstance(payload, dict) else {}
    return {"text": text} if text.strip() else {}
