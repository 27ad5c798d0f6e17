"""The calendar as the office settles it; how days are counted stands in language/workdays."""
