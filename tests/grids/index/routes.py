"""Addresses of the index."""

ROUTES: dict[str, tuple[str, ...]] = {
    "grid-index/": (),
    "api/v1/grid-indexes/": (),
    "api/v1/grid-indexes/<pk>/": ("grids.gridindex",),
}
