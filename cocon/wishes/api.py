"""Wishes of residents: what is wanted and what became of it; entered and confirmed by the desk, claimed by members."""

from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from cocon.wishes.choices import WishKind
from cocon.wishes.lists import wish_list
from cocon.wishes.models import Wish
from cocon.wishes.services.wishes import LONGEST, MOST_HELPED, create_wish, phone_of_wish, update_wish, wishes
from orgtree.acts import does
from orgtree.api.acts import ActsMixin
from orgtree.api.fields import IdSerializerField
from orgtree.api.listed import ColumnField, ListedViewSet, made_once, serializer_of
from orgtree.choices import OWN
from orgtree.choices import Permission as P
from orgtree.errors import not_found
from orgtree.scope.models.either import rows_of_either
from volunteers.members.models.member import Member

ENTERING = ("create", "edit")  # acts of the desk, never of whoever holds the wish

WishSerializer = serializer_of(wish_list, reason=ColumnField(wish_list.columns["reason"]))


class WishWordsSerializer(serializers.Serializer):
    """What the desk writes down; no name in it."""

    title = serializers.CharField(max_length=LONGEST["title"], help_text="心愿；不写居民姓名、电话和门牌号")
    need = serializers.CharField(max_length=LONGEST["need"], help_text="需求说明；不写居民姓名、电话和门牌号")
    kind = serializers.ChoiceField(WishKind.choices, help_text="类别")
    people_helped = serializers.IntegerField(min_value=1, max_value=MOST_HELPED, default=1, help_text="帮助人数")
    phone = serializers.CharField(
        max_length=20,
        default="",
        allow_blank=True,
        help_text="联系电话，居民同意才填；加密保存，只给认领人看，不在读取结果中返回",
    )


class EnterWishSerializer(WishWordsSerializer):
    area = IdSerializerField(help_text="所属区域的编号")


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
    permissions = {"*": P.ACTIVITY_VIEW} | dict.fromkeys(ENTERING, P.ACTIVITY_MANAGE)
    desk_acts = frozenset(ENTERING)
    subject = "微心愿"
    tag = "微心愿"
    texts = {
        "list": ("微心愿列表", "职责范围内的微心愿；党员可看附近待认领的和自己认领的。不含居民姓名与电话。"),
        "retrieve": ("一个微心愿", "需求、状态与实现情况。"),
        "create": (
            "登记微心愿",
            "由社区登记，随即开放认领。新登记返回201；本人登记过、还没有人认领的同样内容再次提交返回200和原心愿。",
        ),
        "edit": ("修改微心愿", "没有人认领时可以修改；省略的内容不变。"),
        "phone": ("查看联系电话", "只给办理中的认领人，每次查看都有记录。"),
    }

    def get_queryset(self):
        """By post; with the scope for one's own affairs also what waits around the member, and what they claimed."""
        if self.act:
            return super().get_queryset()
        user = self.request.user
        halves = [Wish.objects.allowed(user, self.permission_needed)] if self.action != "phone" else []
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

    @does(wishes, "enter")
    @extend_schema(
        request=EnterWishSerializer,
        responses=made_once(WishSerializer, "此前已登记，返回原心愿"),
    )
    def create(self, request):
        wanted = self.body_as(EnterWishSerializer)
        words = {name: wanted[name] for name in ("area", "title", "need", "kind", "people_helped")}
        if known := self.get_queryset().open().filter(**words, entered_by=request.user).first():
            return self.shown(known)
        area = self.areas_in_reach().filter(pk=wanted.pop("area")).first()
        if area is None:
            raise not_found("区域", field="area")
        return self.shown(create_wish(area=area, by=request.user, **wanted), created=True)

    @extend_schema(request=WishWordsSerializer(partial=True), responses=WishSerializer)
    @action(detail=True, methods=["post"], filterset_class=None)
    def edit(self, request, pk=None):
        wish = self.get_object()
        wanted = self.body_as(WishWordsSerializer, partial=True)
        return self.shown(update_wish(wish_id=wish.pk, by=request.user, **wanted))
