"""The draft checker: rules on the text of a paper; it knows no draft and changes nothing."""
