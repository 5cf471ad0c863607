"""Addresses of lists on the desk that show the rows behind a number printed elsewhere, and the filter that they need."""

from urllib.parse import urlencode

from django.contrib.admin import SimpleListFilter
from django.db.models import QuerySet
from django.urls import reverse

from orgtree.choices import Permission as P
from orgtree.models import Area
from orgtree.text.rules.numbers import row_id
from volunteers.members.models.member import Member


def list_address(model: str, **filters) -> str:
    """The list of a model of this app, filtered."""
    return f"{reverse(f'admin:volunteers_{model}_changelist')}?{urlencode(filters)}"


class AskedFilter(SimpleListFilter):
    """The rows of the one thing that an address names; offered only to who comes from the page that counts them.

    `lookup` leads from a row of the list to it; `known(user)` are those that the viewer may know of.
    """

    lookup = ""

    @staticmethod
    def known(user) -> QuerySet:
        raise NotImplementedError

    def lookups(self, request, model_admin):
        asked = self.value() or ""
        pk = row_id(asked)
        self.chosen = self.known(request.user).filter(pk=pk).first() if pk else None
        return [(asked, str(self.chosen or "没有找到"))] if asked else []

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        return queryset.filter(**{self.lookup: self.chosen}) if self.chosen else queryset.none()


class MemberFilter(AskedFilter):
    """The rows of one member."""

    title, parameter_name, lookup = "党员", "member", "member"

    @classmethod
    def is_on(cls, listed) -> bool:
        """Whether this list of the desk can be narrowed so."""
        return any(isinstance(one, type) and issubclass(one, cls) for one in listed.list_filter)

    @staticmethod
    def known(user):
        return Member.objects.allowed(user, P.MEMBER_VIEW)


class OwnAreaFilter(AskedFilter):
    """The rows of an area itself, without those of the areas below it."""

    title, parameter_name, lookup = "本级", "at", "area"

    @staticmethod
    def known(user):
        return Area.objects.allowed(user, P.AREA_VIEW)
