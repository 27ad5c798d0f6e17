"""The calendar at the desk: in words, forms, files and on a page."""
