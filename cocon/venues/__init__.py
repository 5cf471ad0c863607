"""阵地 and their rooms: where they are, how large, who may use them when, and who has booked."""
