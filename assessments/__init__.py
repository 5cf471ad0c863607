"""Rounds of 述职评议, ballots, scores, grades, rectification and surveys. Floor 3. Nothing is built here yet."""
