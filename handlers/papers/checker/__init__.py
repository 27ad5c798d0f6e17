"""The draft checker at the desk: what is handed in to be checked, and what was found."""
