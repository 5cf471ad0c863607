"""Pages of the desk of this subject."""

from cocon.projects.desk import funds  # noqa: F401
