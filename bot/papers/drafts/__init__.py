"""What is done with a draft, step by step; what a draft is stands beside this folder, below it."""
