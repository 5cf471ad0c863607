"""Lists and rows as one works through a queue of the desk's home: its name, the oldest first, the next one, the end."""

from django.db.models import Q
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import cached_property

from orgtree.declare import Card, registry
from orgtree.desk.home import home_of


def queue_for(desk, request) -> Card | None:
    """The card whose list is on view, or from whose list the viewer came to a row or an act."""
    known = request.__dict__.setdefault("_queues", {})
    if desk.model not in known:
        known[desk.model] = _queue(desk, request)
    return known[desk.model]


def _queue(desk, request) -> Card | None:
    asked = QueryDict(kept_filters(desk, request))
    if not asked:
        return None
    address = reverse(f"admin:{desk.opts.app_label}_{desk.opts.model_name}_changelist")
    for card in registry.cards.values():
        if not (card.is_listed and card.is_open_to(request.user)):
            continue
        path, _, query = card.url(request.user).partition("?")
        if path == address and all(asked.get(name) == value for name, value in QueryDict(query).items()):
            return card
    return None


def kept_filters(desk, request) -> str:
    """The filter of the list on view, or of the list that the viewer came from, as the query of its address."""
    return QueryDict(desk.get_preserved_filters(request)).get("_changelist_filters", "")


def row_after(card: Card, user, row):
    """The row of the queue that waits longest after this one, else the first other; None at the end of it."""
    order = [card.since, "pk"] if card.since else ["pk"]
    others = card.rows(user).exclude(pk=row.pk).order_by(*order)
    return others.filter(_later(card, row)).first() or others.first()


def _later(card: Card, row) -> Q:
    if not card.since:
        return Q(pk__gt=row.pk)
    since = type(row)._default_manager.filter(pk=row.pk).values_list(card.since, flat=True).first()
    return Q(**{f"{card.since}__gt": since}) | Q(**{card.since: since}, pk__gt=row.pk) if since else Q()


class QueuePages:
    """For the desk's admin classes."""

    def get_changelist(self, request, **kwargs):
        """A queue has its oldest first, whatever order the list has otherwise; a column that is pressed wins."""

        class Waiting(super().get_changelist(request, **kwargs)):
            queue = queue_for(self, request)

            @cached_property
            def next_queue(self):
                return _next_queue(self.queue, request)

            def get_ordering(self, request, queryset):
                if self.queue and self.queue.since and not self.params.get("o"):
                    return [self.queue.since, "pk"]
                return super().get_ordering(request, queryset)

        return Waiting

    def change_view(self, request, object_id, form_url="", extra_context=None):
        return super().change_view(
            request, object_id, form_url, (extra_context or {}) | self._in_queue(request, object_id)
        )

    def _in_queue(self, request, object_id) -> dict:
        card = queue_for(self, request)
        row = self.get_object(request, object_id) if card else None
        if row is None:
            return {}
        following = row_after(card, request.user, row)
        page = (
            following and f"{reverse(self._change_name(), args=[following.pk])}?{self.get_preserved_filters(request)}"
        )
        still = following or card.rows(request.user).filter(pk=row.pk).exists()
        return {"queue": card, "next_row": page, "next_queue": None if still else _next_queue(card, request)}


def _next_queue(card: Card, request):
    """What to do after this queue: the first of the viewer's others; asked only where this one is empty."""
    if card.rows(request.user).exists():
        return None
    return next((queue for queue in home_of(request.user).mine if queue.card.key != card.key), None)
