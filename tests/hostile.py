"""Input that no client sends and every attacker does (requirement C06: no 500 on any input)."""

# Already encoded for a query string.
HOSTILE_TEXTS = [
    "%00",
    "a%00b",
    "%ED%A0%80",
    "%FF%FE",
    "9223372036854775808",
    "-9223372036854775809",
    "99999999999999999999999999999999",
    "1e400",
    "NaN",
    "-0",
    "0x10",
    "%27%20OR%201%3D1--",
    "%25%5F%5C",
    "__import__",
    "id__in",
    "%F0%9F%98%80" * 50,
    "a" * 5000,
    "[]",
    "null",
    "",
    "0001-01-01",
    "99999-01-01",
]
HOSTILE_BODIES = [
    b"",
    b"null",
    b"true",
    b"1",
    b"[]",
    b'"text"',
    b"{",
    b"\xff\xfe",
    b'{"a": NaN}',
    b'{"a": 1e999}',
    b'{"a": ' + b"9" * 5000 + b"}",
    b"[" * 100_000,
    b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
    b'{"account": "\\ud800", "password": "x"}',
    b'{"account": "\\u0000", "password": "x"}',
    b'{"\\ud800": 1}',
    b'{"scopes": ["\\udfff"], "kind": "\\udfff", "ids": ["\\udfff"]}',
    b'{"scopes": {"a": [[[[]]]]}}',
    b'{"scopes": [[]]}',
    b'"' + b"x" * 2_000_000 + b'"',
]
# What a filter of the desk is asked, already encoded: of each kind that breaks some reader of numbers, days or keys.
HOSTILE_FILTERS = [
    "%C2%B2",
    "%D9%A3",
    "a" * 5000,
    "-1",
    "9" * 30,
    "2026-13-40",
    "99999-01-01",
    "1,2,x",
    "%ED%A0%80",
]
HOSTILE_ORDERS = ["%C2%B2", "99", "-99.-.1.1", "x", "%D9%A3", "9" * 30, "--1", "."]
HOSTILE_PAGES = ["%C2%B2", "-1", "0", "x", "9" * 30, "%D9%A3"]
HOSTILE_TICKS = ["x", "\0", "9" * 30, "-1", "²", "٣", "", "1,2", "[]"]
HOSTILE_KEYS = ["%C2%B2", "9" * 30, "-1", "x_3A", "not-a-uuid", "_FF"]
