"""The one class of domain error; pages, admin and API each turn it into their own shape in one place."""


class RuleBroken(Exception):
    """A request that the rules refuse.

    `code` is stable and machine-readable, `message` is Chinese and meant for the person, `field` names
    the input it belongs to (None: the whole request), and `conflict` is true when the same request
    could have succeeded at another moment (HTTP 409 instead of 422).
    """

    def __init__(self, code: str, message: str, *, field: str | None = None, conflict: bool = False):
        super().__init__(message)
        self.code = code
        self.message = message
        self.field = field
        self.conflict = conflict


def not_found(what: str = "记录", *, field: str | None = None) -> RuleBroken:
    """The error of a row that is out of reach: in the same words as for one that does not exist."""
    return RuleBroken("not_found", f"{what}不存在或不在您的管理范围", field=field)


def of_another(by, code: str, message: str, *, field: str | None = None, conflict: bool = False) -> RuleBroken:
    """The error of what another person than the account `by` has to do; it stands in the record of refused acts (decision 0072),
    whether an act's `not_by` or a service of its own refuses it.
    """
    by.refused = (*by.refused, code)
    return RuleBroken(code, message, field=field, conflict=conflict)
