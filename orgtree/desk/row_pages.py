"""The pages that belong to one row of a list: its acts, each a page that asks and then does, and its history."""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import PAGE_VAR
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from orgtree.acts.forms import refuse_in, said_in
from orgtree.desk.actions import ObjectAction
from orgtree.desk.forms import ask_by_name
from orgtree.desk.history import history_of
from orgtree.errors import RuleBroken
from orgtree.scope.models.rows import area_paths, hides_persons

MOST_AT_HAND = 6


def at_hand(offered: list[ObjectAction], most: int) -> tuple[list[ObjectAction], list[ObjectAction]]:
    """Those that stand on the page itself, and those behind 更多: where there are too many for it, the usual next steps alone, or the first."""
    if len(offered) <= most:
        return offered, []
    usual = [action for action in offered if not action.rank] or offered[:1]
    first = usual[: max(most - 1, 1)]
    return first, [action for action in offered if action not in first]


class RowPages:
    """Gives a list of the desk the acts and the history of its rows. `object_actions` are the acts."""

    object_actions: tuple[ObjectAction, ...] = ()

    # --- Acts on one row ---------------------------------------------------------------------------------------------

    def change_view(self, request, object_id, form_url="", extra_context=None):
        obj = self.get_object(request, unquote(object_id))
        offered = [action for action in self.object_actions if obj and self._is_offered(request, action, obj)]
        offered.sort(key=lambda action: action.rank)
        links = self.object_links(request, obj) if obj else []
        first, more = at_hand(offered, MOST_AT_HAND - len(links))
        context = {"object_actions": first, "more_actions": more, "object_links": links, **(extra_context or {})}
        if obj:
            context["subtitle"] = self.row_title(obj)
        return super().change_view(request, object_id, form_url, context)

    def object_links(self, request, obj) -> list[tuple[str, str, str]]:
        """(label, address, icon) of other pages that belong to this row, shown beside its acts."""
        return []

    def _is_offered(self, request, action, obj) -> bool:
        may = action.applies(obj) and self.may(request, action.permission, obj)
        return may and action.suits(obj, request.user)

    def act_view(self, request, object_id, key):
        """The page of one act: GET asks, POST acts; 404 for another's row, 403 for an act beyond the viewer's posts."""
        obj = self.get_object(request, unquote(object_id))
        action = next((action for action in self.object_actions if action.key == key), None)
        if obj is None or action is None:
            raise Http404
        pressed_again = request.method == "POST" and action.is_repeatable and self.may(request, action.permission, obj)
        if not (pressed_again or self._is_offered(request, action, obj)):
            raise PermissionDenied
        form_class = action.build_form(request, obj) if action.build_form else action.form
        form = form_class(*((request.POST, request.FILES) if request.method == "POST" else ()))
        ask_by_name(form.fields)
        result = self._run(request, action, obj, form) if request.method == "POST" and form.is_valid() else None
        if result is not None and not action.shows_result:
            self.message_user(request, self._say_result(obj, result), messages.SUCCESS)
            return HttpResponseRedirect(action.leads_to(obj) if action.leads_to else self._page_of(request, object_id))
        return TemplateResponse(
            request, "orgtree/desk/object_action.html", self._act_context(request, action, obj, form, result)
        )

    def _say_result(self, obj, result: str) -> str:
        """What an act says it did, with whose row it was where it does not say that itself."""
        title = self.row_title(obj)
        return f"{title}：{result}" if result.startswith("已") and title not in result else result

    @staticmethod
    def _run(request, action, obj, form) -> str | None:
        """What the act says it did; None when the rules refused, with their message on the form."""
        try:
            return action.run(request, obj, said_in(form))
        except RuleBroken as error:
            refuse_in(form, error)
            return None

    def _change_name(self) -> str:
        return f"admin:{self.opts.app_label}_{self.opts.model_name}_change"

    def _page_of(self, request, object_id) -> str:
        """The row's page, which knows from which filtered list the viewer came."""
        kept = self.get_preserved_filters(request)
        return reverse(self._change_name(), args=[object_id]) + (f"?{kept}" if kept else "")

    def _act_context(self, request, action, obj, form, result) -> dict:
        return {
            **self.admin_site.each_context(request),
            "title": f"{action.label}：{self.row_title(obj)}",
            "act": action,
            "reach": action.reach(obj) if action.reach else "",
            "object": obj,
            "opts": self.opts,
            "form": form,
            "result": result,
            "back": self._page_of(request, obj.pk),
        }

    def _reads_persons(self, request) -> bool:
        """Whether the viewer reads the persons of these rows on their pages, and so what they were called before."""
        return bool(area_paths(self.model)) and not hides_persons(self.model, request.user, self.view_permission)

    # --- History -----------------------------------------------------------------------------------------------------

    def history_view(self, request, object_id, extra_context=None):
        """Who changed this row, when and what, newest first; 404 for a row that is not the viewer's to see."""
        obj = self.get_object(request, unquote(object_id))
        if obj is None:
            raise Http404
        if not self.has_view_permission(request, obj):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": f"{self.row_title(obj)}：变更记录",
            "object": obj,
            "opts": self.opts,
            "page": history_of(obj, page=request.GET.get(PAGE_VAR), names_persons=self._reads_persons(request)),
            "page_var": PAGE_VAR,
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/object_history.html", context)
