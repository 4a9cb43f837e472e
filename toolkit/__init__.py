"""tonghop: from communes' Excel returns to a district's workbook and report.

The folders are the stages that a workbook passes, each a function from values to values:

    form -> template -> (the commune fills it in) -> intake -> validation -> merge -> workbook, page, report

``files`` alone knows file formats, ``register`` keeps the durable record, ``pipeline`` is where stages
meet, ``cli`` and ``app`` are what people see. What a form asks and what a report says stand in the form's
own folder, never here. tests/test_imports.py states which room may import which.
"""

__version__ = "0.1.0"
