"""What members had a hand in: cases that they reported themselves or helped to mediate, and the points for it."""
