"""Hostile values: texts, numbers, collections, JSON and TOML of the sorts that break parsers and printers."""

import json
import math
from collections.abc import Mapping
from typing import Any, cast

from fuzz.choices import Choices

HUGE = 1_000_000
DEEP = 20_000
MANY = 10_000
DIGITS = 5_000
"""More digits than Python turns into a number by itself (4,300)."""

TEXTS = (
    "",
    " ",
    "\0",
    "fever\0",
    "\ud800",
    "fever\udc80",
    "\ufeff",
    "\ufefffever",
    "fe\u200bver",
    "\u202efever\u202c",
    "\u2066fever\u2069",
    "fеver",  # noqa: RUF001 - the second letter is Cyrillic
    "fever",
    "ﬁt",
    "İ",
    "ß" * 50,
    "e\u0301" * 40,
    "👩‍👩‍👧",
    "\x1b[2J\x1b]0;title\x07",
    "fever\r\nhamstring: all is well",
    "\u2028\u2029\x85",
    "../../etc/passwd",
    "..\\..\\windows",
    "/dev/zero",
    "file:///etc/passwd",
    "fever/../chest-pain",
    "fever@left:../outer-lower",
    "@",
    "@@@",
    "fever@",
    "@left",
    "open-wound@left:outer-lower:9",
    "left:",
    ":::",
    "left:outer-lower:²",
    "left:outer-lower:٣",
    "{0.__class__}",
    "{",
    "%s%n%(x)s",
    "$(id)",
    "'; drop table findings; --",
    "<script>alert(1)</script>",
    "-",
    "--",
    "--json",
    "-1",
    "null",
    "NaN",
    "__proto__",
    "__class__",
)

NUMBERS: tuple[object, ...] = (
    0,
    -1,
    1,
    2,
    9,
    15,
    60,
    61,
    2**31,
    2**63,
    -(2**64),
    10**100,
    10**DIGITS,
    0.0,
    -0.0,
    1.5,
    1e308,
    math.nan,
    math.inf,
    -math.inf,
    True,
    False,
    1j,
)

PLAIN: tuple[Any, ...] = (True, False, 0, -1, 10**18, 1.5, math.inf, math.nan, [], {}, [[]], {"a": {}}, [1, "a"], "", [{}], 2, 7)
"""Values such as JSON and TOML have."""

RAW_JSON = (
    "NaN",
    "Infinity",
    "-Infinity",
    "-0",
    "1e999",
    "1E400",
    "9" * DIGITS,
    "-" + "9" * DIGITS,
    "0." + "1" * DIGITS,
    "[" * DEEP,
    "[" * DEEP + "]" * DEEP,
    '{"a":' * DEEP,
    '{"a":' * DEEP + "1" + "}" * DEEP,
    '"\\ud800"',
    '"\\udc00\\ud800"',
    '"\\u0000"',
    '"' + "x" * HUGE + '"',
    "[" + '"fever",' * MANY + '"fever"]',
    "[" + ",".join(f'"no-{index}"' for index in range(MANY)) + "]",
    "[" + '"left:outer-lower:2",' * MANY + '"left:outer-lower:2"]',
    "01",
    "'a'",
    "{}",
    "[]",
    "[[]]",
    "[null]",
    "{'a': 1}",
    '{"a": 1, "a": 2}',
    "nul",
    "\ufeff{}",
)


class Loud(str):
    """A text whose own conversions raise."""

    __slots__ = ()

    def __str__(self) -> str:
        raise RuntimeError("told")

    def __repr__(self) -> str:
        raise RuntimeError("shown")


class Odd:
    """A value that is nothing of what any field takes, and says so loudly."""

    def __repr__(self) -> str:
        raise RuntimeError("shown")

    def __bool__(self) -> bool:
        raise RuntimeError("asked")

    def __eq__(self, other: object) -> bool:
        return NotImplemented

    __hash__ = object.__hash__


def text(choices: Choices, known: tuple[str, ...]) -> str:
    """Give a known id, one that was tampered with, a hostile text or a long one."""
    match choices.below(8):
        case 0 | 1 | 2:
            return choices.pick(known)
        case 3:
            return tampered(choices, choices.pick(known))
        case 4 | 5:
            return choices.pick(TEXTS)
        case 6:
            return choices.take(40).decode("utf-8", "surrogateescape")
        case _:
            return choices.pick(known) + choices.pick(TEXTS) if choices.below(16) else choices.pick(("x", "é", "\0", "a b ", "{")) * HUGE


def tampered(choices: Choices, given: str) -> str:
    """Put something strange into a text, take a part away, or say it twice."""
    at = choices.below(len(given) + 1)
    strange = choices.pick(("\0", "\u200b", "\u202e", "\ud800", "\ufeff", "-", "@", ":", " ", "É", "\n", "{}"))
    return choices.pick((given[:at] + strange + given[at:], given[:at] + given[at + 1 :], given.upper(), given * 2, f" {given} "))


def value(choices: Choices, known: tuple[str, ...], depth: int = 3) -> object:  # noqa: PLR0911 - one for each sort
    """Give a value of any type, nested a little or very deeply."""
    match choices.below(12 if depth else 7):
        case 0 | 1 | 2:
            return text(choices, known)
        case 3 | 4:
            return choices.pick(NUMBERS)
        case 5:
            return choices.pick((None, b"fever", b"\xff", bytearray(b"x"), object(), Odd(), Loud("fever"), iter(["fever"]), range(3), int))
        case 6:
            return nest(choices.pick((list, tuple, dict)), choices.pick((1, 50, 5_000)))
        case 7:
            return [f"no-{index}" for index in range(MANY)] if choices.one_in(16) else ["fever"] * choices.below(9)
        case 8:
            return {text(choices, known): value(choices, known, 0)} if choices.one_in(2) else frozenset(texts(choices, known))
        case kind:
            entries = [value(choices, known, depth - 1) for _ in range(choices.below(4))]
            return entries if kind < 11 else tuple(entries)


