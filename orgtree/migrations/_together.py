"""Creating many models at the price of one: docs/decisions/0022-folded-migrations.md."""

from collections.abc import Iterator

from django.db.migrations.operations import AddConstraint, AddField, AddIndex, CreateModel
from django.db.migrations.operations.base import Operation, OperationCategory

OF_THE_MODEL = (AddField, AddIndex, AddConstraint)


class CreateTogether(Operation):
    """What a migration does to tables, models rendered once. Django would render all models of the project anew after each: minutes of CPU.

    A model is made as it is at the end, with the fields, indexes and constraints that are added to it here.
    """

    category = OperationCategory.ADDITION

    def __init__(self, operations):
        self.operations = operations

    def state_forwards(self, app_label, state):
        state.__dict__.pop("apps", None)  # rendered once, when first asked for, instead of after each model
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for operation in self._to_do():
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for operation in reversed([*self._to_do()]):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self):
        return f"Create {len(self.operations)} models or triggers"

    def _to_do(self) -> Iterator[Operation]:
        """The operations but those that a model which is made here has in it already."""
        made = {operation.name_lower for operation in self.operations if isinstance(operation, CreateModel)}
        for operation in self.operations:
            if not (isinstance(operation, OF_THE_MODEL) and operation.model_name_lower in made):
                yield operation
