"""Letters: wording in Markdown, the law's demands on it, and the Word file they make.

titles      the titles of the letters
catalogue   the letters, the conditions for each, and the fields the officer fills
catalogue/  one file a letter: when it fits, what it asks, and the sentences that the law demands
addressees  who each letter is written to
letter      a letter as plain values
preview     the words that Word will show
wording/    the other words of each letter, read into blocks before any value is there
composing/  wording + values -> a Letter, or every gap at once; the blocks filled in
own/        an office's own wordings: the names they may use, with examples, and the checks on them
word/       a Letter -> the bytes of a .docx: body, letterhead and seal; kept whole or not at all
"""
