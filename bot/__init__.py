"""What the office decides. Knows storage; knows nothing of Slack.

    storage remembers  <-  bot decides  <-  handlers talk

It is read from the bottom up, and imports in this order and no other:

    language  <-  who  <-  matters  <-  papers, people, office  <-  leaders

Only `bot.__main__`, which wires everything together, looks at all of them.
"""
