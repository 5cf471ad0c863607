"""Pages of a list."""

from rest_framework.pagination import PageNumberPagination


class Pages(PageNumberPagination):
    """Fifty rows a page, up to two hundred on request."""

    page_size = 50
    max_page_size = 200
    page_size_query_param = "page_size"
    page_query_description = "页码，从1开始。"
    page_size_query_description = "每页条数，默认50，最多200。"
