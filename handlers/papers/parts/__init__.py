"""Parts at the desk: a draft divided among several, and each part from hand to hand."""
