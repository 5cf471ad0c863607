"""Pages of the desk of this subject."""

from cocon.projects.desk import funds, norms, projects  # noqa: F401 -- each registers its own
