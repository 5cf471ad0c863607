"""The places of the desk's menu, and the pages of this app in them. Lists of the admin name their place themselves."""

from django.urls import reverse

from orgtree.choices import Permission as P
from orgtree.declare import Place, Tab, registry

registry.add_places(
    [
        Place(key="home", label="工作台", icon="home", position=0),
        Place(key="people", label="人", icon="groups", position=10),
        Place(key="services", label="活动与服务", icon="volunteer_activism", position=20),
        Place(key="points", label="积分", icon="stars", position=30),
        Place(key="grids", label="网格", icon="grid_view", position=40),
        Place(key="cocon", label="共建", icon="handshake", position=50),
        Place(key="assessments", label="评议", icon="fact_check", position=60),
        Place(key="boards", label="看板与报表", icon="monitoring", position=70),
        Place(key="audit", label="审计", icon="policy", position=80, at_foot=True),
        Place(key="settings", label="设置", icon="settings", position=90, at_foot=True),
    ]
)
registry.add_tabs(
    [
        Tab(
            key="board",
            label="数据看板",
            place="boards",
            url=lambda: reverse("board-home"),
            permission=P.BOARD_VIEW,
            position=10,
        ),
        Tab(
            key="imports",
            label="表格导入",
            place="settings",
            url=lambda: reverse("import_list"),
            permission=P.IMPORT,
            position=50,
            quick="导入",
            icon="upload_file",
        ),
        Tab(
            key="audit",
            label="操作审计",
            place="audit",
            url=lambda: reverse("admin:audit"),
            permission=P.AUDIT_VIEW,
            position=10,
        ),
        Tab(
            key="grants",
            label="岗位权限表",
            place="settings",
            url=lambda: reverse("admin:grants"),
            permission=None,
            position=90,
            to_read=True,
        ),
    ]
)
