"""What whoever looks after the bot types, such as `backup FILE`; a start, and how it fails."""
