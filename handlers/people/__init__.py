"""People at the desk: their posts; what one of them owes stands with the matters."""
