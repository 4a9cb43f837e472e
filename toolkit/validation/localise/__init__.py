"""Which cell is wrong: of a unit whose figures contradict each other, the smallest changes by which they would not.

First repairs by algebra (what a slip of the hand makes of a number), then error localisation (Fellegi and Holt 1976) as a
mixed-integer programme. What is found is suggested, never applied.
"""
