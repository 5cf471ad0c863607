"""What the ground floor puts on the desk."""

from django.urls import reverse

from orgtree.choices import JobState
from orgtree.choices import Permission as P
from orgtree.declare import Card, Link, registry
from orgtree.services.imports.jobs import own_imports

registry.add_links(
    [
        Link(
            key="board",
            label="数据看板",
            group="日常工作",
            icon="monitoring",
            url=lambda: reverse("board-home"),
            permission=P.BOARD_VIEW,
            quick=True,
        ),
        Link(
            key="imports",
            label="表格导入",
            group="日常工作",
            icon="upload_file",
            url=lambda: reverse("import_list"),
            permission=P.IMPORT,
            quick=True,
        ),
        Link(
            key="audit",
            label="操作审计",
            group="账号与审计",
            icon="policy",
            url=lambda: reverse("admin:audit"),
            permission=P.AUDIT_VIEW,
            quick=True,
        ),
        Link(
            key="grants",
            label="岗位权限表",
            group="账号与审计",
            icon="fact_check",
            url=lambda: reverse("admin:grants"),
            permission=None,
            quick=True,
        ),
    ]
)
registry.add_cards(
    [
        Card(
            key="imports",
            label="导入待处理",
            hint="上传的表格已核对，等您确认写入或改正错误",
            count=lambda user: own_imports(user).filter(state__in=[JobState.READY, JobState.INVALID]).count(),
            url=lambda user: reverse("import_list"),
            permission=P.IMPORT,
        )
    ]
)
