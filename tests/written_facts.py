"""Fact files as hypothesis writes them: from the declarations, sound ones and damaged ones, as the parser would give them."""

from __future__ import annotations

from hypothesis import strategies as st

from generator.kinds import Many, Scalar, Type

NUMBERS = st.integers(-999_999_999, 999_999_999).map(str)
IDS = st.sampled_from("ada-lind toll 2031-04-02-briefing x 7".split())
DATES = "2031 2031-04 2031-04-02 2031-04-02~ 2031-21 203X 2031-04-02/.. /2031-04-02 2031-04-02T10:00+02:00".split()
FORMS = {
    "id": IDS,
    "place": st.sampled_from("p1 p17-19 p2s3 p2s3-4 p99999s999".split()),
    "language": st.sampled_from("en uk zh-Hans sr-Latn-RS".split()),
    "url": st.sampled_from(["https://harbour-post.example/tolls?page=2#end", "http://[::1]/"]),
    "number": NUMBERS,
    "yes-no": st.sampled_from(["true", "false"]),
    "date": st.sampled_from(DATES),
}
TEXT = st.text(min_size=1, max_size=5)
ODD_TEXTS = " |\n|?|:|#|true|True|28|-0|007|1e3|p0|p1s0|actor:|:ada|actor:Ada|plan:first|en\n|2031-02-30|null|\x1c|\x85|\ufeff"
ODDITIES = st.sampled_from(
    [*ODD_TEXTS.split("|"), "", [], {}, [[]], [{}], ["x", {}], {"x": "y"}, {"value": []}]
)
LEAST_FIELDS, MOST_FIELDS = 1, 3


@st.composite
def sound(draw, kind: Type, fields: int = MOST_FIELDS):
    """What a file may say where its declaration wants this; groups get up to so many optional fields, and ever fewer inside."""
    if isinstance(kind, Scalar):
        return draw(_scalar(kind))
    if isinstance(kind, Many):
        items = draw(st.lists(sound(kind.item, fields), min_size=1, max_size=2))
        return items[0] if draw(st.booleans()) and not isinstance(items[0], list) else items
    if kind.struct.shorthand and draw(st.booleans()):
        return draw(sound(kind.by_key[kind.struct.shorthand].type, fields))
    written = [field for field in kind.fields if field.required]
    either = [field for field in kind.fields if field.name in kind.struct.exactly_one]
    others = [field for field in kind.fields if not field.required and field not in either]
    written += [draw(st.sampled_from(either))] if either else []
    written += draw(st.lists(st.sampled_from(others), max_size=fields, unique=True)) if others else []
    return {field.key: draw(sound(field.type, max(fields - 2, 0))) for field in written}


def _scalar(kind: Scalar):
    if kind.form == "ref":
        kinds = st.sampled_from(["actor", "plan"] if kind.kinds == ("*",) else kind.kinds)
        whole = st.builds("{}:{}{}".format, kinds, IDS, st.sampled_from(["", "/x", "#entry", "/x#entry"]))
        return whole | IDS if kind.only_kind else whole
    return st.sampled_from(kind.choices) if kind.choices else FORMS.get(kind.form, TEXT)


@st.composite
def damaged(draw, written: st.SearchStrategy[object]):
    """The same with something wrong somewhere in it, or with something odd that is not wrong."""
    return _damage(draw, draw(written))


def _damage(draw, data: object) -> object:
    if isinstance(data, dict) and data:
        key = draw(st.sampled_from(list(data)))
        match draw(st.sampled_from(["drop", "rename", "add", "replace", *["within"] * 4])):
            case "drop":
                return {other: value for other, value in data.items() if other != key}
            case "rename":
                return {f"{other}{'s' * (other == key)}": value for other, value in data.items()}
            case "add":
                return {
                    **data,
                    draw(st.sampled_from(["value", "contested", "nothing", "own", "note", "x"])): draw(
                        ODDITIES
                    ),
                }
            case "within":
                return {**data, key: _damage(draw, data[key])}
    if isinstance(data, list) and data and draw(st.booleans()):
        return [_damage(draw, data[0]), *data[1:]]
    return draw(ODDITIES | TEXT)


def has_holes(data: object) -> bool:
    """Whether there is an empty text in it, of which the parser has told."""
    if isinstance(data, dict):
        return any(has_holes(value) for value in data.values())
    return any(has_holes(item) for item in data) if isinstance(data, list) else data == ""
