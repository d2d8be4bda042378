"""What people never type, and programs that look for holes do."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any, Final
from urllib.parse import quote_from_bytes, urlencode

from hypothesis import strategies as st

from tests.hard_knocks.forms_found import Field, Form

TEXTS: Final = (
    "",
    " ",
    "\x00",
    "Noor\x00",
    "\x08\x1b[31m",
    "\u202eroon\u2066",
    "\u200b\ufeff",
    "\ud7ff\ue000\uffff",
    "👩‍👩‍👧‍👦🌞",
    "e\u0301" * 30,
    "ﷺ" * 100,
    "İıß",
    "a" * 300,
    "b" * 5_000,
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "' OR 1=1 --",
    "'; DROP TABLE child; --",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }}{% for x in () %}",
    "%(name)s %s {0}",
    "../../etc/passwd",
    "C:\\boot.ini",
    "\r\nSet-Cookie: a=b",
    "line\nline\r\nline",
    "//evil.example",
    "/\\evil.example",
    "javascript:alert(1)",
    "https://evil.example/",
    "nooit-aangeboden",
    "null",
    "None",
    "[object Object]",
    "__proto__",
    "true",
)
"""Texts."""

NUMBERS: Final = (
    "0",
    "-1",
    "-0",
    "1",
    "2018",
    "1.5",
    "1e9",
    "1e400",
    "nan",
    "-inf",
    "0x1f",
    "1_000",
    "²",
    "٢٠١٨",
    "१२",
    "2147483647",
    "2147483648",
    "9223372036854775808",
    "-9223372036854775809",
    "9" * 40,
    "9" * 5_000,
    "2027-02-30",
    "0000-00-00",
    "99:99",
)
"""What may pass for a number, a day or a moment."""

HUGE: Final = "c" * 100_000
"""100 kB in one field."""

MORE_NAMES: Final = (
    "id",
    "child_id",
    "contact",
    "season_id",
    "municipality",
    "is_admin",
    "actor",
    "version",
    "number",
    "rank-1",
    "emergency-0-phone",
    "emergency-99-phone",
    "emergency--1-name",
    "self.__class__",
    "",
)
"""Fields that a form does not have, or that another one has."""

ENCODINGS: Final = ("urlencoded",) * 8 + (
    "multipart",
    "multipart",
    "files",
    "json",
    "plain",
    "latin-1",
    "utf-16",
    "percent",
    "cut",
    "none",
)
"""How a form is sent: mostly as browsers do."""

odd_texts = (
    st.sampled_from(TEXTS)
    | st.sampled_from(NUMBERS)
    | st.text(max_size=40)
    | st.integers(-(2**70), 2**70).map(str)
    | st.just(HUGE)
)

Pairs = list[tuple[str, str]]


def _values(field: Field) -> st.SearchStrategy[list[str]]:
    """What is sent of one field: what its page offers, odd values, several, or none."""
    offered = st.sampled_from(field.options or field.sent or [""])
    one = st.one_of(offered, odd_texts)
    return st.one_of(
        one.map(lambda value: [value]),
        st.lists(one, min_size=0, max_size=4),
    )


@st.composite
def filled(draw: st.DrawFn, form: Form) -> Pairs:
    """A form as its page has it, with some fields changed, left out or added."""
    names = list(form.fields)
    # Good values for the others, or nothing would get past the first check.
    chosen = draw(st.lists(st.sampled_from(names), unique=True, max_size=4)) if names else []
    if draw(st.integers(0, 9)) == 0:
        chosen = names[:30]
    found: Pairs = []
    for name, each in form.fields.items():
        if name in chosen:
            values = draw(_values(each))
        elif each.sent:
            values = each.sent
        else:
            values = [draw(st.sampled_from(each.options))] if each.options else [""]
        found += [(name, value) for value in values]
    for name in draw(st.lists(st.sampled_from(MORE_NAMES), max_size=2)):
        found.append((name, draw(odd_texts)))
    return found


def odd_paths(path: str) -> st.SearchStrategy[str]:
    """The address, or that address with other numbers in it."""
    parts = path.split("/")
    places = [place for place, part in enumerate(parts) if part.isdigit()]
    if not places:
        return st.just(path)

    def with_other(place: int, number: str) -> str:
        return "/".join([*parts[:place], number, *parts[place + 1 :]])

    others = st.one_of(
        st.integers(0, 60).map(str),
        st.sampled_from(("-1", "0", "2147483648", "9" * 25, "9" * 5000, "1.0", "%00", "٢", "1e3")),
    )
    return st.one_of(
        st.just(path), st.just(path), st.builds(with_other, st.sampled_from(places), others)
    )


def body_of(pairs: Pairs, encoding: str) -> dict[str, Any]:
    """How the test client sends it."""
    safe = [(name, value.encode("utf-8", "replace").decode()) for name, value in pairs]
    whole = urlencode(safe)
    sent = _PLAIN[encoding](whole) if encoding in _PLAIN else _GROUPED[encoding](safe)
    return {"data": sent[0], "content_type": sent[1]}


_FORM: Final = "application/x-www-form-urlencoded"
_PARTS: Final = "multipart/form-data"
_Body = tuple[Any, str]
_PLAIN: Final[Mapping[str, Callable[[str], _Body]]] = {
    "urlencoded": lambda whole: (whole, _FORM),
    "plain": lambda whole: (whole, "text/plain"),
    "none": lambda whole: (whole.encode(), ""),
    "percent": lambda whole: (whole.replace("=", "=%FF%FE%ZZ%", 2) + "&%&=&&;", _FORM),
    "cut": lambda whole: (
        b'--b\r\nContent-Disposition: form-data; name="name"\r\n\r\n' + whole.encode(),
        f"{_PARTS}; boundary=b",
    ),
}
_GROUPED: Final[Mapping[str, Callable[[Pairs], _Body]]] = {
    "multipart": lambda pairs: (_grouped(pairs), _PARTS),
    "files": lambda pairs: (_as_files(pairs), _PARTS),
    "json": lambda pairs: (json.dumps(_grouped(pairs)), "application/json"),
    "latin-1": lambda pairs: (_encoded(pairs, "latin-1"), f"{_FORM}; charset=latin-1"),
    "utf-16": lambda pairs: (_encoded(pairs, "utf-16"), f"{_FORM}; charset=utf-16"),
}


def _grouped(pairs: Pairs) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


def _as_files(pairs: Pairs) -> dict[str, list[tuple[BytesIO, str]]]:
    """A file in every field, with a name that leads elsewhere and reads backwards."""
    return {
        name: [(BytesIO(value.encode()), "../\u202efdp.exe") for value in values]
        for name, values in _grouped(pairs).items()
    }


def _encoded(pairs: Pairs, encoding: str) -> str:
    return "&".join(
        f"{quote_from_bytes(name.encode(encoding, 'replace'))}"
        f"={quote_from_bytes(value.encode(encoding, 'replace'))}"
        for name, value in pairs
    )
