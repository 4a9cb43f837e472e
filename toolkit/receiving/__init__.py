"""Receiving what came back. The limits that every unknown file is read under:"""

READ_SECONDS = 9.0
READ_MEGABYTES = 512
UNPACK_SECONDS = 60.0
"""For a whole container, of which two thousand files may be taken out and kept."""
