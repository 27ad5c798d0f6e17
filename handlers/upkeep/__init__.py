"""What whoever looks after the bot types, such as `backup FILE`; and how a start fails."""
