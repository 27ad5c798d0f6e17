"""Research: topics from an idea to the leader's choice, and the vote that advises. No drafts."""
