"""What is handed out on paper: numbers, codes to check them by, digests, the public check (docs/decisions/0040)."""
