"""The sources, each with fetching, reading and mapping to our columns apart.

``cbs``, ``kaart`` and ``pdok`` are publishers' own forms; ``kwb`` is CBS's spreadsheet, ``tabel`` any other table, both
on the ``cells`` of files; ``indeling`` is a register of clusterings.
"""
