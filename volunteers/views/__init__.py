"""The members' pages: parse, scope, service or queryset, render."""
