"""What brings all subjects together for one member: first page, own data, requests, leaving, keeping."""
