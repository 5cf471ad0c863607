"""What an answer says, without what differs between any two: to compare those for a row out of reach and for none."""

import re

from tests.walk import text_of

NO_ROW = 999_999
DRAWN_BY_LOT = re.compile(
    r'Expires: .*|name="csrfmiddlewaretoken" value="\w+"|name="client_key" value="[^"]*"|Set-Cookie: .*'
)
NUMBER = re.compile(r"\d+")


def said_of(reply, *ids) -> tuple[int, str]:
    """The status and every word of the answer, without the ids that were asked for and what is drawn by lot."""
    text = re.sub(r"Content-Length: \d+", "", DRAWN_BY_LOT.sub("", text_of(reply)))
    for pk in (pk for pk in ids if not isinstance(pk, int)):
        text = text.replace(str(pk), "#")
    asked = {str(pk) for pk in ids}
    return reply.status_code, NUMBER.sub(lambda number: "#" if number[0] in asked else number[0], text)
