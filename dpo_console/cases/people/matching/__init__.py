"""Names and details of people, found in words however they are written.

`names` finds people, `details` finds addresses, postcodes, telephone numbers and e-mail addresses.
Both read words `squeezed`: without case, accents, spaces, punctuation, characters that nobody sees,
and with letters that look like ours (`look_alikes`) as ours and numbers in words (`said_numbers`)
as digits.

Nothing here sees what a sentence means, a nickname, digits that stand for letters (R3fuge), a name
or an address in other words (the house by the church), or words in a picture.
"""
