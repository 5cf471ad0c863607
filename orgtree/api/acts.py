"""What requests that act have in common: which rows they name, why, and what became of them."""

from collections.abc import Callable, Iterable
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from orgtree.acts import (
    READ_BY_THE_PERSON,
    Act,
    Acts,
    Ask,
    Making,
    does,
    make,
    make_each,
    own_rows,
    perform,
    perform_one,
)
from orgtree.acts.forms import unscanned_of
from orgtree.acts.outcome import MOST_AT_ONCE, Outcome
from orgtree.api.fields import IdSerializerField
from orgtree.api.listed import made_once
from orgtree.choices import OWN
from orgtree.database.kept import one_look
from orgtree.errors import not_found


class ManySerializer(serializers.Serializer):
    """The rows that a desk decides on at once."""

    ids = serializers.ListField(
        child=IdSerializerField(), min_length=1, max_length=MOST_AT_ONCE, help_text=f"编号，最多{MOST_AT_ONCE}个"
    )


class WhySerializer(serializers.Serializer):
    """A decision that the person reads the reason of."""

    reason = serializers.CharField(min_length=2, max_length=200, help_text=READ_BY_THE_PERSON)


class RefusalSerializer(serializers.Serializer):
    id = serializers.IntegerField(allow_null=True, help_text="记录编号；不存在或不在范围的为空")
    message = serializers.CharField(help_text="未办理的原因")


class OutcomeSerializer(serializers.Serializer):
    done = serializers.IntegerField(help_text="已办理条数")
    refused = RefusalSerializer(many=True, help_text="未办理的记录及原因")


def answer_outcome(outcome: Outcome) -> Response:
    """How many rows were done, and which were not, and why."""
    refused = [{"id": row and row.pk, "message": message} for row, message in outcome.refused]
    return Response(OutcomeSerializer({"done": outcome.done, "refused": refused}).data)


# --- Declared acts --------------------------------------------------------------------------------------------------------


class ActsMixin:
    """Gives a view set an address for each act of `acts` that has a `summary`: POST …/{id}/verb/, and POST …/verb/ for many;
    for the one that makes a row POST on the list itself, and POST …/verb/ where it makes one for each of many.

    Stands before the view set's base. What only the person may do takes a token for one's own affairs and no post.
    `other_acts` are of the same rows as somebody else sees them: a proxy of the model, with a desk page of its own.
    """

    acts: Acts | None = None
    other_acts: tuple[Acts, ...] = ()
    filterset_class = None  # acts take no filters, also where the list has none

    def __init_subclass__(cls, **options):
        super().__init_subclass__(**options)
        nouns = [(acts, act) for acts in (cls.acts or (), *cls.other_acts) for act in acts]
        addressed = [(acts, act) for acts, act in nouns if act.summary and not act.by_form]
        offered = {_action_of(act): act for _, act in addressed}
        allowed = {name: act.permission for name, act in offered.items() if act.permission}
        cls.permissions = {**cls.permissions, **allowed}
        cls.desk_acts = cls.desk_acts | {name for name, act in offered.items() if not act.own}
        cls.texts = {**cls.texts, **{name: (act.summary, act.description) for name, act in offered.items()}}
        for acts, act in addressed:
            setattr(cls, _action_of(act), _address_for(cls, acts, act))

    @property
    def act(self) -> Act | None:
        """The declared act that is asked for, if one is."""
        return next((act for act in self.acts or () if act.summary and _action_of(act) == self.action), None)

    def scopes_needed(self) -> set[str]:
        only_own = self.act and not self.act.permission
        return {OWN} if only_own else super().scopes_needed()

    def get_queryset(self):
        act = self.act
        if act is None or act.permission:
            return super().get_queryset()
        user = self.request.user
        return self.queryset.filter(pk__in=own_rows(self.acts, act, user).values("pk"))


def _action_of(act: Act) -> str:
    """The method of the view set that does it."""
    return "create" if isinstance(act, Making) and not act.many else act.key


def _address_for(cls, acts: Acts, act: Act):
    if isinstance(act, Making) and not act.many:
        return _address_to_make(cls, acts, act)
    return _address_for_many(acts, act) if act.many else _address_for_one(cls, acts, act)


def _address_to_make(cls, acts: Acts, act: Making):
    body = body_of(acts, act)

    def create(self, request):
        wanted = self.body_as(body) if body else {}
        with one_look():
            # What is named by another field than its id is found here; else the making itself finds it, once.
            wanted |= _named([ask for ask in act.asks if ask.named_by], wanted, request.user)
            made = make(acts, act.key, by=request.user, **wanted)
        return self.shown(made.row, created=made.is_new)

    answers = {201: cls.serializer_class} if act.each_counts else made_once(cls.serializer_class, act.again)
    keys = [key for key in (act.key, act.entered) if key]
    return extend_schema(request=body, responses=answers)(does(acts, *keys)(create))


def _address_for_many(acts: Acts, act: Act):
    body = body_of(acts, act)

    def endpoint(self, request):
        wanted = _named(act.asks, self.body_as(body), request.user)
        if isinstance(act, Making):
            return answer_outcome(make_each(acts, act.key, by=request.user, **wanted)[0])
        return answer_outcome(perform(acts, act.key, by=request.user, **wanted))

    return _routed(endpoint, acts, act, detail=False, request=body, responses=OutcomeSerializer)


