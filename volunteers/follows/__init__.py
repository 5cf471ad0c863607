"""What a subject does when something comes about in a lower one (`volunteers.declare`), a module per subject."""

import volunteers.follows.certificates
import volunteers.follows.duties
import volunteers.follows.points  # noqa: F401
