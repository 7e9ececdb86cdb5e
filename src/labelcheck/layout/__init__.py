"""From pages to the text that reading works on.

A plain text is cleaned (:mod:`labelcheck.layout.clean`): every odd space, dash and line end becomes its plain
form, so that reading meets one spelling of each, and every character keeps its way back to what is printed.
"""
