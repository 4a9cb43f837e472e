"""The independent oracle of intake: made forms, filled as a clerk fills them, put through what happens to workbooks on
the way back, read by the product, and compared with what was typed. `python -m tests.mess` prints the table.
"""
