"""The only door to Great Expectations: frames and suites in, our own values out.

Its usage statistics are switched off here, before anything imports it: the releases that gather any read this variable
when they are imported. Nothing here needs a network.
"""

import os

os.environ["GX_ANALYTICS_ENABLED"] = "false"
