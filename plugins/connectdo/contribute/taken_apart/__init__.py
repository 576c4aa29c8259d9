"""What one cell of somebody's list says, in the values that our schema has.

Text in, value out. Each reader gives a value where the whole cell can be meant in one way only;
``None`` where the cell says nothing; and a ``NotSure`` with a sentence for an editor everywhere
else. No reader takes half of a cell and drops the rest in silence, and none guesses between morning
and evening. They know neither files nor rows, and each takes time that grows with the cell's
length and no faster.
"""
