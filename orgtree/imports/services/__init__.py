"""Uploaded spreadsheets: from the upload to the rows they write.

CHECKING → READY | INVALID ; READY → APPLYING → DONE. A job that cannot be finished is FAILED, one that nobody wants
DISCARDED. DONE → UNDOING → UNDONE, or DONE again where something rests on it. Checking, writing and taking back are runs (orgtree/runs), each in one transaction.
"""

from orgtree.imports.services.jobs import upload_import
from orgtree.imports.services.runs import apply_import, check_import, take_import_back
from orgtree.imports.services.upkeep import clear_lost_files, clear_old_imports

__all__ = [
    "apply_import",
    "check_import",
    "clear_lost_files",
    "clear_old_imports",
    "take_import_back",
    "upload_import",
]
