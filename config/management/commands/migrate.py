"""manage.py migrate, models rendered as they are asked for: docs/decisions/0022-folded-migrations.md."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import NamedTuple

from django.apps import apps
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
        self.origins: dict[tuple[str, str], Origin] = {}

    def get_model(self, app_label, model_name=None, require_ready=True):
        if model_name is None:
            app_label, model_name = app_label.split(".")
        ahead = [*self._find_unrendered((app_label, model_name.lower()))]
        self.origins |= {(model.app_label, model.name_lower): Origin.of(model) for model in ahead}
        self.render_multiple(ahead)
        return super().get_model(app_label, model_name, require_ready)

    def _find_unrendered(self, key: tuple[str, str]) -> Iterator[ModelState]:
        ahead, seen = [key], set()
        while ahead:
            key = ahead.pop()
            if key in seen or key not in self.states or key in self.origins:
                continue
            seen.add(key)
            yield self.states[key]
            ahead += find_targets(self.states[key])

    def go_on(self, models: dict[tuple[str, str], ModelState]) -> "AskedApps":
        """For a later state: what is rendered here, as far as neither it nor anything that it points to has changed."""
        gone = {key for key, origin in self.origins.items() if key not in models or origin.is_changed(models[key])}
        while more := {key for key, origin in self.origins.items() if not gone.isdisjoint(origin.targets)} - gone:
            gone |= more
        later = AskedApps(models)
        later.origins = {key: origin for key, origin in self.origins.items() if key not in gone}
        with later.bulk_update():
            for model in [model for rendered in self.all_models.values() for model in rendered.values()]:
                owner = (model._meta.auto_created or model)._meta  # a table between two goes with the model that has it
                if (owner.app_label, owner.model_name) in later.origins:
                    later.register_model(model._meta.app_label, model)
                    model._meta.apps = later
        return later


def find_targets(model: ModelState) -> Iterator[tuple[str, str]]:
    """Yield the keys of the models that this one inherits from or has a relation to."""
    relations = [field.remote_field for field in model.fields.values() if field.remote_field]
    through = [relation.through for relation in relations if getattr(relation, "through", None)]
    for target in (*model.bases, *through, *(relation.model for relation in relations)):
        if not isinstance(target, type):
            yield resolve_relation(target, model.app_label, model.name_lower)


def copy_of(model: ModelState) -> ModelState:
    """The state as it stands, unchecked: its own `clone` looks at each field anew."""
    other = ModelState.__new__(ModelState)
    other.__dict__ |= model.__dict__
    other.fields, other.options, other.managers = dict(model.fields), dict(model.options), list(model.managers)
    return other


class Origin(NamedTuple):
    """What a model was rendered from."""

    model: ModelState
    targets: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, model: ModelState) -> "Origin":
        return cls(copy_of(model), frozenset(find_targets(model)))

    def is_changed(self, model: ModelState) -> bool:
        """Whether an operation put something else into the model: fields and options are replaced by it, never altered."""
        parts = ((self.model.fields, model.fields), (self.model.options, model.options))
        return (self.model.bases, self.model.managers) != (model.bases, model.managers) or any(
            [*ours] != [*theirs] or any(ours[name] is not theirs[name] for name in ours) for ours, theirs in parts
        )


class AskedState(ProjectState):
    """A state whose models are never all rendered, so that no operation has to bring them up to date either."""

    asked: AskedApps | None = None
    before: AskedApps | None = None

    @property
    def apps(self) -> AskedApps:
        if self.asked is None:
            self.asked = self.before.go_on(self.models) if self.before else AskedApps(self.models)
        return self.asked

    def clone(self) -> "AskedState":
        """A migration puts the state aside in this way before it changes it: what was rendered goes along, and is gone on with."""
        aside = AskedState({key: copy_of(model) for key, model in self.models.items()}, self.real_apps)
        aside.asked, aside.before = self.asked, self.before
        if self.asked:
            aside.asked.states, self.before, self.asked = aside.models, self.asked, None
        return aside


class AskedExecutor(MigrationExecutor):
    """Django renders all models before each migration, and anew after each operation."""

    def _migrate_all_forwards(self, state, plan, full_plan, fake, fake_initial):
        ahead = {migration for migration, _ in plan}
        state = AskedState(state.models, state.real_apps)
        with swappable_names_kept():
            for migration, _ in full_plan:
                if migration in ahead:
                    state = self.apply_migration(state, migration, fake=fake, fake_initial=fake_initial)
        return ProjectState(state.models, state.real_apps)


@contextmanager
def swappable_names_kept() -> Iterator[None]:
    """Every relation of every rendered model asks for them, and whatever is rendered makes Django forget them of all registries."""
    apps.get_swappable_settings_name = cache(apps.get_swappable_settings_name)
    try:
        yield
    finally:
        del apps.get_swappable_settings_name


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
