"""A client of the real yaml-language-server, as an editor is one: JSON-RPC over its standard input and output.

The server is that of npm, in the version that `editor/package.json` names; `make test` installs it there.
"""

from __future__ import annotations

import json
import queue
import subprocess
import threading
from collections.abc import Mapping
from pathlib import Path

SERVER = Path(__file__).parent / "editor/node_modules/yaml-language-server/bin/yaml-language-server"
PATIENCE = 60
"""Seconds that an answer may take before something must be wrong."""


class LanguageServer:
    """One server for a folder, with the settings that an editor would read there."""

    def __init__(self, folder: Path, settings: Mapping[str, object]) -> None:
        assert SERVER.is_file(), "the language server is not installed; `make test` does that"
        self.folder = folder
        self._settings = settings
        self._process = subprocess.Popen(
            ["node", SERVER, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=folder
        )
        self._answers: queue.Queue[dict] = queue.Queue()
        self._diagnostics: dict[str, queue.Queue[list]] = {}
        self._asked_for_settings = threading.Event()
        self._last = 0
        threading.Thread(target=self._listen, daemon=True).start()
        root = folder.as_uri()
        capabilities = {
            "workspace": {"configuration": True, "workspaceFolders": True},
            "textDocument": {"hover": {"contentFormat": ["markdown"]}},
        }
        self.ask(
            "initialize",
            {
                "processId": None,
                "rootUri": root,
                "capabilities": capabilities,
                "workspaceFolders": [{"uri": root, "name": "dossier"}],
            },
        )
        self._send({"method": "initialized", "params": {}})
        self._send({"method": "workspace/didChangeConfiguration", "params": {"settings": settings}})
        assert self._asked_for_settings.wait(PATIENCE), "the language server does not ask for its settings"

    def open(self, file: str, text: str) -> list[dict]:
        """What the server has against a file with this text."""
        return self.open_all({file: text})[file]

    def open_all(self, texts: Mapping[str, str]) -> dict[str, list[dict]]:
        """The same of many files at once, which takes hardly longer: the server waits a little before it looks at any."""
        uris = {file: (self.folder / file).as_uri() for file in texts}
        for file, uri in uris.items():
            self._diagnostics[uri] = queue.Queue()
            document = {"uri": uri, "languageId": "yaml", "version": 1, "text": texts[file]}
            self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        return {file: self._diagnostics[uri].get(timeout=PATIENCE) for file, uri in uris.items()}

    def complete(self, file: str, line: int, character: int) -> list[str]:
        """What is offered at a place, counted from 0."""
        found = self.ask("textDocument/completion", self._place(file, line, character))
        return [one["label"] for one in found["items"]]

    def hover(self, file: str, line: int, character: int) -> str:
        """What is shown of what stands at a place, counted from 0."""
        found = self.ask("textDocument/hover", self._place(file, line, character))
        return found["contents"]["value"] if found else ""

    def ask(self, method: str, params: object) -> dict:
        """The answer to one request."""
        self._last += 1
        self._send({"id": self._last, "method": method, "params": params})
        while (answer := self._answers.get(timeout=PATIENCE))["id"] != self._last:
            pass
        assert "error" not in answer, answer
        return answer["result"]

    def close(self) -> None:
        """End the server."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            pipe.close()

    def _place(self, file: str, line: int, character: int) -> dict:
        uri = (self.folder / file).as_uri()
        return {"textDocument": {"uri": uri}, "position": {"line": line, "character": character}}

    def _send(self, message: Mapping[str, object]) -> None:
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(content) + content)
        self._process.stdin.flush()

    def _listen(self) -> None:
        pipe = self._process.stdout
        while header := pipe.readline():
            if header.lower().startswith(b"content-length:"):
                size = int(header.partition(b":")[2])
            if not header.strip():
                self._take(json.loads(pipe.read(size)))

    def _take(self, message: dict) -> None:
        if "method" not in message:
            self._answers.put(message)
        elif "id" in message:
            self._send({"id": message["id"], "result": self._answer(message)})
            if message["method"] == "workspace/configuration":
                self._asked_for_settings.set()
        elif message["method"] == "textDocument/publishDiagnostics":
            told = message["params"]
            if told["uri"] in self._diagnostics:
                self._diagnostics[told["uri"]].put(told["diagnostics"])

    def _answer(self, message: dict) -> object:
        if message["method"] != "workspace/configuration":
            return None
        sections = [one.get("section", "") for one in message["params"]["items"]]
        return [self._settings.get(section, {}) for section in sections]
