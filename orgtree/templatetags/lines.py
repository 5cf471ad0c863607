"""Long lines of templates broken where a break would be seen on the page."""

import re

from django import template
from django.template.base import TextNode

register = template.Library()
BREAK = re.compile(r"\n *")


class OneLine(template.Node):
    def __init__(self, nodelist):
        self.nodelist = nodelist

    def render(self, context):
        return self.nodelist.render(context)


@register.tag
def oneline(parser, token) -> OneLine:
    """What stands between it and `endoneline` as one line: breaks and the blanks that indent go, when the template is read."""
    nodelist = parser.parse(("endoneline",))
    parser.delete_first_token()
    for text in nodelist.get_nodes_by_type(TextNode):
        text.s = BREAK.sub("", text.s)
    return OneLine(nodelist)
