"""manage.py migrate, models rendered as they are asked for: docs/decisions/0022-folded-migrations.md."""

from collections.abc import Iterator

from django.core.management import CommandError
from django.core.management.commands import migrate
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ModelState, ProjectState, StateApps
from django.db.migrations.utils import resolve_relation

from orgtree.database.narrow_roles import grant_narrow_roles
from orgtree.errors import RuleBroken


class AskedApps(StateApps):
    """The models of a state that were asked for, and what they point to: a tenth of the project, or none of it.

    What points to them is not there: a data migration that goes back along a relation asks for the model at its other end.
    """

    def __init__(self, models: dict[tuple[str, str], ModelState]):
        super().__init__([], {})
        self.states = models

    def get_model(self, app_label, model_name=None, require_ready=True):
        if model_name is None:
            app_label, model_name = app_label.split(".")
        self.render_multiple([*self._find_unrendered((app_label, model_name.lower()))])
        return super().get_model(app_label, model_name, require_ready)

    def _find_unrendered(self, key: tuple[str, str]) -> Iterator[ModelState]:
        ahead, seen = [key], set()
        while ahead:
            app_label, name = key = ahead.pop()
            if key in seen or key not in self.states or name in self.all_models[app_label]:
                continue
            seen.add(key)
            yield self.states[key]
            ahead += find_targets(self.states[key])


def find_targets(model: ModelState) -> Iterator[tuple[str, str]]:
    """Yield the keys of the models that this one inherits from or has a relation to."""
    relations = [field.remote_field for field in model.fields.values() if field.remote_field]
    through = [relation.through for relation in relations if getattr(relation, "through", None)]
    for target in (*model.bases, *through, *(relation.model for relation in relations)):
        if not isinstance(target, type):
            yield resolve_relation(target, model.app_label, model.name_lower)


class AskedState(ProjectState):
    """A state whose models are never all rendered, so that no operation has to bring them up to date either."""

    asked: AskedApps | None = None

    @property
    def apps(self) -> AskedApps:
        self.asked = self.asked or AskedApps(self.models)
        return self.asked

    def clone(self) -> "AskedState":
        """A migration puts the state aside in this way before it changes it: what was rendered goes along."""
        aside = AskedState({key: model.clone() for key, model in self.models.items()}, self.real_apps)
        if self.asked:
            aside.asked, aside.asked.states, self.asked = self.asked, aside.models, None
        return aside


class AskedExecutor(MigrationExecutor):
    """Django renders all models before each migration, and anew after each operation."""

    def _migrate_all_forwards(self, state, plan, full_plan, fake, fake_initial):
        ahead = {migration for migration, _ in plan}
        state = AskedState(state.models, state.real_apps)
        for migration, _ in full_plan:
            if migration in ahead:
                state = self.apply_migration(state, migration, fake=fake, fake_initial=fake_initial)
        return ProjectState(state.models, state.real_apps)


class Command(migrate.Command):
    """Our executor stands where Django's command looks for its own: it takes no other. Then the narrow roles are granted what they need of the tables."""

    def handle(self, *args, **options):
        before, migrate.MigrationExecutor = migrate.MigrationExecutor, AskedExecutor
        try:
            super().handle(*args, **options)
        finally:
            migrate.MigrationExecutor = before
        if not (options["plan"] or options["check_unapplied"]):
            try:
                grant_narrow_roles()
            except RuleBroken as broken:
                raise CommandError(broken.message) from broken
