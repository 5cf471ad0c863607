"""Addresses of this subject, for the inventory in tests/routes.py."""

ROUTES = {
    "tasks/": (),
    "tasks/<int:pk>/": ("orgtree.task",),
    "tasks/<int:pk>/<slug:act>/": ("orgtree.task", "=accept"),
    "tasks/<int:pk>/files/": ("orgtree.task",),
    "tasks/<int:pk>/files/<int:file_pk>/remove/": ("orgtree.task", "orgtree.taskfile"),
    "api/v1/tasks/": (),
    "api/v1/tasks/<pk>/files/": ("orgtree.task",),
    "api/v1/tasks/<pk>/remarks/": ("orgtree.task",),
    "api/v1/tasks/<pk>/": ("orgtree.task",),
    "api/v1/tasks/<pk>/accept/": ("orgtree.task",),
    "api/v1/tasks/<pk>/tell-progress/": ("orgtree.task",),
    "api/v1/tasks/<pk>/report/": ("orgtree.task",),
    "api/v1/tasks/<pk>/confirm/": ("orgtree.task",),
    "api/v1/tasks/<pk>/send-back/": ("orgtree.task",),
    "api/v1/tasks/<pk>/extend/": ("orgtree.task",),
    "api/v1/tasks/<pk>/assist/": ("orgtree.task",),
    "api/v1/tasks/<pk>/cancel/": ("orgtree.task",),
}
