"""Who sees which runs, and what they are called."""

from collections import defaultdict

from orgtree.declare import registry
from orgtree.declare.runs import RunKind
from orgtree.runs.models import Run
from orgtree.scope.models.either import rows_of_either


def kind_of(run: Run) -> RunKind | None:
    """What is declared of the run's kind; None for a kind of an app that is gone."""
    return registry.runs.get(run.kind)


def title_of(run: Run) -> str:
    kind = kind_of(run)
    if kind is None:
        return run.kind
    return kind.title(run) if kind.title else f"{kind.label}（{run.area.name}）"


def url_of(run: Run) -> str:
    """Where the result stands; empty where there is no such page."""
    kind = kind_of(run)
    return kind.url(run) if kind and kind.url else ""


def runs_seen_by(user):
    """One's own runs, and those of others that a post shows: each kind by its permission."""
    kinds = defaultdict(list)
    for kind in registry.runs.values():
        if kind.permission and user.holds(kind.permission):
            kinds[kind.permission].append(kind.key)
    by_post = [Run.objects.allowed(user, permission).filter(kind__in=keys) for permission, keys in kinds.items()]
    return rows_of_either(Run.objects.all(), Run.objects.filter(created_by=user.pk), *by_post)
