"""Who is answered: requests that were meant for this preview, and what is sent from its own pages. Everybody else is refused."""

from __future__ import annotations

import asyncio
import hmac
import json
import re
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from ipaddress import ip_address
from typing import TypeVar

from tornado.escape import parse_qs_bytes
from tornado.web import HTTPError, RequestHandler
from tornado.websocket import WebSocketClosedError, WebSocketHandler

from generator.serve.door import Door
from generator.serve.forms import Forms, Reply
from generator.serve.preview import Preview, plain

T = TypeVar("T")

_HOST = re.compile(r"[\w.:\[\]-]+", re.ASCII)
_FORM, _JSON = "application/x-www-form-urlencoded", "application/json"


@dataclass(frozen=True, slots=True)
class Service:
    """A preview at a door, with its forms, and the pages that are open in browsers.

    `environment` is where the writer's editor is named.
    """

    preview: Preview
    door: Door
    forms: Forms
    environment: Mapping[str, str]
    readers: set[WebSocketHandler] = field(default_factory=set)
    hand: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1))

    async def work(self, ask: Callable[[], T]) -> T:
        """What the preview or its forms answer. They are asked in one thread apart, in the order in which it was asked here."""
        return await asyncio.get_running_loop().run_in_executor(self.hand, ask)

    async def reload(self) -> None:
        """Have every page loaded again; one that does not answer is not waited for."""
        told = (tell(reader, reload_to(self.preview.shown.mark)) for reader in set(self.readers))
        with suppress(TimeoutError):
            await asyncio.wait_for(asyncio.gather(*told), 1)


def reload_to(mark: str) -> Mapping[str, object]:
    """What tells a page to load again, by the LiveReload protocol; the path says what there is to see (`Shown.mark`)."""
    return {"command": "reload", "path": mark, "liveCSS": False}


async def tell(reader: WebSocketHandler, message: Mapping[str, object]) -> None:
    """Say something to a page that is open, if it still is."""
    with suppress(WebSocketClosedError):
        await reader.write_message(dict(message))


class Guarded(RequestHandler):
    """Answers only requests that were meant for the preview, and lets nobody keep the answer or use it elsewhere."""

    methods = "GET"

    def initialize(self, service: Service) -> None:
        """Take what this answers for."""
        self.service = service

    def set_default_headers(self) -> None:
        """Let nobody keep an answer, or load more with it than the preview serves."""
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")
        self.set_header("Cross-Origin-Opener-Policy", "same-origin")
        self.set_header("Referrer-Policy", "same-origin")
        self.set_header("Content-Security-Policy", _policy(self.request.host))

    def prepare(self) -> None:
        """Refuse what was not meant for this preview, and what was not sent from a page of it."""
        host, origin = self.request.host, self.request.headers.get("Origin")
        if not self.service.door.knows(host) or origin not in {None, f"http://{host}"}:
            self._refuse(403, f"This preview answers only at {self.service.door.address}\n")
        elif self.request.method == "POST" and not self._is_ours(origin):
            self._refuse(403, "This was not sent from a page of this preview; nothing was done.\n")

    def write_error(self, status_code: int, **_: object) -> None:
        """Answer what cannot be answered otherwise with a page in our own words."""
        if status_code == 405:
            self.set_header("Allow", self.methods)
        self.finish(plain(status_code, HTTPStatus(status_code).phrase, self.service.preview.shown).content)

    @property
    def sent(self) -> dict[str, list[str]]:
        """What was sent from a form, by field. Raises `HTTPError` for what is no text."""
        fields = parse_qs_bytes(self.request.body, keep_blank_values=True)
        try:
            return {key: [one.decode() for one in values] for key, values in fields.items()}
        except UnicodeDecodeError:
            raise HTTPError(400) from None

    def show(self, reply: Reply) -> None:
        """A page, or the way to one."""
        if reply.to:
            self.redirect(reply.to, status=303)
            return
        self.set_status(reply.status)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(reply.content)

    def tell_as_json(self, told: object) -> None:
        """Something for a script."""
        self.set_header("Content-Type", f"{_JSON}; charset=utf-8")
        self.finish(json.dumps(told))

    def hand_out(self) -> None:
        """Give the browser the half of the key that pages cannot read."""
        self.set_cookie(self._cookie, self.service.forms.token, httponly=True, samesite="Strict")

    @property
    def is_near(self) -> bool:
        """Whether this was asked from this machine."""
        return ip_address(self.request.remote_ip or "0.0.0.0").is_loopback  # noqa: S104  nobody's address

    @property
    def _cookie(self) -> str:
        return f"factsheet-{self.service.door.port}"

    def _is_ours(self, origin: str | None) -> bool:
        sort = self.request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if not self.is_near or origin is None or sort not in {_FORM, _JSON}:
            return False  # others on the network may read a preview that is open to them, and change nothing
        given = self.request.headers.get("X-Preview-Token") or (self.sent.get("token") or [""])[0]
        halves = (given, self.get_cookie(self._cookie, "") or "")
        return all(hmac.compare_digest(one.encode(), self.service.forms.token.encode()) for one in halves)

    def _refuse(self, status: int, words: str) -> None:
        self.set_status(status)
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(words)


def _policy(host: str) -> str:
    """A Content-Security-Policy: nothing but what the preview itself serves."""
    live = f" ws://{host}" if _HOST.fullmatch(host) else ""
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; media-src 'self'; "
        f"connect-src 'self'{live}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
