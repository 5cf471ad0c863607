"""Photos of sessions: listed, several added at once, described, taken away; the pictures themselves as JPEG."""

from django_filters import rest_framework as filters
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.response import Response

from orgtree.acts import does, perform_one
from orgtree.api.fields import IdSerializerField
from orgtree.api.listed import ListedViewSet, serializer_of
from orgtree.api.parsers import AnyAccept, FilesParser, JSONParser
from orgtree.choices import Permission as P
from orgtree.files.rules import MEGABYTE
from orgtree.web.downloads import stored_jpeg
from volunteers.activities.lists import photo_list
from volunteers.activities.models.session_photo import SessionPhoto
from volunteers.activities.rules.session_photos import CAPTION_LENGTH, PICTURES
from volunteers.activities.services.session_photos import add_photos, describe_photo, photo_acts, photos_seen_by

SessionPhotoSerializer = serializer_of(
    photo_list,
    session=serializers.IntegerField(source="session_id", help_text="场次的编号"),
    words=serializers.CharField(help_text="替代文字：说明，没有说明的为活动名称"),
)


class CaptionSerializer(serializers.Serializer):
    caption = serializers.CharField(
        max_length=CAPTION_LENGTH, allow_blank=True, help_text="拍了什么；不写姓名、电话和门牌号"
    )


class AddPhotosSerializer(serializers.Serializer):
    session = IdSerializerField(help_text="场次的编号")
    pictures = serializers.ListField(
        child=serializers.FileField(),
        min_length=1,
        max_length=PICTURES.most,
        help_text=f"JPG、PNG 或 WebP，可多个；每个不超过{PICTURES.most_bytes // MEGABYTE}兆字节，每场共{PICTURES.most}张",
    )
    caption = serializers.CharField(
        max_length=CAPTION_LENGTH, default="", allow_blank=True, help_text="这几张共同的说明，之后可逐张修改"
    )


class SessionPhotoViewSet(ListedViewSet):
    """Photos of sessions that the viewer keeps, leads or may come to."""

    queryset = SessionPhoto.objects.select_related("session__activity").order_by("added_at", "id")
    serializer_class = SessionPhotoSerializer
    listing = photo_list
    asked = {
        "added_since": filters.DateFilter(field_name="added_at", lookup_expr="date__gte", label="上传日期起"),
    }
    permissions = {"*": P.ACTIVITY_VIEW} | dict.fromkeys(("create", "caption", "destroy"), P.ACTIVITY_MANAGE)
    own_path = "session__sign_ups__member__user"  # who may act for themselves; the rows are those of photos_seen_by
    tag = "活动"
    texts = {
        "list": ("现场照片列表", "职责范围内或本人可参加的场次的照片，按上传时间排列。"),
        "retrieve": ("一张现场照片", "说明与上传时间。"),
        "create": (
            "添加现场照片",
            "由带队人或有“管理活动”权限的人上传，一次可多张，以 multipart/form-data 提交。要么全部添加，要么都不添加；"
            "同一张照片再次上传不会重复。拍摄地点、时间和设备信息自动去除。",
        ),
        "caption": ("修改照片说明", "由带队人或有“管理活动”权限的人修改。"),
        "destroy": ("删除现场照片", "由带队人或有“管理活动”权限的人删除，不能恢复。"),
        "picture": ("照片图像", "JPEG 图像，长边不超过1600像素。"),
    }

    def owner_of(self, row) -> int | None:
        return None  # a picture is of those on it, not of whoever took it

    def get_queryset(self):
        user = self.request.user
        if not user.is_authenticated:
            return self.queryset.none()
        return self.queryset.filter(pk__in=photos_seen_by(user).values("pk"))

    def get_parsers(self):
        """Files where photos are added, JSON elsewhere; asked before the action is known."""
        adds = self.request is not None and self.action_map.get(self.request.method.lower()) == "create"
        return [FilesParser()] if adds else [JSONParser()]

    @does(photo_acts, "add")
    @extend_schema(
        request={"multipart/form-data": AddPhotosSerializer},
        responses={201: SessionPhotoSerializer(many=True)},
        filters=False,
    )
    def create(self, request):
        wanted = self.body_as(AddPhotosSerializer)
        added = add_photos(
            session_id=wanted["session"], uploads=wanted["pictures"], caption=wanted["caption"], by=request.user
        )
        return Response(SessionPhotoSerializer(added, many=True).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=CaptionSerializer, responses=SessionPhotoSerializer)
    @action(detail=True, methods=["post"], filterset_class=None)
    def caption(self, request, pk=None):
        seen = self.get_object()
        photo = describe_photo(photo_id=seen.pk, caption=self.body_as(CaptionSerializer)["caption"], by=request.user)
        return Response(SessionPhotoSerializer(photo).data)

    @does(photo_acts, "remove")
    def destroy(self, request, pk=None):
        perform_one(photo_acts, "remove", pk=self.get_object().pk, by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(responses={(200, "image/jpeg"): OpenApiResponse(OpenApiTypes.BINARY, "图像")})
    @action(detail=True, methods=["get"], filterset_class=None, content_negotiation_class=AnyAccept)
    def picture(self, request, pk=None):
        return stored_jpeg(self.get_object().file)
