"""Members, report-ins, services and points, over HTTP for programs."""
