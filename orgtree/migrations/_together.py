"""Creating many models at the price of one: docs/decisions/0022-folded-migrations.md."""

from django.db.migrations.operations.base import Operation, OperationCategory


class CreateTogether(Operation):
    """Every `CreateModel` of an app, or every `AddTrigger`. Django would render all models of the project anew for each: minutes of CPU."""

    category = OperationCategory.ADDITION

    def __init__(self, operations):
        self.operations = operations

    def state_forwards(self, app_label, state):
        state.__dict__.pop("apps", None)  # rendered once, when first asked for, instead of after each model
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self):
        return f"Create {len(self.operations)} models or triggers"
