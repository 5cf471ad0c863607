"""Objections to published lists and to bands: filed by members, decided by those who may."""

from django.db.models import Q
from drf_spectacular.utils import extend_schema
from rest_framework import serializers

from orgtree.acts import does
from orgtree.api.acts import ActsMixin
from orgtree.api.fields import IdSerializerField
from orgtree.api.filters import IdFilter
from orgtree.api.listed import ColumnField, ListedViewSet, made_once, serializer_of
from orgtree.choices import OWN
from orgtree.choices import Permission as P
from orgtree.declare import Column
from volunteers.standing.lists import objection_list
from volunteers.standing.models.publication import Objection
from volunteers.standing.services import objections as services

TEXT_LENGTH = 500


ObjectionSerializer = serializer_of(
    objection_list,
    publication=serializers.IntegerField(source="notice_id", allow_null=True, help_text="积分公示的编号"),
    line_name=ColumnField(Column("名单上那一行的公示姓名", lambda row: row.line.shown_name if row.line else "")),
    year_account=serializers.IntegerField(source="account_id", allow_null=True, help_text="年度账户的编号"),
)


class FileObjectionSerializer(serializers.Serializer):
    publication = IdSerializerField(required=False, help_text="对公示有异议：公示的编号，另填 line 或 entry")
    line = IdSerializerField(required=False, help_text="名单上的一行，本人或他人的")
    entry = IdSerializerField(required=False, help_text="本人在这一季的一条积分")
    year_account = IdSerializerField(required=False, help_text="对本人年度等次有异议：年度账户的编号")
    text = serializers.CharField(max_length=TEXT_LENGTH, help_text="哪里不对、有什么依据")

    def validate(self, wanted):
        listed = "publication" in wanted and ("line" in wanted) != ("entry" in wanted)
        banded = "year_account" in wanted and not {"publication", "line", "entry"} & wanted.keys()
        if listed == banded or ("publication" in wanted) == banded:
            text = "请填写 publication 和 line、entry 之一，或只填写 year_account"
            raise serializers.ValidationError({"publication": [text]})
        return wanted


class ObjectionViewSet(ActsMixin, ListedViewSet):
    """Objections within the viewer's posts, and the member's own."""

    acts = services.objection_acts
    listing = objection_list
    serializer_class = ObjectionSerializer
    asked = {"publication": IdFilter(field_name="notice", label="积分公示的编号")}
    permissions = {"*": P.POINTS_VIEW}
    subject = "积分异议"
    tag = "积分"
    texts = {
        "list": ("积分异议列表", "职责范围内的异议，党员本人可看自己提出的。"),
        "retrieve": ("一件积分异议", "对哪一条、内容、办理期限与裁定。"),
        "create": (
            "提出积分异议",
            "党员本人对名单上的一行、本人的一条积分或本人的年度等次提出。同样内容再次提交返回200和原异议；"
            "对同一条已有异议在办理的返回409。",
        ),
    }

    def scopes_needed(self) -> set[str]:
        if self.action == "create":
            return {OWN}
        return super().scopes_needed()

    @does(services.objection_acts, "file")
    @extend_schema(
        request=FileObjectionSerializer,
        responses=made_once(ObjectionSerializer, "此前已提出，返回原异议"),
    )
    def create(self, request):
        wanted = self.body_as(FileObjectionSerializer)
        if earlier := self._filed(wanted):
            return self.shown(earlier)
        return self.shown(self._file(wanted), created=True)

    def _filed(self, wanted: dict) -> Objection | None:
        """The member's own objection in these words to this row, while it waits."""
        names = {"publication": "notice", "line": "line", "entry": "entry", "year_account": "account"}
        about = Q(**{column: wanted[name] for name, column in names.items() if name in wanted})
        waiting = self.queryset.mine(self.request.user).waiting()
        return waiting.filter(about, text=wanted["text"].strip()).first()

    def _file(self, wanted: dict) -> Objection:
        by, text = self.request.user, wanted["text"]
        if "year_account" in wanted:
            return services.object_to_band(account_id=wanted["year_account"], text=text, by=by)
        return services.object_to_list(
            notice_id=wanted["publication"],
            line_id=wanted.get("line"),
            entry_id=wanted.get("entry"),
            text=text,
            by=by,
        )
