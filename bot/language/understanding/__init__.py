"""What somebody most likely means: things are found first, then the verbs that may be meant vie.

It only ever guesses. What is done without being asked about is said in so many words, and is read
by `bot.language.phrases`.

1. `things`: people, numbers, times, links, quotes; each leaves one letter in the sentence.
2. `features`: words, pairs and triples, letters, and what words mean, of what is left.
3. `model`: each verb's share, learned from the examples beside the phrases (`examples`).
4. `acts`: what is a question, a report, a condition, somebody else's words is no order.
5. `slots`: who does it, by when; `titles`: called what, in which words.
"""

from bot.language.understanding.calls import like
from bot.language.understanding.guessing import Guess, Guesses, guess
from bot.language.understanding.seen import Here, Known

__all__ = ["Guess", "Guesses", "Here", "Known", "guess", "like"]
