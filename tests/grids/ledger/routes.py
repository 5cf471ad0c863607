"""Addresses of the ledger."""

ROUTES: dict[str, tuple[str, ...]] = {
    "desk/grids/gridledger/<int:pk>/ledger.<str:form>": ("grids.gridledger", "=docx"),
}
