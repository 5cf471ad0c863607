"""Where one is on the desk: group of the menu, list, row."""

from django import template
from django.contrib import admin
from django.template.loader import render_to_string
from django.urls import reverse
from unfold.templatetags.unfold import header_title

register = template.Library()


@register.simple_tag(takes_context=True)
def crumbs(context) -> str:
    """The path to the page, headed by the group under which the menu has the list; the theme heads it by the app."""
    opts = context.get("opts")
    desk = opts and admin.site._registry.get(opts.model)
    if not desk:
        return header_title(context)
    name = f"admin:{opts.app_label}_{opts.model_name}"
    parts = [
        {"title": desk.crumb_group or desk.menu_group or opts.app_config.verbose_name},
        {"title": opts.verbose_name_plural, "link": reverse(f"{name}_changelist")},
    ]
    row = context.get("original") or context.get("object")
    if isinstance(row, opts.model):
        parts.append({"title": desk.row_title(row), "link": reverse(f"{name}_change", args=[row.pk])})
    return render_to_string("unfold/helpers/header_title.html", {"parts": parts}, request=context.get("request"))
