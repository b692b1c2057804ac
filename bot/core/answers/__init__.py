"""From a question to an answer.

`answering` is the program: `question` reads the question, `followups` completes it from the one
before, `retrieval` finds candidates, `features` describes them, `ranking` orders them with `model`
and tells how sure that is, and `quoting` quotes the best with its `answer_span`. `requirement` says
which quantity an answer must have, and `reader_ranking` asks the reader where it is installed.
`explanation` says why the first quote is the first; `nearest` matches statements, not questions.
"""
