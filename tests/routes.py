"""The inventory of addresses: every pattern of the resolver has one line here, or `test_scope_leaks` fails.

On the right stand the values of the pattern's parameters, in order: a model's label is replaced by the id of a row
that the visitors may not see (tests/canaries.py), anything that begins with "=" stands for itself. An address whose
parameters are not all literal must answer 404 (or refuse) to a stranger. The desk's lists, forms, histories and
acts of registered models need no line: they are all alike.
"""

ROUTES: dict[str, tuple[str, ...]] = {
    "": (),
    "healthz": (),
    "login/": (),
    "logout/": (),
    "password/": (),
    "large-text/": (),
    # Spreadsheet import
    "imports/": (),
    "imports/new/<slug:key>/": ("=roster",),
    "imports/template/<slug:key>.xlsx": ("=roster",),
    "imports/<int:pk>/": ("orgtree.importjob",),
    "imports/<int:pk>/confirm/": ("orgtree.importjob",),
    "imports/<int:pk>/discard/": ("orgtree.importjob",),
    "imports/<int:pk>/errors.xlsx": ("orgtree.importjob",),
    # The desk, beside its models
    "desk/": (),
    "desk/audit/": (),
    "desk/grants/": (),
    "desk/search/": (),
    "desk/login/": (),
    "desk/logout/": (),
    "desk/password_change/": (),
    "desk/password_change/done/": (),
    "desk/autocomplete/": (),
    "desk/jsi18n/": (),
    "desk/<app_label>/": ("=orgtree",),
    # Members' pages
    "m/": (),
    "m/register/": (),
    "m/register/done/": (),
    "m/activate/": (),
    "m/join/": (),
    "m/report-in/": (),
    "m/report-in/choose/": (),
    "m/report-in/leave/": (),
    "m/services/": (),
    "m/services/new/": (),
    "m/services/<int:pk>/": ("volunteers.servicerecord",),
    "m/services/<int:pk>/edit/": ("volunteers.servicerecord",),
    "m/services/<int:pk>/withdraw/": ("volunteers.servicerecord",),
    "m/services/<int:pk>/photo/": ("volunteers.servicerecord",),
    "m/points/": (),
    "m/points/rules/": (),
    "m/me/": (),
    "m/me/edit/": (),
    "m/me/consents/<str:purpose>/": ("=registration",),
    "m/me/data.json": (),
    "m/me/data.xlsx": (),
    # Boards
    "board/": (),
    "board/<int:area_id>/": ("orgtree.area",),
    "board/<int:area_id>/export/": ("orgtree.area",),
    "board/<int:area_id>/close/": ("orgtree.area",),
    "board/<int:area_id>/rows/<str:key>/": ("orgtree.area", "=volunteers.reported"),
    "board/<int:area_id>/rows/<str:key>/export/": ("orgtree.area", "=volunteers.reported"),
    # The API
    "api/schema/": (),
    "api/docs/": (),
    "api/v1/": (),
    "api/v1/<drf_format_suffix:format>": ("=.json",),
}