def _address_for_one(cls, acts: Acts, act: Act):
    body = body_of(acts, act)

    def endpoint(self, request, pk=None):
        row = self.get_object()
        wanted = _named(act.asks, self.body_as(body, partial=act.partial), request.user) if body else {}
        perform_one(acts, act.key, pk=row.pk, by=request.user, **wanted)
        return Response(self.get_serializer(self.queryset.get(pk=row.pk)).data)

    sent = body(partial=True) if act.partial else body
    return _routed(endpoint, acts, act, detail=True, request=sent, responses=cls.serializer_class)


def _named(asks: Iterable[Ask], wanted: dict, user) -> dict:
    """What was said, with the rows themselves for their ids; raises RuleBroken for one that is not the person's to name."""
    for ask in (ask for ask in asks if ask.rows and wanted.get(ask.name)):
        found = ask.called(user, wanted[ask.name])
        if found is None and ask.named_by:
            raise serializers.ValidationError({ask.name: [f"{ask.label}不存在"]})
        if found is None:
            raise not_found(ask.label, field=ask.name)
        wanted[ask.name] = found
    return wanted


def _routed(endpoint, acts: Acts, act: Act, *, detail: bool, **schema):
    """The function as the router and the schema know it: the schema's words go on last."""
    endpoint.__name__ = act.key
    endpoint = does(acts, act.key)(endpoint)
    routed = action(detail=detail, methods=["post"], filterset_class=None, url_path=act.slug)(endpoint)
    return extend_schema(**schema)(routed)


def address_by_form(
    acts: Acts,
    key: str,
    *,
    body: type[serializers.Serializer],
    run: Callable[[Any, dict, Any], Any],
    shown_as: type[serializers.Serializer],
):
    """POST …/{id}/…/ for an act whose form is of its own fields: `run(row, what was said, by)` does it through its service."""

    def endpoint(self, request, pk=None):
        row = self.get_object()  # before the body: what is not theirs is not found, whatever was sent
        run(row, self.body_as(body), request.user)
        return self.shown(self.read_anew(row))

    return _routed(endpoint, acts, acts[key], detail=True, request=body, responses=shown_as, filters=False)


def address_on(acts: Acts, key: str, shown_as: type[serializers.Serializer]):
    """For the view set of the rows that the making stands `on`: POST …/{id}/…/ makes one there, and answers with it as `shown_as`."""
    act: Making = acts[key]
    body = body_of(acts, act, given=act.on)

    def endpoint(self, request, pk=None):
        row = self.get_object()  # before the body: what is not theirs is not found, whatever was sent
        said = _named(act.asks, self.body_as(body), request.user) | {act.on: row}
        return Response(shown_as(make(acts, key, by=request.user, **said).row).data)

    def routed(name: str):
        endpoint.__name__ = name
        keys = [key for key in (act.key, act.entered) if key]
        offered = action(detail=True, methods=["post"], filterset_class=None)(does(acts, *keys)(endpoint))
        return extend_schema(request=body, responses=shown_as)(offered)

    return routed


def body_of(acts: Acts, act: Act, *, given: str = "") -> type[serializers.Serializer] | None:
    """The body that an act takes by API; None for an act on one row that asks for nothing. Files come by page alone."""
    given = act.on if isinstance(act, Making) and act.many else given
    asks = [ask for ask in act.asks if not (ask.is_file or ask.by_page) and ask.name != given]
    if not act.many and [(ask.name, ask.told) for ask in asks] == [("reason", READ_BY_THE_PERSON)]:
        return WhySerializer
    fields = {ask.name: _field(ask) for ask in asks}
    if unscanned := unscanned_of(act):
        fields["unscanned"] = unscanned
    base = ManySerializer if act.many else serializers.Serializer
    if not fields:
        return base if act.many else None
    verb, noun = "".join(part.title() for part in act.key.split("_")), acts.model.__name__
    return type(
        f"{verb}{noun}Serializer" if isinstance(act, Making) and not act.many else f"{noun}{verb}Serializer",
        (base,),
        fields,
    )


def _field(ask: Ask) -> serializers.Field:
    said = {"help_text": ask.told or ask.label}
    left_out = {"required": False, "allow_null": True, "default": None} if ask.is_optional else {}
    if ask.answer is not None:
        said["default"], left_out = ask.answer, {}
    if ask.is_key:
        return serializers.UUIDField(**said)
    if ask.is_number:
        return _number(ask, said | left_out)
    if ask.is_moment:
        return serializers.DateTimeField(**said, **left_out)
    if ask.is_day:
        return serializers.DateField(**said, **left_out)
    if ask.choices and all(isinstance(code, bool) for code, _ in ask.choices):
        return serializers.BooleanField(**said)
    if ask.choices:
        blank = {"default": "", "allow_blank": True} if ask.is_optional else {}
        return serializers.ChoiceField(ask.choices, **blank | said)
    if ask.rows and ask.named_by:
        return serializers.CharField(max_length=ask.longest, required=not ask.is_optional, **said)
    if ask.rows:
        return IdSerializerField(**said, **left_out)
    if ask.is_optional:
        return serializers.CharField(max_length=ask.longest, **{"default": "", "allow_blank": True} | said)
    return serializers.CharField(min_length=ask.shortest if ask.shortest > 1 else None, max_length=ask.longest, **said)


def _number(ask: Ask, said: dict) -> serializers.Field:
    bounds = {"min_value": ask.least, "max_value": ask.most}
    if not ask.decimals:
        return serializers.IntegerField(**bounds, **said)
    digits = len(str(ask.most)) + ask.decimals
    return serializers.DecimalField(max_digits=digits, decimal_places=ask.decimals, **bounds, **said)
