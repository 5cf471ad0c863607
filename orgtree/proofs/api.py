"""Roots over papers: read. They are cosigned by a person who types the office's words, never by a program."""

from orgtree.api.listed import ListedViewSet
from orgtree.choices import Permission as P
from orgtree.proofs.lists import paper_root_list


class PaperRootViewSet(ListedViewSet):
    """The roots of the viewer's areas."""

    queryset = paper_root_list.rows()
    listing = paper_root_list
    permissions = {"*": P.AUDIT_VIEW}
    tag = "审计"
    texts = {
        "list": ("凭据摘要列表", "每晚对新开具的纸质凭据生成的摘要、平台签名和副署；不含任何凭据的内容。"),
        "retrieve": ("一条凭据摘要", "编号、份数、摘要、平台签名和副署。"),
    }
