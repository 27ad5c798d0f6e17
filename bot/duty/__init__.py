"""Who is on duty, and what happens then: roster, swaps, shifts, log. Leave is the calendar's."""
