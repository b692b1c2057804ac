"""From a question to an answer.

`answering` is the program: `question` reads the question, `followup` completes it from the one
before, `retrieval` finds candidates, `features` describes them, `ranking` orders them with `model`
and tells how sure that is, and `quoting` quotes the best with its `answer_span`. `requirement` says
which quantity an answer must have.
`followup_ranking` looks for the answer to a follow-up near the previous one. `explanation` says why
the first quote is the first; `nearest` matches statements, not questions.
"""
