"""Templates and policy answers with source, owner and last day."""
