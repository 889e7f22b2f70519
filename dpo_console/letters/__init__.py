"""Letters: wording in Markdown, what the law demands of it, and the Word file they make.

titles      what the letters are called
catalogue   which letters there are, when each fits, what only the officer can say
fields      what a wording may name: fields and conditions
wording     reads a wording into blocks, before any value is there
required    what the law demands of each letter, beside the wording
composing   wording + values -> a Letter, or every gap at once
filling     puts values into the blocks of a wording
preview     the words that Word will show
word_file   a Letter -> the bytes of a .docx, its body by word_body
letterhead  checks what a letter is written on
saving      keeps the file: whole or not at all
"""
