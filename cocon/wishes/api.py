"""Wishes of residents: what is wanted and what became of it; entered and confirmed by the desk, claimed by members."""

from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from cocon.wishes.lists import wish_list
from cocon.wishes.models import Wish
from cocon.wishes.services.phones import phone_of_wish
from cocon.wishes.services.wishes import wishes
from orgtree.api.acts import ActsMixin
from orgtree.api.listed import ColumnField, ListedViewSet, serializer_of
from orgtree.choices import OWN
from orgtree.choices import Permission as P
from orgtree.scope.models.either import rows_of_either
from volunteers.members.models.member import Member

WishSerializer = serializer_of(wish_list, reason=ColumnField(wish_list.columns["reason"]))


class WishPhoneSerializer(serializers.Serializer):
    phone = serializers.CharField(help_text="联系电话，只用于办理这个心愿")


class MineFilter(filters.BooleanFilter):
    """Only what the asker has claimed."""

    def filter(self, queryset, value):
        return queryset.mine(self.parent.request.user) if value else queryset


class WishViewSet(ActsMixin, ListedViewSet):
    """Wishes within the viewer's posts; for a member those that wait near by, and those that the person claimed."""

    acts = wishes
    listing = wish_list
    serializer_class = WishSerializer
    asked = {"mine": MineFilter(label="true：只要本人认领的")}
    permissions = {"*": P.ACTIVITY_VIEW}
    tag = "微心愿"
    texts = {
        "list": (
            "微心愿列表",
            "职责范围内的微心愿；党员可看附近待认领的和自己认领的，单位经办人可看结对社区待认领的和本单位认领的。不含居民姓名与电话。",
        ),
        "retrieve": ("一个微心愿", "需求、状态与实现情况。"),
        "phone": ("查看联系电话", "只给办理中的认领人，每次查看都有记录。"),
    }

    def get_queryset(self):
        """By post; with the scope for one's own affairs also what waits around the member, and what they claimed."""
        if self.act:
            return super().get_queryset()
        user = self.request.user
        halves = [Wish.objects.allowed(user, self.permission_needed)] if self.action != "phone" else []
        if user.is_authenticated and user.holds(P.COCON_UNIT):
            halves += Wish.objects.near_units_each_way(user)
        if self.takes_own and user.is_authenticated and user.token_covers(OWN):
            halves.append(Wish.objects.filter(claimed_by__user=user.pk))
            if member := Member.objects.mine(user).select_related("area").first():
                halves += [near.open() for near in Wish.objects.around_each_way(member)]
        return rows_of_either(self.queryset, *halves)

    def scopes_needed(self) -> set[str]:
        return {OWN} if self.action == "phone" else super().scopes_needed()

    def owner_of(self, row) -> int | None:
        """Whom the row is about; a wish that nobody claimed is about nobody but its reader."""
        return row.claimed_by.user_id if row.claimed_by else self.request.user.pk

    @extend_schema(request=None, responses=WishPhoneSerializer)
    @action(detail=True, methods=["post"], filterset_class=None)
    def phone(self, request, pk=None):
        number = phone_of_wish(wish_id=self.get_object().pk, by=request.user)
        return Response(WishPhoneSerializer({"phone": number}).data)
