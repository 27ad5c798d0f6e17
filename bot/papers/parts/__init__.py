"""Parts: what several people write of one draft; a part is this and nothing else."""
