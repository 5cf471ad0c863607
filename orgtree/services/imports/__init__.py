"""Uploaded spreadsheets: from the upload to the rows they write.

QUEUED → CHECKING → READY | INVALID ; READY → CONFIRMED → APPLYING → DONE. A job that cannot be finished is FAILED,
one that nobody wants DISCARDED. Checking and writing run in Celery; each may run twice, late or be killed.
"""

from orgtree.services.imports.jobs import confirm_import, discard_import, upload_import
from orgtree.services.imports.progress import progress_of
from orgtree.services.imports.runs import apply_import, check_import
from orgtree.services.imports.upkeep import clear_lost_files, clear_old_imports, resend_waiting_imports

__all__ = [
    "apply_import",
    "check_import",
    "clear_lost_files",
    "clear_old_imports",
    "confirm_import",
    "discard_import",
    "progress_of",
    "resend_waiting_imports",
    "upload_import",
]
