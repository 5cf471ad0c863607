"""Lists and pages where the viewer looks things up and does nothing: they are in nobody's way in the menu."""

from django.contrib import admin
from django.template.response import TemplateResponse

from orgtree.desk import desk_page
from orgtree.menu import lists_to_read


@desk_page("reading/", "reading")
def reading_page(request):
    """What the viewer's posts open to read, by place."""
    context = {**admin.site.each_context(request), "title": "查阅", "shown": lists_to_read(admin.site, request)}
    return TemplateResponse(request, "admin/reading.html", context)
