"""What every write leans on: locks, validation, copying in bulk, sending after the commit, the trail."""
