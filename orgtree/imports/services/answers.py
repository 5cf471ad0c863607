"""What an uploader answered about rows of a sheet that only they can tell, kept with the import."""

import json

from orgtree.errors import RuleBroken
from orgtree.imports.models import ImportJob

ANSWERS = "answers"  # beside the options that were ticked


def answers_of(job: ImportJob) -> dict[int, str]:
    """Row number -> the code that was chosen."""
    return {int(row): code for row, code in job.options.get(ANSWERS, {}).items()}


def read_answers(text: str) -> str:
    """The text of a form's answers (JSON: row -> code); raises RuleBroken at `answers`."""
    try:
        said = json.loads(text)
    except ValueError:
        said = None
    if not isinstance(said, dict) or not all(row.isdecimal() and isinstance(code, str) for row, code in said.items()):
        raise RuleBroken("answers_unread", "选择有误，请重新选择", field="answers")
    return text


def keep_answers(job: ImportJob, text: str) -> None:
    """Add the answers to those of before, on the unsaved job; raises RuleBroken for a row or a code that was not asked about."""
    offered = {
        question["row"]: {code for code, _ in question["choices"]} for question in job.preview.get("questions", [])
    }
    said = {int(row): code for row, code in json.loads(text).items()}
    if any(code not in offered.get(row, ()) for row, code in said.items()):
        raise RuleBroken("answers_unread", "选择有误，请重新选择", field="answers")
    job.options = job.options | {ANSWERS: {str(row): code for row, code in (answers_of(job) | said).items()}}
