"""Addresses of open data: open to everybody."""

ROUTES: dict[str, tuple[str, ...]] = {
    "open-data/": (),
    "open-data/<str:code>/": ("=370000000000",),
    "open-data/<str:code>.<str:form>": ("=370000000000", "=json"),
}
