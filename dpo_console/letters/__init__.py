"""Letters: wording in Markdown, the law's demands on it, and the Word file they make.

titles      the titles of the letters
catalogue   the letters, the conditions for each, and the fields the officer fills
fields      the names that a wording may use: fields and conditions
wording     reads a wording into blocks, before any value is there
required    the law's demands on each letter, beside the wording
composing   wording + values -> a Letter, or every gap at once
filling     puts values into the blocks of a wording
preview     the words that Word will show
word_file   a Letter -> the bytes of a .docx, its body by word_body
letterhead  checks the letterhead
saving      keeps the file: whole or not at all
"""
