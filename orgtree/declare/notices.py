"""What an app declares of its notices; collected by `orgtree.declare.registry`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class NoticeKind:
    """Notices of one kind: those whose key begins with one of `prefixes` before its first colon.

    An `urgent` one goes out by itself as soon as the hours allow, the others together once a day. One that people must get
    is not `optional`.
    """

    key: str
    label: str
    prefixes: tuple[str, ...]
    urgent: bool = False
    optional: bool = True


OTHER = NoticeKind("other", "其他通知", ())
