"""A draft at the desk, as its reader sees it, and its forms; what hangs on it stands beside."""
