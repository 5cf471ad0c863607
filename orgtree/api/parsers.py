"""JSON in, within limits."""

import json

from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser
from rest_framework.utils.json import strict_constant

from orgtree.api.errors import TooLarge

MAX_BYTES = 1024 * 1024


class JSONParser(BaseParser):
    """Strict JSON of at most a megabyte; too deep, too long a number or broken UTF-8 is the sender's error, not a 500."""

    media_type = "application/json"

    def parse(self, stream, media_type=None, parser_context=None):
        body = stream.read(MAX_BYTES + 1)
        if len(body) > MAX_BYTES:
            raise TooLarge
        try:
            return json.loads(body.decode("utf-8"), parse_constant=strict_constant)
        except (ValueError, RecursionError) as error:
            raise ParseError from error