def texts(choices: Choices, known: tuple[str, ...]) -> list[str]:
    return [text(choices, known) for _ in range(choices.below(5))]


def nest(kind: type, depth: int) -> object:
    """Nest a value so deeply that walking down it by recursion fails."""
    found: object = "fever"
    for _ in range(depth):
        found = {"a": found} if kind is dict else [found] if kind is list else (found,)
    return found


def json_text(choices: Choices, plain: object, known: tuple[str, ...]) -> str | bytes:
    """Write plain values as JSON with damage done to the values, to the text, or to the bytes."""
    for _ in range(choices.below(3)):
        plain = damaged(choices, plain, known)
    told = json.dumps(plain, default=lambda _: None, skipkeys=True)
    match choices.below(8):
        case 0 | 1 | 2:
            return told
        case 3:
            return told.replace(choices.pick(('"', "[", "1", "true", "null")), choices.pick(RAW_JSON), 1)
        case 4:
            return told.replace("{", '{"minutes": 5, ', 1)
        case 5:
            return choices.pick((f"\ufeff{told}", told + "\0", told[: choices.below(len(told) + 1)], f"[{told}]", told * 2, ""))
        case 6:
            data = bytearray(told.encode())
            for _ in range(1 + choices.below(4)):
                data[choices.below(len(data))] = choices.byte()
            return bytes(data)
        case _:
            return told.encode(choices.pick(("utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-7")))


def damaged(choices: Choices, plain: object, known: tuple[str, ...]) -> object:
    """Change one value somewhere inside plain values: another type, another text, a field more or less."""
    if isinstance(plain, dict) and plain and choices.below(6):
        fields = dict(cast("dict[str, object]", plain))
        name = choices.pick(sorted(fields))
        match choices.below(8):
            case 0:
                fields[text(choices, known)[:100]] = fields[name]
            case 1:
                del fields[name]
            case _:
                fields[name] = damaged(choices, fields[name], known)
        return fields
    if isinstance(plain, list) and plain and choices.below(6):
        entries = list(cast("list[object]", plain))
        at = choices.below(len(entries))
        entries[at] = damaged(choices, entries[at], known)
        return entries
    return simple(choices, known)


def simple(choices: Choices, known: tuple[str, ...]) -> object:
    """Give a plain value such as JSON and TOML have."""
    return text(choices, known) if choices.one_in(2) else choices.pick(PLAIN)


def toml(tables: Mapping[str, Any]) -> str:
    """Write plain tables as TOML, every table inline but the topmost."""
    lines: list[str] = []
    for name, entry in tables.items():
        if not isinstance(entry, dict):
            lines.append(f"{_quoted(name)} = {_toml(entry)}")
    for name, entry in tables.items():
        if isinstance(entry, dict):
            lines.append(f"[{_quoted(name)}]")
            lines += [f"{_quoted(field)} = {_toml(inner)}" for field, inner in cast("dict[str, Any]", entry).items()]
    return "\n".join(lines) + "\n"


def _toml(plain: object) -> str:
    match plain:
        case bool():
            return str(plain).lower()
        case str():
            return _quoted(plain)
        case float():
            return "nan" if math.isnan(plain) else "inf" if math.isinf(plain) else repr(plain)
        case list():
            return f"[{', '.join(_toml(entry) for entry in cast('list[object]', plain))}]"
        case dict():
            fields = cast("dict[str, object]", plain)
            return "{" + ", ".join(f"{_quoted(name)} = {_toml(entry)}" for name, entry in fields.items()) + "}"
        case _:
            return str(plain)


def _quoted(given: str) -> str:
    return json.dumps(given.encode("utf-8", "replace").decode(), ensure_ascii=False).replace("\x7f", "\\u007f")


RAW_TOML = (
    "x = " + "[" * DEEP,
    "x = " + "[" * 400 + "]" * 400,
    "x = " + "{a=" * 400 + "1" + "}" * 400,
    "x = " + "9" * DIGITS,
    "x = 0x" + "f" * DIGITS,
    "x = [" + "1," * HUGE + "]",
    ".".join("a" * 300) + " = 1",
    ".".join("a" * 100) + " = 1",
    ".".join("a" * HUGE) + " = 1",
    "x = {" + ".".join("a" * 200_000) + " = 1}",
    "[" + ".".join(["a"] * 3_000) + "]",
    "[" + ".".join(["when"] * 500) + "]\nx = 1",
    "[[fever]]\n[[fever]]",
    "[fever]\n[fever]",
    "fever = 1\nfever = 2",
    "fever.a = 1\nfever.a.b = 2",
    '["\\ud800"]',
    '["\\u0000"]\na = 1',
    '["\\u202efever"]\nask = 1',
    '["' + "x" * HUGE + '"]\na = 1',
    "x = 1979-05-27T07:32:00Z",
    "x = 25:00:00",
    "x = nan",
    "[fever]\nx = inf",
    "x = '''",
    "\ufeff[fever]",
    "# \0",
    "=",
    "[",
    '""=1',
    "[''.'']",
    "x = 1\r",
    "\n" * HUGE,
    "#" * HUGE,
    "".join(f"[no-{index}]\nask = 1\n" for index in range(MANY)),
    'sources = ["' + "\\\\" * HUGE + '"]',
    'why = "' + '\\"' * HUGE,
)
