"""The trail of writes and looks: what was taken out of it, and nightly roots that prove the rest unaltered."""
