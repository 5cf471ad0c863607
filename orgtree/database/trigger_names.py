"""Triggers by their names, so that registering one looks at itself alone.

The registry put both lists of all names together anew for each of some nine hundred registrations: a sixth of the time in which
a process of the site starts, and more with each new table.
"""

from pgtrigger import registry


class IndexedRegistry(registry._Registry):
    """The registry of triggers, which refuses the same names as before."""

    @property
    def by_db_table(self) -> dict:
        """{(table, name): trigger} of all that are registered."""
        if "_by_table" not in self.__dict__:
            self.__dict__["_by_table"] = super().by_db_table
        return self.__dict__["_by_table"]

    @property
    def pg_function_names(self) -> set[str]:
        """What the functions of all registered triggers are called in the database."""
        if "_functions" not in self.__dict__:
            self.__dict__["_functions"] = super().pg_function_names
        return self.__dict__["_functions"]

    def __setitem__(self, key, value):
        super().__setitem__(key, value)
        model, trigger = value
        self.by_db_table[model._meta.db_table, trigger.name] = trigger
        self.pg_function_names.add(trigger.get_pgid(model))

    def __delitem__(self, key):
        super().__delitem__(key)
        for name in ("_by_table", "_functions"):  # rare: put together anew by who asks next
            self.__dict__.pop(name, None)


def index_triggers() -> None:
    """Let the registry know its names from now on; called before the first model registers any."""
    registry._registry.__class__ = IndexedRegistry
