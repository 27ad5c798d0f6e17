"""What the office decides. Knows storage; knows nothing of Slack.

    storage remembers  <-  bot decides  <-  handlers talk

Only `bot.__main__`, which wires everything together, looks at all of them.
"""
