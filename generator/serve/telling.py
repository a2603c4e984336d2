"""What readers are told of a change, as part of a form: what it is, what was and what is, why, and who decided it. All is escaped."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from html import escape

from generator.correcting import KINDS
from generator.history import Change
from generator.serve.correcting import Told
from generator.serve.widgets import id_of, options

TOLD = {
    "told-kind": "What it is", "told-was": "It was", "told-now": "It is", "told-why": "Why", "told-by": "Who decided it",
}  # fmt: skip
"""What is said to readers of a change, by the name of its field."""

_HELP = (
    "This was published. A change of substance goes out with a correction, which is written with it; other words for the same "
    "need none. What was and what is are put down here when you save, for you to look at first."
)


def telling(told: Told, wrong: Collection[str], besides: Sequence[Change]) -> str:
    """The fields; `wrong` are those in which something is missing, `besides` changes that are none of this form's."""
    missing = [TOLD[key][0].lower() + TOLD[key][1:] for key in TOLD if key in wrong]
    why = f"Readers have to be told of this change: say {', '.join(missing)}."
    return (
        f'<fieldset class="preview-telling{" preview-wrong" if missing else ""}"><legend>What readers are told</legend>'
        f'<p class="preview-help">{_HELP}</p>{f"<p class=preview-why id=told-missing>{why}</p>" if missing else ""}'
        f"{''.join(_field(key, told, key in wrong) for key in TOLD)}{_besides(besides)}"
        f'<input type="hidden" name="told-drafted" value="{escape(told.drafted)}"></fieldset>'
    )


def _field(key: str, told: Told, is_wrong: bool) -> str:  # noqa: FBT001  read off the page
    if key in {"told-was", "told-now"} and not told.drafted:
        return ""
    at = f'id="{id_of(key)}" name="{key}"{" aria-invalid=true aria-describedby=told-missing" if is_wrong else ""}'
    said = {"kind": told.kind, "was": told.was, "now": told.now, "why": told.why, "by": told.by}[key[5:]]
    widget = f'<input {at} value="{escape(said)}" autocomplete="off" dir="auto">'
    if key == "told-kind":
        widget = f"<select {at}>{options('kind', KINDS, said)}</select>"
    elif key in {"told-was", "told-now"}:
        widget = f'<textarea {at} rows="2" dir="auto">\n{escape(said)}</textarea>'
    return f'<label for="{id_of(key)}">{TOLD[key]}</label>{widget}'


def _besides(changes: Sequence[Change]) -> str:
    if not changes:
        return ""
    items = "".join(
        f"<li>{escape(one.address)}: {escape('; '.join(one.was) or 'nothing')} → {escape('; '.join(one.now) or 'nothing')}</li>"
        for one in changes
    )
    said = "Changed besides, by hand or in another form, since readers saw it. Say it here too if no correction of its own will:"
    return f'<p class="preview-help">{said}</p><ul class="preview-help">{items}</ul>'
