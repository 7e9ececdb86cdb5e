"""OCR engines: pixels in, phrases with corners and scores out.

An engine is one module with one class and is found by its entry point in the group ``labelcheck.ocr``, so that
another package can add its own. It is loaded when first needed, once per process.
"""
