"""What the log says of a request."""

import logging
import re

# A signed address (orgtree/links/): what was signed, its sign, the signature.
SIGNED = re.compile(r"[\w.:-]*~[\w.:~-]{20,}")


class OneLineRefusals(logging.Filter):
    """Takes the traceback from a refusal (403): somebody asked for what is not theirs, and nothing in the code is wrong."""

    def filter(self, record: logging.LogRecord) -> bool:
        if getattr(record, "status_code", None) == 403:
            record.exc_info = None
        return True


class NoCodes(logging.Filter):
    """Takes the token of a signed address from what is logged: whoever reads the log shall not open what it opens."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        if "~" in said:
            record.msg, record.args = SIGNED.sub("…", said), ()
        return True
