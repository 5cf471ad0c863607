"""Lists and pages where the viewer looks things up and does nothing: they are in nobody's way in the menu."""

from django.contrib import admin
from django.template.response import TemplateResponse

from orgtree.desk.menu import lists_to_read
from orgtree.desk.site import desk_page


@desk_page("reading/", "reading")
def reading_page(request):
    """What the viewer's posts open to read, by place."""
    context = {**admin.site.each_context(request), "title": "查阅", "shown": lists_to_read(admin.site, request)}
    return TemplateResponse(request, "orgtree/desk/reading.html", context)
