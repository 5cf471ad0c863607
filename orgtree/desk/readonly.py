"""Fields that are shown and not edited: a related row is a link only for those who may open its page."""

from decimal import Decimal

import unfold.forms
from unfold.fields import UnfoldAdminReadonlyField

from orgtree.text.rules.numbers import plain


class ReadonlyField(UnfoldAdminReadonlyField):
    """The theme links every related row; here a link never leads to a page that is closed to the viewer."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.field["help_text"] = ""  # it says how to fill the field in

    def _get_contents(self):
        _, _, value = self.resolved_field or (None, None, None)
        if isinstance(value, tuple):  # (what colours it on the list, the words)
            return value[-1]
        if isinstance(value, Decimal):
            return plain(value)
        return super()._get_contents()

    def get_admin_url(self, remote_field, remote_obj):
        request = getattr(self.form, "request", None)
        admin = self.model_admin.admin_site._registry.get(remote_field.model)
        if request is None or admin is None or not admin.has_view_permission(request, remote_obj):
            return str(remote_obj)
        return super().get_admin_url(remote_field, remote_obj)


# The theme builds its field lines from this name and offers no other place to hand in a class.
unfold.forms.UnfoldAdminReadonlyField = ReadonlyField
