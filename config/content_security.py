"""The Content-Security-Policy of every page: what a browser may run and load there (requirement A08)."""

OURS = {
    "default-src": "'self'",
    "img-src": "'self' data: blob:",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
# ECharts writes its tooltips with style attributes, the desk's theme styles in place.
STYLED = OURS | {"style-src": "'self' 'unsafe-inline'"}

POLICIES = {"/desk/": STYLED, "/papers/": STYLED, "/api/docs/": STYLED, "/board/": STYLED}


class ContentSecurityPolicy:
    """Sets the header by the first part of the address; a page without an entry gets the strictest."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", policy_for(request.path))
        return response


def policy_for(path: str) -> str:
    """The header's value for an address."""
    policy = next((policy for start, policy in POLICIES.items() if path.startswith(start)), OURS)
    return "; ".join(f"{directive} {sources}" for directive, sources in policy.items())
