"""The ground floor over HTTP for programs: shared machinery, areas, organisations, figures, tokens."""
