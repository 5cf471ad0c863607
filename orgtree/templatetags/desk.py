"""Where one is on the desk: the menu of places, the path to the page (place, list, row), and the rows of a list."""

from django import template
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.template.loader import render_to_string
from django.urls import reverse
from unfold.templatetags.unfold import header_title
from unfold.templatetags.unfold_list import result_headers

from orgtree.declare import registry
from orgtree.desk.menu import shown_places
from orgtree.desk.queues import kept_filters, queue_for
from orgtree.desk.rows import Rows

register = template.Library()


@register.simple_tag(takes_context=True)
def desk_places(context) -> list:
    """The viewer's menu, on the desk and on every other page of staff."""
    return shown_places(admin.site, context["request"])


@register.inclusion_tag("orgtree/desk/rows.html", takes_context=True)
def desk_rows(context, cl) -> dict:
    """The table of a list, or what stands where it has no rows."""
    headers = list(result_headers(cl))
    return {
        "cl": cl,
        "result_headers": headers,
        "num_sorted_fields": sum(1 for one in headers if one["sortable"] and one["sorted"]),
        "rows": Rows(cl, headers).html(),
        "has_add_permission": cl.model_admin.has_add_permission(context["request"]),
    }


@register.inclusion_tag("orgtree/desk/acts_on_all.html", takes_context=True)
def desk_acts_on_all(context, cl) -> dict:
    """The buttons above a queue that do its usual step to all of its rows."""
    desk = cl.model_admin
    acts = desk.acts_on_all(context["request"], cl) if hasattr(desk, "acts_on_all") and len(cl.result_list) else []
    return {
        "acts": acts,
        "count": cl.result_count,
        "first": next(iter(cl.result_list), None),
        "checkbox": ACTION_CHECKBOX_NAME,
        "csrf_token": context["csrf_token"],
    }


def _list_part(context, desk, name: str) -> dict:
    """The list, by the name of the queue that one works through, with the filter that one came with."""
    request, address = context["request"], reverse(name)
    card, kept = queue_for(desk, request), kept_filters(desk, request)
    title = card.label if card else desk.opts.verbose_name_plural
    return {"title": title, "link": f"{address}?{kept}" if kept else address}


@register.simple_tag(takes_context=True)
def crumbs(context) -> str:
    """The path to the page, headed by the place where the list belongs; the theme heads it by the app."""
    opts = context.get("opts")
    desk = opts and admin.site._registry.get(opts.model)
    if not desk:
        return header_title(context)
    name = f"admin:{opts.app_label}_{opts.model_name}"
    parts = [
        {"title": registry.places[desk.menu_place].label},
        _list_part(context, desk, f"{name}_changelist"),
    ]
    row = context.get("original") or context.get("object")
    if isinstance(row, opts.model):
        parts.append({"title": desk.row_title(row), "link": reverse(f"{name}_change", args=[row.pk])})
    return render_to_string("unfold/helpers/header_title.html", {"parts": parts}, request=context.get("request"))
