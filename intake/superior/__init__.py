"""A plan beside the superior plan (上位文件) that it implements: what is left out, raised, lowered.

Plain Python, knows no Django: titles are matched in `titles`, names and measures are made
comparable in `names` and `measures`, two promises are compared in `comparing`, and `aligning`
lays two plans side by side. The words that all of them know are kept in `words.toml`.

Why: superior levels promise numbers for dates, lower levels write them into plans of their own,
and on the way something is forgotten (漏项), raised level by level (层层加码) or quietly lowered
(减码). Officials find that today by reading two documents side by side.
"""
