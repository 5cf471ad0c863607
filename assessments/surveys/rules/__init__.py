"""Rules of surveys: the draw, the folding of answers, what a sheet of paper says."""
