"""What the log says of a request."""

import logging


class OneLineRefusals(logging.Filter):
    """Takes the traceback from a refusal (403): somebody asked for what is not theirs, and nothing in the code is wrong."""

    def filter(self, record: logging.LogRecord) -> bool:
        if getattr(record, "status_code", None) == 403:
            record.exc_info = None
        return True
