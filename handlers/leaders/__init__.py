"""What leaders see and press: decisions, ledgers, digests; what others see of them stands in
its own wing.
"""
