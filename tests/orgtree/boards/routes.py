"""Addresses of this subject, for the inventory in tests/routes.py."""

ROUTES = {
    "board/": (),
    "board/<int:area_id>/": ("orgtree.area",),
    "board/views/": (),
    "board/views/<int:pk>/": ("orgtree.keptview",),
    "board/views/<int:pk>/drop/": ("orgtree.keptview",),
    "board/<int:area_id>/keep/": ("orgtree.area",),
    "api/v1/board-views/": (),
    "api/v1/board-views/<pk>/": ("orgtree.keptview",),
    "board/<int:area_id>/export/": ("orgtree.area",),
    "board/<int:area_id>/compare/": ("orgtree.area",),
    "board/<int:area_id>/compare.xlsx": ("orgtree.area",),
    "board/<int:area_id>/outliers/": ("orgtree.area",),
    "board/<int:area_id>/report/": ("orgtree.area",),
    "board/<int:area_id>/report.xlsx": ("orgtree.area",),
    "board/<int:area_id>/report.docx": ("orgtree.area",),
    "board/<int:area_id>/close/": ("orgtree.area",),
    "board/<int:area_id>/rows/<str:key>/": ("orgtree.area", "=volunteers.reported"),
    "board/<int:area_id>/rows/<str:key>/export/": ("orgtree.area", "=volunteers.reported"),
    "api/v1/figures/": (),
}
