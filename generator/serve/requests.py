"""What browsers ask the preview for, over HTTP and by the LiveReload protocol."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache, partial
from importlib import resources
from urllib.parse import quote

import livereload
from tornado.httputil import ParseBodyConfig, ParseUrlEncodedConfig, set_parse_body_config
from tornado.web import Application, HTTPError
from tornado.websocket import WebSocketHandler

from generator.serve import editor
from generator.serve.desk import Desk
from generator.serve.forms import Reply
from generator.serve.frame import OWN
from generator.serve.guard import Guarded, Service, reload_to, tell

MOST = 1 << 23
"""Bytes of what is sent: more than the largest file of facts takes in a form that has it twice."""

MOST_FIELDS = 100_000
"""Fields of what is sent: a plan of a hundred points has some thousands, each with what it was."""

MOST_SAID = 1 << 16
"""Bytes of a message by the LiveReload protocol; more is none of ours."""

_HELLO: Mapping[str, object] = {
    "command": "hello",
    "protocols": ["http://livereload.com/protocols/official-7"],
    "serverName": "factsheet",
}
_ASSETS = {
    "preview.js": "text/javascript", "form.js": "text/javascript", "desk.js": "text/javascript",
    "preview.css": "text/css", "desk.css": "text/css",
}  # fmt: skip


def application(service: Service) -> Application:
    """Answers to all that may be asked. Forms of up to `MOST_FIELDS` fields are read; Tornado itself stops at a thousand."""
    set_parse_body_config(ParseBodyConfig(urlencoded=ParseUrlEncodedConfig(max_arguments=MOST_FIELDS)))
    routes = [
        (r"/livereload", _Reader),
        (r"/(livereload\.js)", _Asset),
        (rf"{OWN}/(preview\.js|form\.js|desk\.js|preview\.css|desk\.css)", _Asset),
        (rf"{OWN}/desk(?:/([^/]*))?", _Desk),
        (rf"{OWN}/within", _Within),
        (rf"{OWN}/", _Overview),
        (rf"{OWN}/marks", _Marks),
        (rf"{OWN}/differs", _Differs),
        (rf"{OWN}/open", _Open),
        (rf"{OWN}/edit", _Edit),
        (rf"{OWN}/check", _Check),
        (rf"{OWN}/undo", _Undo),
        (r"/(.*)", _Pages),
    ]
    return Application(
        [(route, handler, {"service": service}) for route, handler in routes],
        log_function=lambda _: None,
        websocket_max_message_size=MOST_SAID,
    )


class _Pages(Guarded):
    methods = "GET, HEAD"

    async def get(self, address: str) -> None:
        base = self.service.preview.shown.base
        if address == "" and base != "/":
            self.redirect(quote(base))
            return
        is_below = f"/{address}".startswith(base)
        place = f"/{address}".removeprefix(base) if is_below else "404.html"
        answer = await self.service.work(partial(self.service.preview.answer, place))
        self.set_status(answer.status if is_below or answer.status != 200 else 404)
        self.set_header("Content-Type", answer.type)
        self.hand_out()
        self.finish(answer.content)

    head = get


class _Asset(Guarded):
    methods = "GET, HEAD"

    def get(self, name: str) -> None:
        sort = _ASSETS.get(name, "text/javascript")
        self.set_header("Content-Type", f"{sort}; charset=utf-8")
        self.finish(_assets()[name])

    head = get


class _Marks(Guarded):
    async def get(self) -> None:
        preview, forms = self.service.preview, self.service.forms
        facts = await self.service.work(partial(preview.marks, self.get_query_argument("page", "")))
        edition, last = preview.shown.edition, next(reversed(forms.writer.done), None)
        self.hand_out()
        self.tell_as_json(
            {
                "token": forms.token,
                "base": preview.shown.base,
                "facts": facts,
                "drafts": len(edition.standing.drafts) if edition else 0,
                "undo": last.ref if last else "",
                "change": last.mark if last else "",
                "asks": last.asks if last else "",
            }
        )


class _Differs(Guarded):
    async def get(self) -> None:
        self.tell_as_json(await self.service.work(self.service.preview.differing))


class _Overview(Guarded):
    async def get(self) -> None:
        self.hand_out()
        self.show(await self.service.work(self.service.forms.overview))


class _Changing(Guarded):
    async def _answer(self, ask: Callable[[], Reply]) -> None:
        """Do what was asked for; where it changed something, other pages that are open are loaded again."""
        before = self.service.preview.shown.look
        self.show(await self.service.work(ask))
        if self.service.preview.shown.look != before:
            await self.service.reload()


class _Edit(_Changing):
    methods = "GET, POST"

    async def get(self) -> None:
        self.hand_out()
        self.show(
            await self.service.work(partial(self.service.forms.shown, self.get_query_argument("fact", "")))
        )

    async def post(self) -> None:
        await self._answer(partial(self.service.forms.saved, self.sent))


class _Desk(_Changing):
    """The reading desk, for this machine alone: the texts on it are not ours to hand on."""

    methods = "GET, POST"

    def prepare(self) -> None:
        super().prepare()
        if not self.is_near and not self._finished:
            self._refuse(403, "Articles are shown only on the machine on which the preview runs.\n")

    async def get(self, source_id: str | None) -> None:
        desk = Desk(self.service.forms, self.get_query_argument("undone", ""))
        self.hand_out()
        self.show(await self.service.work(partial(desk.shown, source_id) if source_id else desk.listed))

    async def post(self, source_id: str | None) -> None:
        desk = Desk(self.service.forms)
        await self._answer(partial(desk.sent, source_id or "", self.sent))


class _Within(Guarded):
    """What in a fact rests on evidence of its own."""

    async def get(self) -> None:
        desk = Desk(self.service.forms)
        self.tell_as_json(await self.service.work(partial(desk.within, self.get_query_argument("fact", ""))))


class _Check(_Changing):
    methods = "POST"

    async def post(self) -> None:
        await self._answer(partial(self.service.forms.checked, (self.sent.get("fact") or [""])[0]))


class _Undo(_Changing):
    methods = "POST"

    async def post(self) -> None:
        await self._answer(partial(self.service.forms.undone, (self.sent.get("change") or [""])[0]))


class _Open(Guarded):
    """Opens a file of the dossier in the writer's editor, or tells the link that does."""

    methods = "POST"

    def post(self) -> None:
        match _parsed(self.request.body):
            case {"file": str(file), "line": int(line)}:
                project = self.service.preview.room.project
                path = editor.file_of(project, file)
                if path is None:
                    raise HTTPError(404)
                line = min(max(line, 1), 1_000_000)
                try:
                    editor.start(editor.command(self.service.environment, path, line), project)
                    self.tell_as_json({"words": f"{file}:{line} opens in your editor"})
                except editor.NoEditor as error:
                    self.tell_as_json({"link": editor.link(path, line), "words": str(error)})
            case _:
                raise HTTPError(400)


class _Reader(Guarded, WebSocketHandler):
    """A page in a browser, by the LiveReload protocol, version 7."""

    def open(self, *_: str, **__: str) -> None:
        self.service.readers.add(self)

    def on_close(self) -> None:
        self.service.readers.discard(self)

    async def on_message(self, message: str | bytes) -> None:
        match _parsed(message):
            case {"command": "hello"}:
                await tell(self, _HELLO)
            case {"command": "info", "plugins": {"preview": {"look": str(look)}}}:
                if look != (now := self.service.preview.shown.mark):
                    await tell(self, reload_to(now))


@cache
def _assets() -> dict[str, bytes]:
    own = resources.files(__package__) / "assets"
    files = {name: (own / name).read_bytes() for name in _ASSETS}
    live = (resources.files(livereload) / "vendors" / "livereload.js").read_bytes()
    return files | {"livereload.js": (own / "livereload-plugin.js").read_bytes() + live}


def _parsed(message: str | bytes) -> object:
    try:
        return json.loads(message)
    except (ValueError, RecursionError):
        return None
