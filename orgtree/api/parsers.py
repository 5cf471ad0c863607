"""JSON in, within limits; files where an address takes them."""

import json

from rest_framework.exceptions import ParseError
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.parsers import BaseParser, MultiPartParser
from rest_framework.utils.json import strict_constant

from orgtree.api.errors import TooLarge

MAX_BYTES = 1024 * 1024
MAX_FORM_BYTES = 48 * 1024 * 1024  # files and all; the proxy in docs/deployment.md says the same


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


class FilesParser(MultiPartParser):
    """A form with files, by what it says of its length: nothing of a longer one is read."""

    def parse(self, stream, media_type=None, parser_context=None):
        length = stream.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) > MAX_FORM_BYTES:
            raise TooLarge
        return super().parse(stream, media_type, parser_context)


class AnyAccept(DefaultContentNegotiation):
    """For an address that answers with a file, whatever the caller says it accepts; its errors are JSON."""

    def select_renderer(self, request, renderers, format_suffix=None):
        return renderers[0], renderers[0].media_type
