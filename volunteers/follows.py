"""What a subject does when something comes about in a lower one (`volunteers.declare`), of every subject."""

from volunteers.rooms import load_all

load_all("declared.follows")
