"""Cases by program: what is the matter where, how far it is, its papers; never who told of it."""

from django.http import Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from grids.bases import GridsViewSet, OfUnitsViewSet
from grids.cases.lists import case_list, leg_list, report_list, request_list
from grids.cases.services.course import case_acts
from grids.cases.services.legs import leg_acts, own_legs
from grids.cases.services.papers import papers_for, papers_of_leg, printed
from grids.cases.services.reports import report_acts
from grids.cases.services.requests import request_acts
from orgtree.api.parsers import AnyAccept
from orgtree.choices import Permission as P
from orgtree.files.pdf import PDF
from orgtree.sheets.documents import DOCX

FILE = {(200, kind): OpenApiResponse(OpenApiTypes.BINARY, words) for kind, words in ((PDF, "PDF"), (DOCX, "Word"))}


class PaperSerializer(serializers.Serializer):
    kind = serializers.CharField(source="value", help_text="文书代码，用在取文件的地址中")
    label = serializers.CharField(help_text="文书名称，如回复单")


class PapersMixin:
    """The papers that a row has come to, and each as a file, as the pages hand them out; taking one is recorded."""

    paper_texts = {
        "papers": ("已有的文书", "办到这一步已有的文书；地址中用它的代码。文书上没有诉求人和经办人。"),
        "paper": ("一份文书的文件", "form 为 pdf 或 docx；还没有这份文书的返回404。每次取用都记入导出记录。"),
    }

    def papers_of(self, row) -> dict:
        """What `printed` is told of the row: its case, the papers that it has come to. Raises Http404 where it is not the person's to print."""
        raise NotImplementedError

    @extend_schema(responses=PaperSerializer(many=True))
    @action(detail=True, filterset_class=None, pagination_class=None)
    def papers(self, request, pk=None):
        return Response(PaperSerializer(self.papers_of(self.get_object())["offered"], many=True).data)

    @extend_schema(responses=FILE)
    @action(
        detail=True,
        filterset_class=None,
        url_path="papers/(?P<kind>[a-z]{1,20})/(?P<form>pdf|docx)",
        content_negotiation_class=AnyAccept,
    )
    def paper(self, request, pk=None, kind="", form=""):
        return printed(kind=kind, form=form, by=request.user, **self.papers_of(self.get_object()))


class CaseViewSet(PapersMixin, GridsViewSet):
    """Cases within the viewer's posts; whoever may export there has their papers."""

    acts = case_acts
    listing = case_list
    texts = PapersMixin.paper_texts | {
        "list": ("网格事项列表", "职责范围内的网格事项。不含诉求人的称呼和电话。"),
        "retrieve": ("一件网格事项", "事项、分类、状态、时限与办理情况。"),
    }

    def papers_of(self, row) -> dict:
        if not self.queryset.allowed(self.request.user, P.EXPORT).filter(pk=row.pk).exists():
            raise Http404
        return {"case": row, "offered": papers_for(row)}


class LegViewSet(PapersMixin, OfUnitsViewSet):
    """Parts of cases: the desk's view of all units, a unit's of its own; a unit has the papers of its own part."""

    acts = leg_acts
    listing = leg_list
    texts = PapersMixin.paper_texts | {
        "list": ("承办列表", "职责范围内或本单位的承办。"),
        "retrieve": ("一项承办", "交办要求、时限、办理情况。"),
    }

    def papers_of(self, row) -> dict:
        rows = own_legs(self.request.user).select_related("case__area__parent", "case__category", "case__lead")
        leg = rows.filter(pk=row.pk).first()
        if leg is None:
            raise Http404
        return {"case": leg.case, "offered": papers_of_leg(leg), "leg": leg}


class CaseRequestViewSet(OfUnitsViewSet):
    """Requests of more time and of clocks that stand."""

    acts = request_acts
    listing = request_list
    texts = {
        "list": ("延期与暂停申请列表", "职责范围内或本单位的申请。"),
        "retrieve": ("一项申请", "申请的内容与审批情况。"),
    }


class ReportViewSet(GridsViewSet):
    """Tellings of cases, without who told."""

    acts = report_acts
    listing = report_list
    texts = {
        "list": ("诉求列表", "职责范围内的诉求。不含称呼和电话。"),
        "retrieve": ("一件诉求", "来源、答复与回访结果。"),
    }
